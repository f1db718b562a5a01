import type { Pool, PoolClient } from 'pg';
import type { RoleFields, RoleRow } from '../../../shared/api/administration.ts';
import { roleFault } from '../../../shared/domain/administration.ts';
import type { Permission } from '../../../shared/domain/permissions.ts';
import type { Clock } from '../../../shared/lib/clock.ts';
import { dayOf } from '../../../shared/lib/dates.ts';
import { randomBytes } from 'node:crypto';
import { ApiError } from '../../api-error.ts';
import { writeAudit } from '../../audit/write-audit.ts';
import type { Caller } from '../../plugins/auth.ts';
import { inTransaction } from '../../postgres/transaction.ts';
import { keepingAnAdministrator } from './guard.ts';
import { type Db, reachesAll, rootsOf } from './scope.ts';

const PERMISSION: Permission = 'admin.roles';

interface StoredRole extends Omit<RoleRow, 'may_edit'> {
  mine: boolean;
}

/** `$1`: units that the caller administers; `$2`: today. A term that is over is held by nobody. */
const ROLES = `
  select o.role_key, o.title, o.level, o.permissions, o.shipped, o.is_local, o.owner_unit,
    coalesce((select array_agg(m.menu_key order by i.position, m.menu_key) from role_menu m join menu_item i using (menu_key)
      where m.role_key = o.role_key), '{}') as menu,
    (select count(distinct r.staff_id) from staff_role r where r.role = o.role_key
      and (r.valid_to is null or r.valid_to >= $2::date)) as holders,
    exists (select from org_unit u where u.unit_code = o.owner_unit and u.path && $1::text[]) as mine
  from role o`;

/** All roles; those that the caller keeps may be edited: of the region all, of a network its own. */
export async function listRoles(db: Db, clock: Clock, caller: Caller): Promise<RoleRow[]> {
  const all = await reachesAll(db, caller, PERMISSION);
  const { rows } = await db.query<StoredRole>(
    `${ROLES} order by array_position(array['REGIONAL_COMPANY', 'LOCAL_NETWORK', 'SERVICE_CENTRE', 'CUSTOMER_DEPARTMENT',
       'ZONE', 'COMMUNITY'], o.level), o.shipped desc, o.title`,
    [rootsOf(caller, PERMISSION), dayOf(clock.now())],
  );
  return rows.map(({ mine, ...role }) => ({
    ...role,
    may_edit: (all || mine) && !holds(caller, role.role_key),
  }));
}

const holds = (caller: Caller, roleKey: string): boolean =>
  caller.grants.some((grant) => grant.role === roleKey);

export const saveRole = (pool: Pool, clock: Clock, caller: Caller, fields: RoleFields): Promise<string> =>
  inTransaction(pool, (client) =>
    keepingAnAdministrator(client, clock, async () => {
      const fault = roleFault(fields.level, fields.permissions);
      if (fault) throw new ApiError(400, 'E_ROLE', 'a role cannot carry these together', { reason: fault });
      const before =
        fields.role_key === null ? null : await roleToEdit(client, clock, caller, fields.role_key);
      const roleKey = before?.role_key ?? `ROLE_${randomBytes(6).toString('hex').toUpperCase()}`;
      await refuseTitle(client, fields.title, roleKey);
      if (before) {
        // Where people hold it already, another level would leave them with a role at a unit of the wrong kind.
        if (before.level !== fields.level && before.holders > 0) {
          throw new ApiError(409, 'E_ROLE_IN_USE', 'people hold this role', { holders: before.holders });
        }
        await client.query(
          'update role set title = $2, level = $3, permissions = $4, is_local = true where role_key = $1',
          [roleKey, before.shipped ? before.title : fields.title, fields.level, fields.permissions],
        );
      } else {
        await client.query(
          'insert into role (role_key, title, level, permissions, owner_unit, is_local) values ($1, $2, $3, $4, $5, true)',
          [roleKey, fields.title, fields.level, fields.permissions, await ownerUnit(client, caller)],
        );
      }
      await setMenu(client, roleKey, fields.menu);
      await writeAudit(client, {
        kind: 'ROLE_CHANGED',
        actor: caller.staffNo,
        at: clock.now(),
        deviceId: caller.deviceId,
        subject: roleKey,
        detail: {
          title: fields.title,
          permissions: fields.permissions,
          menu: fields.menu,
          ...(before ? { permissionsBefore: before.permissions, menuBefore: before.menu } : {}),
        },
      });
      return roleKey;
    }),
  );

