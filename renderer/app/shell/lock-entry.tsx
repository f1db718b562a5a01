import { Menu } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../session/react.tsx';
import { LockOutlined } from '../../ui/icons.tsx';
import styles from './shell.module.css';

/** Covers the screen at once. An act and no place: it is never the selected one. */
export function LockEntry({ folded }: { folded: boolean }): ReactNode {
  const { t } = useTranslation();
  const session = useSession();
  const label = (
    <span className={styles['counted']}>
      {t('shell.menu.lock')}
      <kbd className={styles['keys']}>Ctrl L</kbd>
    </span>
  );
  return (
    <Menu
      mode="inline"
      inlineCollapsed={folded}
      selectedKeys={[]}
      items={[{ key: 'lock', icon: <LockOutlined />, label }]}
      onClick={() => void session.lock()}
    />
  );
}
