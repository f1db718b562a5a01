import { Menu } from 'antd';
import type { TFunction } from 'i18next';
import type { MenuProps } from 'antd';
import { memo, useCallback, useMemo } from 'react';
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
import { useMediaQuery } from '../../ui/index.ts';
import { LockEntry } from './lock-entry.tsx';
import { useOpenElsewhere } from './open-elsewhere.ts';
import { usePlaces } from './places.tsx';
import type { Place } from './places.tsx';

const FOLD_BELOW = '(max-width: 1179px)';

/** What there is to do, at the left; icons only in a narrow window. */
export function SideMenu(): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const homeList = useHomeListPath();
  const openElsewhere = useOpenElsewhere();
  const folded = useMediaQuery(FOLD_BELOW);
  const selected = `/${pathname.split('/')[1] ?? ''}`;

  const places = usePlaces();
  const { groups, bottom } = useMemo(() => itemsOf(places, folded, t), [places, folded, t]);
  const go = useCallback(
    (path: string) => {
      if (places.some((place) => place.path === path && place.elsewhere)) openElsewhere(path);
      else void navigate(path === '/customers' ? homeList : path);
    },
    [places, openElsewhere, navigate, homeList],
  );
  return (
    <nav className={styles['menu']} data-folded={folded} aria-label={t('shell.menu.label')}>
      <PlacesMenu items={groups} folded={folded} selected={selected} onGo={go} />
      <div className={styles['bottom']}>
        <LockEntry folded={folded} />
        <PlacesMenu items={bottom} folded={folded} selected={selected} onGo={go} />
      </div>
    </nav>
  );
}

const PARTS = [
  ['daily', 'shell.menu.daily'],
  ['ownership', 'division.group'],
  ['analysis', 'shell.menu.analysis'],
  ['administration', 'shell.menu.administration'],
] as const;

type Items = NonNullable<MenuProps['items']>;

interface PlacesMenuProps {
  items: Items;
  folded: boolean;
  /** The path of the place that is shown. */
  selected: string;
  onGo: (path: string) => void;
}

/** Drawn anew only when one of these is another: every choice on a screen stands in the address, which is followed. */
const PlacesMenu = memo(function PlacesMenu({ items, folded, selected, onGo }: PlacesMenuProps): ReactNode {
  return (
    <Menu
      mode="inline"
      inlineCollapsed={folded}
      selectedKeys={[selected]}
      items={items}
      onClick={({ key }) => onGo(key)}
    />
  );
});

/** Places under the headings of their parts, for which a folded menu has no room, and those below all others. */
function itemsOf(places: readonly Place[], folded: boolean, t: TFunction): { groups: Items; bottom: Items } {
  const ofPart = (part: Place['part']): Items =>
    places
      .filter((place) => place.part === part)
      .map((place) => ({ key: place.path, icon: place.icon, label: labelOf(place, t) }));
  const groups = PARTS.flatMap(([part, title]) => {
    const children = ofPart(part);
    if (folded || children.length === 0) return children;
    return [{ type: 'group' as const, key: part, label: t(title), children }];
  });
  return { groups, bottom: ofPart('bottom') };
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
