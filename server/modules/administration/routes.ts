import type { App } from '../../plugins/zod-types.ts';
import type { AdministrationDependencies } from './dependencies.ts';
import { registerDeviceRoutes } from './device-routes.ts';
import { registerPeopleRoutes } from './people-routes.ts';
import { registerRecordRoutes } from './record-routes.ts';
import { registerRoleRoutes } from './role-routes.ts';

/** Everything of 系统管理: who may do what, people and units, devices, feeds and the audit trail. */
export function registerAdministrationRoutes(app: App, dependencies: AdministrationDependencies): void {
  registerRoleRoutes(app, dependencies);
  registerPeopleRoutes(app, dependencies);
  registerDeviceRoutes(app, dependencies);
  registerRecordRoutes(app, dependencies);
}
