import { Menu } from 'antd';
import type { TFunction } from 'i18next';
import type { MenuProps } from 'antd';
import { useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import styles from './shell.module.css';
import { useOpenAlarms } from '../../features/administration/index.ts';
import { useCallCount } from '../../features/call-lists/index.ts';
import { useRisenCount } from '../../features/complaints/index.ts';
import { useHomeListPath } from '../../features/customers/index.ts';
import { useInboxCount } from '../../features/reassignment/index.ts';
import { useUnreadNotices } from '../../features/notices/index.ts';
import { useReminderCount } from '../../features/reminders/index.ts';
import { formatCount } from '../../ui/format/index.ts';
import { LockEntry } from './lock-entry.tsx';
import { useOpenElsewhere } from './open-elsewhere.ts';
import { usePlaces } from './places.tsx';
import type { Place } from './places.tsx';

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
  const homeList = useHomeListPath();
  const openElsewhere = useOpenElsewhere();
  const folded = useSyncExternalStore(watchWidth, () => window.matchMedia(FOLD_BELOW).matches);
  const selected = `/${pathname.split('/')[1] ?? ''}`;

  const places = usePlaces();
  const itemsOf = (part: Place['part']): NonNullable<MenuProps['items']> =>
    places
      .filter((place) => place.part === part)
      .map((place) => ({ key: place.path, icon: place.icon, label: labelOf(place, t) }));
  const groups = (
    [
      ['daily', t('shell.menu.daily')],
      ['ownership', t('division.group')],
      ['analysis', t('shell.menu.analysis')],
      ['administration', t('shell.menu.administration')],
    ] as const
  ).flatMap(([part, label]) => {
    const children = itemsOf(part);
    return children.length === 0 ? [] : [{ type: 'group' as const, key: part, label, children }];
  });
  const go = (path: string): void => {
    if (places.some((place) => place.path === path && place.elsewhere)) openElsewhere(path);
    else void navigate(path === '/customers' ? homeList : path);
  };
  const menu = (items: MenuProps['items']): ReactNode => (
    <Menu
      mode="inline"
      inlineCollapsed={folded}
      selectedKeys={[selected]}
      items={items ?? []}
      onClick={({ key }) => go(key)}
    />
  );
  return (
    <nav className={styles['menu']} data-folded={folded} aria-label={t('shell.menu.label')}>
      {menu(folded ? groups.flatMap(({ children }) => children) : groups)}
      <div className={styles['bottom']}>
        <LockEntry folded={folded} />
        {menu(itemsOf('bottom'))}
      </div>
    </nav>
  );
}

/** An address that an administrator put into the menu opens beside the application. */
function labelOf({ path, title, elsewhere }: Place, t: TFunction): ReactNode {
  if (path in COUNTED) return <CountedLabel title={title(t)} path={path} />;
  return elsewhere ? `${title(t)} ↗` : title(t);
}

/** Places with something to do: how much of it, is read wherever one is. */
const COUNTED: Readonly<Record<string, () => number>> = {
  '/calls': useCallCount,
  '/reminders': useReminderCount,
  '/complaints': useRisenCount,
  '/requests': useInboxCount,
  '/notices': useUnreadNotices,
  '/administration': useOpenAlarms,
};

/** How many there are stands at the right, as long as there are any. */
function CountedLabel({ title, path }: { title: string; path: string }): ReactNode {
  const useCount = COUNTED[path] ?? useReminderCount;
  const count = useCount();
  return (
    <span className={styles['counted']}>
      {title}
      {count > 0 && <span className={styles['count']}>{formatCount(count)}</span>}
    </span>
  );
}
