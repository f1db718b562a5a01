import type { Permission } from './permissions.ts';

/**
 * The screens that a menu leads to, as they are shipped, in their order. A role shows those that an administrator gave it;
 * whoever may not do what a screen is for does not see it even then. A new screen is given to every shipped role that
 * may use it (server/postgres/shipped-roles.ts), to roles of administrators by themselves.
 */
export const MENU_PARTS = ['daily', 'ownership', 'analysis', 'administration'] as const;
export type MenuPart = (typeof MENU_PARTS)[number];

export interface ShippedMenu {
  path: string;
  icon: MenuIcon;
  part: MenuPart;
  /** Shown to those alone who may do this, or one of these, somewhere; absent: to everybody. */
  needs?: Permission | readonly Permission[];
}

export const SHIPPED_MENUS = {
  workbench: {
    path: '/workbench',
    icon: 'appstore',
    part: 'daily',
    needs: ['customer.read', 'rollup.read'],
  },
  territory: { path: '/territory', icon: 'home', part: 'daily', needs: 'rollup.read' },
  customers: { path: '/customers', icon: 'team', part: 'daily', needs: 'customer.read' },
  lists: { path: '/lists', icon: 'profile', part: 'daily', needs: 'customer.read' },
  calls: { path: '/calls', icon: 'phone', part: 'daily', needs: 'customer.read' },
  reminders: { path: '/reminders', icon: 'bell', part: 'daily', needs: 'customer.read' },
  complaints: { path: '/complaints', icon: 'message', part: 'daily', needs: 'customer.read' },
  groups: { path: '/groups', icon: 'cluster', part: 'daily', needs: 'customer.read' },
  notices: { path: '/notices', icon: 'notification', part: 'daily' },
  division: {
    path: '/division',
    icon: 'partition',
    part: 'ownership',
    needs: ['division.channelStep', 'division.communityStep', 'division.confirm', 'lock.lift'],
  },
  requests: {
    path: '/requests',
    icon: 'audit',
    part: 'ownership',
    needs: ['reassignment.approve', 'reassignment.approveBetweenNetworks', 'reassignment.ask'],
  },
  cabinets: { path: '/cabinets', icon: 'inbox', part: 'ownership', needs: 'cabinet.edit' },
  quality: {
    path: '/quality',
    icon: 'safety',
    part: 'ownership',
    needs: ['cabinet.edit', 'division.channelStep', 'division.communityStep'],
  },
  reports: { path: '/reports', icon: 'barChart', part: 'analysis', needs: 'rollup.read' },
  installed: { path: '/installed', icon: 'lineChart', part: 'analysis', needs: 'rollup.read' },
  business: { path: '/business', icon: 'pieChart', part: 'analysis', needs: 'rollup.read' },
  administration: {
    path: '/administration',
    icon: 'setting',
    part: 'administration',
    needs: ['admin.people', 'admin.roles', 'admin.menus', 'admin.devices', 'admin.feeds', 'admin.audit'],
  },
} as const satisfies Record<string, ShippedMenu>;
export type MenuKey = keyof typeof SHIPPED_MENUS;
export const MENU_KEYS = Object.keys(SHIPPED_MENUS) as MenuKey[];

export const isMenuKey = (key: string): key is MenuKey => Object.hasOwn(SHIPPED_MENUS, key);

/** What a screen asks for: one of these. Empty: it is for everybody. */
export const needsOf = ({ needs }: ShippedMenu): readonly Permission[] =>
  needs === undefined ? [] : typeof needs === 'string' ? [needs] : needs;

/** Icons that an item may carry, by the name under which the client draws them. */
export const MENU_ICONS = [
  'appstore',
  'audit',
  'barChart',
  'bell',
  'calendar',
  'cluster',
  'export',
  'home',
  'inbox',
  'message',
  'notification',
  'partition',
  'phone',
  'profile',
  'lineChart',
  'pieChart',
  'safety',
  'search',
  'setting',
  'star',
  'team',
] as const;
export type MenuIcon = (typeof MENU_ICONS)[number];

/** An item as a person's client holds it. */
export interface MenuItem {
  key: string;
  /** Empty: the product's own word. */
  name: string;
  /** In English; absent: the one above. */
  nameEn?: string;
  icon: string;
  part: MenuPart;
  /** A screen (`/customers`) or an address elsewhere (`https://...`). */
  target: string;
}

/** What a menu calls an item; '' where that is the product's own word, which follows the language by itself. */
export const nameIn = ({ name, nameEn = '' }: Pick<MenuItem, 'name' | 'nameEn'>, language: string): string =>
  language === 'zh-CN' ? name : nameEn || name;

/** Without it nobody could show it again. */
export const ALWAYS_SHOWN: MenuKey = 'administration';

export const leadsElsewhere = ({ target }: Pick<MenuItem, 'target'>): boolean =>
  target.startsWith('https://');
