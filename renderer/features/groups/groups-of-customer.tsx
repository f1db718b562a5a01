import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useGroups } from '../../session/groups.ts';
import { useIndex } from '../../session/react.tsx';
import styles from './groups.module.css';
import { groupPath } from './paths.ts';

/** The groups that a customer is in, each a link to it; nothing where it is in none. */
export function GroupsOfCustomer({ customerCode }: { customerCode: string }): ReactNode {
  const { t } = useTranslation();
  const index = useIndex();
  const groups = useGroups().filter(({ groupId }) => index.members(groupId).has(customerCode));
  if (groups.length === 0) return null;
  return (
    <span className={styles['of']}>
      {t('groups.ofCustomer')}{' '}
      {groups.map(({ groupId, name }) => (
        <Link key={groupId} className={styles['link']} to={groupPath(groupId)}>
          {name}
        </Link>
      ))}
    </span>
  );
}
