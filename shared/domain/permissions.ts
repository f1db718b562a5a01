import type { Channel, UnitKind } from './org-units.ts';

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

/** A role belongs to one level: it is held at units of that kind. */
export interface RoleTemplate {
  level: RoleLevel;
  title: string;
  permissions: readonly Permission[];
}

export const ROLE_LEVELS = [
  'REGIONAL_COMPANY',
  'LOCAL_NETWORK',
  'SERVICE_CENTRE',
  'CUSTOMER_DEPARTMENT',
  'ZONE',
  'COMMUNITY',
] as const satisfies readonly UnitKind[];
export type RoleLevel = (typeof ROLE_LEVELS)[number];

/**
 * The seventeen roles as they are shipped: templates, which administrators change at run time (the table `role` of the
 * store). The key is level + role; `title` is how staff.csv writes it. Source: the table under "People and places" in
 * the product description.
 */
export const SHIPPED_ROLES = {
  REGION_SYSTEM_ADMIN: { level: 'REGIONAL_COMPANY', title: '区系统管理员', permissions: ADMINISTRATION },
  REGION_CHANNEL_ADMIN: {
    level: 'REGIONAL_COMPANY',
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
  REGION_DATA_VIEWER: { level: 'REGIONAL_COMPANY', title: '区资料查询', permissions: READ },
  NETWORK_SYSTEM_ADMIN: { level: 'LOCAL_NETWORK', title: '本地网系统管理员', permissions: ADMINISTRATION },
  NETWORK_CHANNEL_ADMIN: {
    level: 'LOCAL_NETWORK',
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
  NETWORK_CHANNEL_LEADER: {
    level: 'LOCAL_NETWORK',
    title: '本地网渠道领导',
    permissions: [...READ_EXPORT, 'notice.publish'],
  },
  NETWORK_CHANNEL_SUPPORT: { level: 'LOCAL_NETWORK', title: '本地网渠道业务支撑', permissions: READ_EXPORT },
  NETWORK_BUSINESS_SUPPORT: { level: 'LOCAL_NETWORK', title: '本地网业务支撑', permissions: READ_EXPORT },
  NETWORK_PERFORMANCE_REVIEWER: {
    level: 'LOCAL_NETWORK',
    title: '本地网绩效考核',
    permissions: ['rollup.read'],
  },
  NETWORK_DATA_VIEWER: { level: 'LOCAL_NETWORK', title: '本地网资料查询', permissions: READ },
  CENTRE_BUSINESS_SUPPORT: { level: 'SERVICE_CENTRE', title: '分公司业务支撑', permissions: READ_EXPORT },
  CENTRE_PERFORMANCE_REVIEWER: {
    level: 'SERVICE_CENTRE',
    title: '分公司绩效考核',
    permissions: ['rollup.read'],
  },
  DEPARTMENT_ADMIN: {
    level: 'CUSTOMER_DEPARTMENT',
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
    level: 'CUSTOMER_DEPARTMENT',
    title: '部门领导',
    permissions: [...READ_EXPORT, 'division.confirm', 'reassignment.approve', 'notice.publish'],
  },
  DEPARTMENT_BUSINESS_SUPPORT: {
    level: 'CUSTOMER_DEPARTMENT',
    title: '部门业务支撑',
    permissions: READ_EXPORT,
  },
  TEAM_LEAD: {
    level: 'ZONE',
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
    level: 'COMMUNITY',
    title: '客户经理',
    permissions: [...READ_EXPORT, 'customer.write', 'reassignment.ask'],
  },
} as const satisfies Record<string, RoleTemplate>;

/** A role that the product ships; administrators make others. */
export type RoleKey = keyof typeof SHIPPED_ROLES;
export const ROLE_KEYS = Object.keys(SHIPPED_ROLES) as RoleKey[];

export const isShippedRole = (role: string): role is RoleKey => Object.hasOwn(SHIPPED_ROLES, role);

export const isPermission = (text: string): text is Permission =>
  (PERMISSIONS as readonly string[]).includes(text);

/** A role as somebody holds it: at a unit, perhaps narrowed to one channel, perhaps for a time (a deputy). */
export interface RoleGrant {
  /** The key of the role: a shipped one, or one that an administrator made. */
  role: string;
  unitCode: string;
  channel: Channel | null;
  /** What the role carries now, as the server knows it. */
  permissions: readonly Permission[];
}

/** A role held as it is shipped, before any administrator changed it. */
export const shippedGrant = (role: RoleKey, unitCode: string, channel: Channel | null = null): RoleGrant => ({
  role,
  unitCode,
  channel,
  permissions: SHIPPED_ROLES[role].permissions,
});

export const grantsWith = (grants: readonly RoleGrant[], permission: Permission): RoleGrant[] =>
  grants.filter((grant) => grant.permissions.includes(permission));

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
