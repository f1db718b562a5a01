import { Button, Popconfirm } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HeldRole } from '../../../shared/api/administration.ts';
import styles from './administration.module.css';

interface RoleTagProps {
  role: HeldRole;
  /** Whose it is. */
  of: string;
  onTake: () => void;
}

/** A role that somebody holds; pressing it takes it back, after a question. */
export function RoleTag({ role, of, onTake }: RoleTagProps): ReactNode {
  const { t } = useTranslation();
  const held = `${role.title} · ${role.unit_name}`;
  return (
    <Popconfirm
      title={t('administration.people.takeAsk', { name: of, role: held })}
      okText={t('administration.people.take')}
      cancelText={t('common.cancel')}
      okButtonProps={{ danger: true }}
      onConfirm={onTake}
    >
      <Button size="small" color="default" variant="filled" className={styles['role'] ?? ''}>
        {held}
        {role.to_day !== null && ` · ${role.to_day}`}
      </Button>
    </Popconfirm>
  );
}
