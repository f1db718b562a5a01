import type { Pool } from 'pg';
import type { MenuResponse, MenuRow, MenuSave } from '../../../shared/api/administration.ts';
import { leadsElsewhere } from '../../../shared/domain/menus.ts';
import type { Clock } from '../../../shared/lib/clock.ts';
import { ApiError } from '../../api-error.ts';
import { writeAudit } from '../../audit/write-audit.ts';
import type { Caller } from '../../plugins/auth.ts';
import { inTransaction } from '../../postgres/transaction.ts';
import { type Db, reachesAll, refuseParts } from './scope.ts';

const STEP = 100;

export async function readMenu(db: Db, caller: Caller): Promise<MenuResponse> {
  const items = await db.query<MenuRow>(
    'select menu_key, name, icon, part, target, shipped from menu_item order by position, menu_key',
  );
  const hosts = await db.query<{ host: string }>('select host from link_host order by host');
  return {
    items: items.rows,
    hosts: hosts.rows.map(({ host }) => host),
    may_edit: await reachesAll(db, caller, 'admin.menus'),
  };
}

/** The menu is one for all; which role shows what of it is the role's. An address must lead to a listed host. */
export const saveMenu = (pool: Pool, clock: Clock, caller: Caller, menu: MenuSave): Promise<void> =>
  inTransaction(pool, async (client) => {
    await refuseParts(client, caller, 'admin.menus');
    const astray = menu.items.find(
      (item) => leadsElsewhere(item) && !menu.hosts.includes(new URL(item.target).host),
    );
    if (astray) {
      throw new ApiError(400, 'E_LINK_HOST', 'the address leads to a host that is not on the list', {
        menu_key: astray.menu_key,
      });
    }
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
    for (const [at, { menu_key, name, icon, part, target }] of menu.items.entries()) {
      await client.query(
        // Where a shipped item leads is the product's business.
        `insert into menu_item (menu_key, name, icon, part, position, target) values ($1, $2, $3, $4, $5, $6)
         on conflict (menu_key) do update set name = $2, icon = $3, part = $4, position = $5,
           target = case when menu_item.shipped then menu_item.target else $6 end`,
        [menu_key, name, icon, part, at * STEP, target],
      );
    }
    await writeAudit(client, {
      kind: 'MENU_CHANGED',
      actor: caller.staffNo,
      at: clock.now(),
      deviceId: caller.deviceId,
      detail: { items: keys, hosts: menu.hosts },
    });
  });
