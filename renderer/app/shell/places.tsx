import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { TFunction } from 'i18next';
import {
  isMenuKey,
  leadsElsewhere,
  MENU_KEYS,
  type MenuItem,
  type MenuPart,
  nameIn,
  needsOf,
  SHIPPED_MENUS,
} from '../../../shared/domain/menus.ts';
import type { AccessRow } from '../../../shared/domain/rows.ts';
import { dayOf } from '../../../shared/lib/dates.ts';
import { MENU_TITLES } from '../../features/administration/index.ts';
import { type Access, rolesOn, useAccess } from '../../features/customers/index.ts';
import { currentLanguage } from '../../i18n/index.ts';
import { useHoldings, useReference } from '../../session/react.tsx';
import { serverNow } from '../../ui/format/index.ts';
import { menuIcon } from '../../ui/menu-icons.tsx';

/** Where the menu and the palette lead to. */
export interface Place {
  key: string;
  /** A screen, or an address elsewhere. */
  path: string;
  title: (t: TFunction) => string;
  icon: ReactNode;
  part: MenuPart | 'bottom';
  /** It opens beside the application. */
  elsewhere: boolean;
}

const SETTINGS: Place = {
  key: 'settings',
  path: '/settings',
  title: (t) => t('shell.menu.settings'),
  icon: menuIcon('setting'),
  part: 'bottom',
  elsewhere: false,
};

/** Before anything is known of roles and menus: all that his permissions allow. */
const EVERY_ITEM: readonly MenuItem[] = MENU_KEYS.map((key) => ({
  key,
  name: '',
  icon: SHIPPED_MENUS[key].icon,
  part: SHIPPED_MENUS[key].part,
  target: SHIPPED_MENUS[key].path,
}));

/** What the roles in force today show, in the order of the menu. */
export function itemsShown(access: AccessRow | undefined, today: string): readonly MenuItem[] {
  if (access === undefined) return EVERY_ITEM;
  const shown = new Set(rolesOn(access, today).flatMap(({ menu }) => menu));
  return access.menu.filter(({ key }) => shown.has(key));
}

/** A screen of this version that the person may use, or an address; items of a newer server are left out. */
function mayShow(item: MenuItem, access: Access, hasUnits: boolean): boolean {
  if (leadsElsewhere(item)) return true;
  if (!isMenuKey(item.key)) return MENU_KEYS.some((key) => SHIPPED_MENUS[key].path === item.target);
  const needs = needsOf(SHIPPED_MENUS[item.key]);
  const may = needs.length === 0 || needs.some((permission) => access.mayAnywhere(permission));
  return may && (item.key !== 'territory' || hasUnits);
}

function placeOf(item: MenuItem): Place {
  const word = isMenuKey(item.key) ? MENU_TITLES[item.key] : undefined;
  return {
    key: item.key,
    path: item.target,
    title: (t) => nameIn(item, currentLanguage()) || (word === undefined ? item.key : t(word)),
    icon: menuIcon(item.icon),
    part: item.part,
    elsewhere: leadsElsewhere(item),
  };
}

/** The places of the person who is signed in, in their order; the same array until something about them changes. */
export function usePlaces(): readonly Place[] {
  const access = useAccess();
  const { access: rights } = useReference();
  const hasUnits = useHoldings().units.size > 0;
  const today = dayOf(serverNow());
  return useMemo(() => {
    const items = itemsShown(rights, today).filter((item) => mayShow(item, access, hasUnits));
    return [...items.map(placeOf), SETTINGS];
  }, [rights, today, access, hasUnits]);
}
