import type { Pool, PoolClient } from 'pg';
import type { MenuFields, MenuResponse, MenuRow, MenuSave } from '../../../shared/api/administration.ts';
import { ALWAYS_SHOWN, leadsElsewhere } from '../../../shared/domain/menus.ts';
import type { Clock } from '../../../shared/lib/clock.ts';
import { ApiError } from '../../api-error.ts';
import { writeAudit } from '../../audit/write-audit.ts';
import type { Caller } from '../../plugins/auth.ts';
import { inTransaction } from '../../postgres/transaction.ts';
import { type Db, reachesAll, refuseParts } from './scope.ts';

const STEP = 100;

export async function readMenu(db: Db, caller: Caller): Promise<MenuResponse> {
  const items = await db.query<MenuRow>(
    `select menu_key, name, name_en, icon, part, target, shown, shipped,
       coalesce((select array_agg(m.role_key order by m.role_key) from role_menu m where m.menu_key = i.menu_key), '{}') as roles
     from menu_item i order by position, menu_key`,
  );
  const hosts = await db.query<{ host: string }>('select host from link_host order by host');
  return {
    items: items.rows,
    hosts: hosts.rows.map(({ host }) => host),
    version: await versionOf(db),
    may_edit: await reachesAll(db, caller, 'admin.menus'),
  };
}

/** Another one with every change of an item, of its roles or of its place. */
async function versionOf(db: Db): Promise<string> {
  const { rows } = await db.query<{ version: string }>(
    `select md5(concat((select string_agg(i::text, '|' order by menu_key) from menu_item i),
       (select string_agg(m::text, '|' order by menu_key, role_key) from role_menu m))) as version`,
  );
  return rows[0]!.version;
}

/** The menu is one for all; which role shows what of it is the role's. An address must lead to a listed host. */
export const saveMenu = (pool: Pool, clock: Clock, caller: Caller, menu: MenuSave): Promise<void> =>
  inTransaction(pool, async (client) => {
    await refuseParts(client, caller, 'admin.menus');
    await client.query('lock table menu_item in share row exclusive mode');
    if (menu.version !== undefined && menu.version !== (await versionOf(client))) {
      throw new ApiError(409, 'E_MENU_CHANGED', 'somebody has changed the menu since');
    }
    await refuseFaults(client, menu);
    await client.query('delete from link_host where host <> all($1)', [menu.hosts]);
    await client.query('insert into link_host select unnest($1::text[]) on conflict do nothing', [
      menu.hosts,
    ]);
    const keys = menu.items.map((item) => item.menu_key);
    await client.query(
      `delete from role_menu where menu_key in (select menu_key from menu_item where not shipped and menu_key <> all($1))`,
      [keys],
    );
    await client.query('delete from menu_item where not shipped and menu_key <> all($1)', [keys]);
    for (const [at, item] of menu.items.entries()) await writeItem(client, item, at * STEP);
    await writeAudit(client, {
      kind: 'MENU_CHANGED',
      actor: caller.staffNo,
      at: clock.now(),
      deviceId: caller.deviceId,
      detail: {
        items: keys,
        hosts: menu.hosts,
        hidden: menu.items.filter(({ shown }) => !shown).map((item) => item.menu_key),
      },
    });
  });

/** @throws ApiError 400 E_LINK_HOST, 400 E_REQUEST where an item has no name, or the way back would be hidden */
async function refuseFaults(client: PoolClient, { items, hosts }: MenuSave): Promise<void> {
  const astray = items.find((item) => leadsElsewhere(item) && !hosts.includes(new URL(item.target).host));
  if (astray) {
    throw new ApiError(400, 'E_LINK_HOST', 'the address leads to a host that is not on the list', {
      menu_key: astray.menu_key,
    });
  }
  if (items.some((item) => item.menu_key === ALWAYS_SHOWN && !item.shown)) {
    throw new ApiError(400, 'E_REQUEST', 'administration stays in the menu', { field: 'shown' });
  }
  const { rows } = await client.query<{ menu_key: string }>('select menu_key from menu_item where shipped');
  const shipped = new Set(rows.map((row) => row.menu_key));
  const nameless = items.find((item) => item.name === '' && !shipped.has(item.menu_key));
  if (nameless) {
    throw new ApiError(400, 'E_REQUEST', 'an item of yours needs a name', { menu_key: nameless.menu_key });
  }
}

async function writeItem(client: PoolClient, item: MenuFields, position: number): Promise<void> {
  const { menu_key: key, name, name_en: nameEn, icon, part, target, shown, roles } = item;
  await client.query(
    // Where a shipped item leads is the product's business.
    `insert into menu_item (menu_key, name, name_en, icon, part, position, target, shown)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (menu_key) do update set name = $2, name_en = $3, icon = $4, part = $5, position = $6,
       target = case when menu_item.shipped then menu_item.target else $7 end, shown = $8`,
    [key, name, nameEn, icon, part, position, target, shown],
  );
  if (roles === undefined) return;
  await client.query('delete from role_menu where menu_key = $1 and role_key <> all($2)', [key, roles]);
  await client.query(
    `insert into role_menu (role_key, menu_key) select role_key, $1 from role where role_key = any($2)
     on conflict do nothing`,
    [key, roles],
  );
}
