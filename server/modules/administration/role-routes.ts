import {
  menuResponse,
  menuSave,
  roleFields,
  roleRemoval,
  roleSaved,
  rolesResponse,
} from '../../../shared/api/administration.ts';
import type { Access } from '../../plugins/auth.ts';
import type { App } from '../../plugins/zod-types.ts';
import { readMenu, saveMenu } from './menu.ts';
import { listRoles, removeRole, saveRole } from './roles.ts';
import type { AdministrationDependencies } from './dependencies.ts';

const ROLES: Access = { kind: 'permission', permission: 'admin.roles' };
const MENUS: Access = { kind: 'permission', permission: 'admin.menus' };
const tags = ['administration'];

export function registerRoleRoutes(app: App, { pool, clock }: AdministrationDependencies): void {
  app.get(
    '/admin/v1/roles',
    {
      config: { access: ROLES },
      schema: {
        summary: 'All roles, and which of them are mine to change',
        tags,
        response: { 200: rolesResponse },
      },
    },
    async (request) => ({ roles: await listRoles(pool, clock, request.caller) }),
  );
  app.post(
    '/admin/v1/roles',
    {
      config: { access: ROLES },
      schema: { summary: 'Make or change a role', tags, body: roleFields, response: { 200: roleSaved } },
    },
    async (request) => ({ role_key: await saveRole(pool, clock, request.caller, request.body) }),
  );
  app.post(
    '/admin/v1/roles/remove',
    {
      config: { access: ROLES },
      schema: { summary: 'Take away a role that nobody holds', tags, body: roleRemoval },
    },
    async (request, reply) => {
      await removeRole(pool, clock, request.caller, request.body.role_key);
      return reply.code(204).send();
    },
  );
  app.get(
    '/admin/v1/menu',
    {
      config: { access: MENUS },
      schema: { summary: 'Items of the menu, in their order', tags, response: { 200: menuResponse } },
    },
    (request) => readMenu(pool, request.caller),
  );
  app.post(
    '/admin/v1/menu',
    {
      config: { access: MENUS },
      schema: { summary: 'Save the menu', tags, body: menuSave },
    },
    async (request, reply) => {
      await saveMenu(pool, clock, request.caller, request.body);
      return reply.code(204).send();
    },
  );
}
