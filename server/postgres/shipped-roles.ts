import type { PoolClient } from 'pg';
import { MENU_KEYS, needsOf, SHIPPED_MENUS, type MenuKey } from '../../shared/domain/menus.ts';
import { type Permission, PERMISSIONS, ROLE_KEYS, SHIPPED_ROLES } from '../../shared/domain/permissions.ts';

/** Between two shipped items there is room for those of administrators. */
const STEP = 100;

interface Offered {
  kind: 'PERMISSION' | 'MENU';
  name: string;
}

/**
 * Brings the roles and menus of the store up to what this version ships. Each permission and each screen is offered once:
 * it goes to the shipped roles whose template has it, and what an administrator took away later stays away. Nothing is
 * written where the store knows all already.
 */
export async function offerShippedRoles(client: PoolClient): Promise<void> {
  const unknown = await unknownOf(client);
  if (unknown.length === 0) return;
  await client.query('begin');
  try {
    await insertRoles(client);
    for (const { kind, name } of unknown) {
      await client.query('insert into shipped_known (kind, name) values ($1, $2) on conflict do nothing', [
        kind,
        name,
      ]);
      if (kind === 'PERMISSION') await offerPermission(client, name as Permission);
      else await offerMenu(client, name as MenuKey);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

async function unknownOf(client: PoolClient): Promise<Offered[]> {
  const { rows: exists } = await client.query<{ known: boolean }>(
    `select to_regclass('shipped_known') is not null as known`,
  );
  if (!exists[0]?.known) return [];
  const { rows } = await client.query<Offered>('select kind, name from shipped_known');
  const known = new Set(rows.map(({ kind, name }) => `${kind} ${name}`));
  return [
    ...PERMISSIONS.map((name): Offered => ({ kind: 'PERMISSION', name })),
    ...MENU_KEYS.map((name): Offered => ({ kind: 'MENU', name })),
  ].filter(({ kind, name }) => !known.has(`${kind} ${name}`));
}

async function insertRoles(client: PoolClient): Promise<void> {
  for (const key of ROLE_KEYS) {
    const { title, level, permissions } = SHIPPED_ROLES[key];
    await client.query(
      `insert into role (role_key, title, level, permissions, shipped) values ($1, $2, $3, $4, true)
       on conflict do nothing`,
      [key, title, level, permissions],
    );
  }
}

const carriers = (permissions: readonly Permission[]): string[] =>
  ROLE_KEYS.filter((key) => {
    const carried: readonly Permission[] = SHIPPED_ROLES[key].permissions;
    return permissions.length === 0 || permissions.some((permission) => carried.includes(permission));
  });

async function offerPermission(client: PoolClient, permission: Permission): Promise<void> {
  await client.query(
    `update role set permissions = permissions || $1::text
     where role_key = any($2) and shipped and $1 <> all (permissions)`,
    [permission, carriers([permission])],
  );
}

async function offerMenu(client: PoolClient, key: MenuKey): Promise<void> {
  const { path, icon, part } = SHIPPED_MENUS[key];
  await client.query(
    `insert into menu_item (menu_key, icon, part, position, target, shipped) values ($1, $2, $3, $4, $5, true)
     on conflict (menu_key) do nothing`,
    [key, icon, part, MENU_KEYS.indexOf(key) * STEP, path],
  );
  await client.query(
    `insert into role_menu (role_key, menu_key) select r.role_key, $1 from role r where r.role_key = any($2) and r.shipped
     on conflict do nothing`,
    [key, carriers(needsOf(SHIPPED_MENUS[key]))],
  );
}
