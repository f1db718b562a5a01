import type { Channel } from './org-units.ts';

/** What somebody may do. A role is a set of these, held at a unit, and reaches that unit's subtree. */
export const PERMISSIONS = [
  'customer.read',
  'customer.write',
  'customer.export',
  'rollup.read',
  'division.confirm',
  'division.channelStep',
  'division.communityStep',
  'reassignment.ask',
  'reassignment.approve',
  'reassignment.approveBetweenNetworks',
  'lock.lift',
  'group.types',
  'notice.publish',
  'cabinet.edit',
  'admin.people',
  'admin.roles',
  'admin.menus',
  'admin.feeds',
  'admin.devices',
  'admin.audit',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const ADMINISTRATION: readonly Permission[] = [
  'admin.people',
  'admin.roles',
  'admin.menus',
  'admin.feeds',
  'admin.devices',
  'admin.audit',
];
const READ: readonly Permission[] = ['customer.read', 'rollup.read'];
const READ_EXPORT: readonly Permission[] = [...READ, 'customer.export'];

/**
 * The seventeen roles as they are shipped. The key is level + role; `title` is how staff.csv writes it.
 * Source: the table under "People and places" in the product description.
 */
export const SHIPPED_ROLES = {
  REGION_SYSTEM_ADMIN: { title: '区系统管理员', permissions: ADMINISTRATION },
  REGION_CHANNEL_ADMIN: {
    title: '区渠道管理员',
    permissions: [
      ...READ,
      'division.channelStep',
      'division.communityStep',
      'reassignment.approveBetweenNetworks',
      'cabinet.edit',
      'lock.lift',
      'group.types',
      'notice.publish',
    ],
  },
  REGION_DATA_VIEWER: { title: '区资料查询', permissions: READ },
  NETWORK_SYSTEM_ADMIN: { title: '本地网系统管理员', permissions: ADMINISTRATION },
  NETWORK_CHANNEL_ADMIN: {
    title: '本地网渠道管理员',
    permissions: [
      ...READ_EXPORT,
      'customer.write',
      'division.channelStep',
      'division.communityStep',
      'reassignment.approve',
      'cabinet.edit',
      'group.types',
      'notice.publish',
    ],
  },
  NETWORK_CHANNEL_LEADER: { title: '本地网渠道领导', permissions: [...READ_EXPORT, 'notice.publish'] },
  NETWORK_CHANNEL_SUPPORT: { title: '本地网渠道业务支撑', permissions: READ_EXPORT },
  NETWORK_BUSINESS_SUPPORT: { title: '本地网业务支撑', permissions: READ_EXPORT },
  NETWORK_PERFORMANCE_REVIEWER: { title: '本地网绩效考核', permissions: ['rollup.read'] },
  NETWORK_DATA_VIEWER: { title: '本地网资料查询', permissions: READ },
  CENTRE_BUSINESS_SUPPORT: { title: '分公司业务支撑', permissions: READ_EXPORT },
  CENTRE_PERFORMANCE_REVIEWER: { title: '分公司绩效考核', permissions: ['rollup.read'] },
  DEPARTMENT_ADMIN: {
    title: '部门管理员',
    permissions: [
      ...READ_EXPORT,
      'customer.write',
      'division.confirm',
      'division.communityStep',
      'reassignment.approve',
      'notice.publish',
    ],
  },
  DEPARTMENT_LEADER: {
    title: '部门领导',
    permissions: [...READ_EXPORT, 'division.confirm', 'reassignment.approve', 'notice.publish'],
  },
  DEPARTMENT_BUSINESS_SUPPORT: { title: '部门业务支撑', permissions: READ_EXPORT },
  TEAM_LEAD: {
    title: '小组负责人',
    permissions: [
      ...READ_EXPORT,
      'customer.write',
      'reassignment.ask',
      'reassignment.approve',
      'notice.publish',
    ],
  },
  ACCOUNT_MANAGER: {
    title: '客户经理',
    permissions: [...READ_EXPORT, 'customer.write', 'reassignment.ask'],
  },
} as const satisfies Record<string, { title: string; permissions: readonly Permission[] }>;

export type RoleKey = keyof typeof SHIPPED_ROLES;
export const ROLE_KEYS = Object.keys(SHIPPED_ROLES) as RoleKey[];

export const roleByTitle = (title: string): RoleKey | undefined =>
  ROLE_KEYS.find((key) => SHIPPED_ROLES[key].title === title);

/** A role as somebody holds it: at a unit, perhaps narrowed to one channel, perhaps for a time (a deputy). */
export interface RoleGrant {
  role: RoleKey;
  unitCode: string;
  channel: Channel | null;
}

export const permissionsOf = (role: RoleKey): readonly Permission[] => SHIPPED_ROLES[role].permissions;

export const grantsWith = (grants: readonly RoleGrant[], permission: Permission): RoleGrant[] =>
  grants.filter((grant) => permissionsOf(grant.role).includes(permission));

/** True where any grant carries the permission, wherever it is held. Scope is asked separately. */
export const mayAnywhere = (grants: readonly RoleGrant[], permission: Permission): boolean =>
  grantsWith(grants, permission).length > 0;

/** A unit as scope needs it: its own path from the root, itself included, and its channel. */
export interface ScopedUnit {
  path: readonly string[];
  channel: Channel | null;
}

/**
 * Whether the grants allow `permission` at `unit`: the grant's unit lies on the unit's path, and a grant
 * narrowed to a channel reaches only units of that channel.
 */
export const mayAt = (grants: readonly RoleGrant[], permission: Permission, unit: ScopedUnit): boolean =>
  grantsWith(grants, permission).some(
    (grant) =>
      unit.path.includes(grant.unitCode) && (grant.channel === null || grant.channel === unit.channel),
  );
