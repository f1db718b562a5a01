import { Button, Popover } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useHoldings, useReference } from '../../session/react.tsx';
import { OpenButton } from './open-button.tsx';
import styles from './territory.module.css';

/** 已打开社区: what the person opened, where each stands, and closing it. */
export function OpenedCommunities(): ReactNode {
  const { t } = useTranslation();
  const { units } = useReference();
  const { opened } = useHoldings();
  const content =
    opened.length === 0 ? (
      <div className={styles['quiet']}>{t('territory.opened.none')}</div>
    ) : (
      <ul className={styles['communities']} aria-label={t('territory.opened.title')}>
        {opened.map(({ communityCode }) => (
          <li key={communityCode}>
            <Link
              className={styles['communityName']}
              to={`/territory?unit=${encodeURIComponent(communityCode)}`}
            >
              {units.get(communityCode)?.name ?? communityCode}
            </Link>
            <OpenButton communityCode={communityCode} />
          </li>
        ))}
      </ul>
    );
  return (
    <Popover trigger="click" placement="bottomRight" content={content}>
      <Button>{t('territory.opened.button', { count: opened.length })}</Button>
    </Popover>
  );
}
