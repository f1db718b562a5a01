import { Menu } from 'antd';
import type { MenuProps } from 'antd';
import { useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import styles from './shell.module.css';
import { useReminderCount } from '../../features/reminders/index.ts';
import { formatCount } from '../../ui/format/index.ts';
import { AppstoreOutlined, BellOutlined, SettingOutlined, TeamOutlined } from '../../ui/icons.tsx';

const FOLD_BELOW = '(max-width: 1179px)';

const watchWidth = (listener: () => void): (() => void) => {
  const query = window.matchMedia(FOLD_BELOW);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
};

/** What there is to do, at the left; icons only in a narrow window. */
export function SideMenu(): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const folded = useSyncExternalStore(watchWidth, () => window.matchMedia(FOLD_BELOW).matches);
  const selected = `/${pathname.split('/')[1] ?? ''}`;

  const daily: NonNullable<MenuProps['items']> = [
    { key: '/workbench', icon: <AppstoreOutlined />, label: t('shell.menu.workbench') },
    { key: '/customers', icon: <TeamOutlined />, label: t('shell.menu.customers') },
    { key: '/reminders', icon: <BellOutlined />, label: <RemindersLabel /> },
  ];
  const bottom: NonNullable<MenuProps['items']> = [
    { key: '/settings', icon: <SettingOutlined />, label: t('shell.menu.settings') },
  ];
  const menu = (items: MenuProps['items']): ReactNode => (
    <Menu
      mode="inline"
      inlineCollapsed={folded}
      selectedKeys={[selected]}
      items={items ?? []}
      onClick={({ key }) => void navigate(key)}
    />
  );
  return (
    <nav className={styles['menu']} data-folded={folded} aria-label={t('shell.menu.label')}>
      {menu(
        folded ? daily : [{ type: 'group', key: 'daily', label: t('shell.menu.daily'), children: daily }],
      )}
      <div className={styles['bottom']}>{menu(bottom)}</div>
    </nav>
  );
}

/** How many there are stands at the right, as long as there are any. */
function RemindersLabel(): ReactNode {
  const { t } = useTranslation();
  const count = useReminderCount();
  return (
    <span className={styles['counted']}>
      {t('shell.menu.reminders')}
      {count > 0 && <span className={styles['count']}>{formatCount(count)}</span>}
    </span>
  );
}
