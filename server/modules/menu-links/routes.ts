import type { Pool } from 'pg';
import { menuLinks } from '../../../shared/api/menu-links.ts';
import type { App } from '../../plugins/zod-types.ts';

/** Addresses elsewhere that the caller's menu leads to at this moment; the desktop opens these and no others. */
export function registerMenuLinkRoutes(app: App, pool: Pool): void {
  app.get(
    '/menu/v1/links',
    {
      config: { access: { kind: 'signed-in' } },
      schema: {
        summary: 'Addresses elsewhere in my menu',
        tags: ['menu'],
        response: { 200: menuLinks },
      },
    },
    async (request) => {
      const roles = request.caller.grants.map(({ role }) => role);
      const { rows } = await pool.query<{ target: string }>(
        `select i.target from menu_item i
         where i.shown and i.target like 'https://%'
           and exists (select from role_menu m where m.menu_key = i.menu_key and m.role_key = any($1))
         order by i.position, i.menu_key`,
        [roles],
      );
      return { links: rows.map(({ target }) => target) };
    },
  );
}