export const removeRole = (pool: Pool, clock: Clock, caller: Caller, roleKey: string): Promise<void> =>
  inTransaction(pool, async (client) => {
    const role = await roleToEdit(client, clock, caller, roleKey);
    if (role.shipped) throw new ApiError(409, 'E_ROLE_IN_USE', 'a role of the product stays');
    if (role.holders > 0) {
      throw new ApiError(409, 'E_ROLE_IN_USE', 'people hold this role', { holders: role.holders });
    }
    await client.query('delete from role_menu where role_key = $1', [roleKey]);
    // Terms that are over; a role that is made later is another one, and nobody gets it by them.
    await client.query('delete from staff_role where role = $1', [roleKey]);
    await client.query('delete from role where role_key = $1', [roleKey]);
    await writeAudit(client, {
      kind: 'ROLE_CHANGED',
      actor: caller.staffNo,
      at: clock.now(),
      deviceId: caller.deviceId,
      subject: roleKey,
      detail: { removed: true, title: role.title, permissionsBefore: role.permissions },
    });
  });

/** @throws ApiError 404 E_NOT_FOUND, 403 E_SCOPE, 403 E_OWN_ROLE: nobody changes what he holds himself */
async function roleToEdit(
  client: PoolClient,
  clock: Clock,
  caller: Caller,
  roleKey: string,
): Promise<StoredRole> {
  await client.query('select from role where role_key = $1 for update', [roleKey]);
  const { rows } = await client.query<StoredRole>(`${ROLES} where o.role_key = $3`, [
    rootsOf(caller, PERMISSION),
    dayOf(clock.now()),
    roleKey,
  ]);
  const role = rows[0];
  if (!role) throw new ApiError(404, 'E_NOT_FOUND', 'there is no such role');
  if (!role.mine && !(await reachesAll(client, caller, PERMISSION))) {
    throw new ApiError(403, 'E_SCOPE', 'this role is kept by the administrators of the region');
  }
  if (holds(caller, roleKey))
    throw new ApiError(403, 'E_OWN_ROLE', 'nobody changes a role that he holds himself');
  return role;
}

/** Sheets of people name a role by its title or by its key, so no title may be the key of another either. */
async function refuseTitle(client: PoolClient, title: string, roleKey: string): Promise<void> {
  const { rows } = await client.query('select from role where $1 in (title, role_key) and role_key <> $2', [
    title,
    roleKey,
  ]);
  if (rows.length > 0) {
    throw new ApiError(409, 'E_ROLE_EXISTS', 'a role has this name already', { field: 'title' });
  }
}

/** Null for the region: then only its administrators keep the role. */
async function ownerUnit(client: PoolClient, caller: Caller): Promise<string | null> {
  return (await reachesAll(client, caller, PERMISSION)) ? null : (rootsOf(caller, PERMISSION)[0] ?? null);
}

async function setMenu(client: PoolClient, roleKey: string, menu: readonly string[]): Promise<void> {
  await client.query('delete from role_menu where role_key = $1 and menu_key <> all($2)', [roleKey, menu]);
  await client.query(
    `insert into role_menu (role_key, menu_key) select $1, menu_key from menu_item where menu_key = any($2)
     on conflict do nothing`,
    [roleKey, menu],
  );
}
