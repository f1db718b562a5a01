import {
  deviceChoice,
  deviceErased,
  deviceRemains,
  deviceReport,
  devicesQuery,
  devicesResponse,
} from '../../../shared/api/devices.ts';
import type { Access } from '../../plugins/auth.ts';
import type { App } from '../../plugins/zod-types.ts';
import { keepRemains, listDevices, noteErased, noteReport, restoreDevice, revokeDevice } from './devices.ts';
import type { AdministrationDependencies } from './dependencies.ts';

const DEVICES: Access = { kind: 'permission', permission: 'admin.devices' };
const tags = ['devices'];

export function registerDeviceRoutes(app: App, { pool, clock }: AdministrationDependencies): void {
  app.get(
    '/admin/v1/devices',
    {
      config: { access: DEVICES },
      schema: {
        summary: 'Devices of the people of my units',
        tags,
        querystring: devicesQuery,
        response: { 200: devicesResponse },
      },
    },
    (request) => listDevices(pool, clock, request.caller, request.query),
  );
  for (const [act, run, summary] of [
    ['revoke', revokeDevice, 'Take a device back'],
    ['restore', restoreDevice, 'Let a device in again'],
  ] as const) {
    app.post(
      `/admin/v1/devices/${act}`,
      { config: { access: DEVICES }, schema: { summary, tags, body: deviceChoice } },
      async (request, reply) => {
        await run(pool, clock, request.caller, request.body);
        return reply.code(204).send();
      },
    );
  }
  app.post(
    '/devices/v1/report',
    {
      config: { access: { kind: 'signed-in' } },
      schema: { summary: 'How this device stands', tags, body: deviceReport },
    },
    async (request, reply) => {
      await noteReport(pool, clock, request.caller, request.body);
      return reply.code(204).send();
    },
  );
  app.post(
    '/devices/v1/remains',
    {
      config: { access: { kind: 'signed-in' }, forRevoked: true },
      schema: {
        summary: 'What the server has refused and this device still holds',
        tags,
        body: deviceRemains,
      },
    },
    async (request, reply) => {
      await keepRemains(pool, clock, request.caller, request.body.edits);
      return reply.code(204).send();
    },
  );
  app.post(
    '/devices/v1/erased',
    {
      config: { access: { kind: 'signed-in' }, forRevoked: true },
      schema: { summary: 'The receipt of this device, which was taken back', tags, body: deviceErased },
    },
    async (request, reply) => {
      await noteErased(pool, clock, request.caller, request.body.rows);
      return reply.code(204).send();
    },
  );
}
