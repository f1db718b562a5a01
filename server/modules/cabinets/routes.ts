import type { Pool } from 'pg';
import {
  cabinetChange,
  cabinetPreview,
  cabinetRulesQuery,
  cabinetRulesResponse,
  cabinetSave,
  cabinetSaved,
} from '../../../shared/api/cabinets.ts';
import type { Clock } from '../../../shared/lib/clock.ts';
import type { Access } from '../../plugins/auth.ts';
import type { App } from '../../plugins/zod-types.ts';
import { previewChange, saveChange } from './effect.ts';
import { listRules } from './rules.ts';

export interface CabinetDependencies {
  pool: Pool;
  clock: Clock;
}

const KEEPER: Access = { kind: 'permission', permission: 'cabinet.edit' };

export function registerCabinetRoutes(app: App, { pool, clock }: CabinetDependencies): void {
  const tags = ['division'];

  app.get(
    '/cabinets/v1/rules',
    {
      config: { access: KEEPER },
      schema: {
        summary: 'The cabinet rules of my billing areas',
        tags,
        querystring: cabinetRulesQuery,
        response: { 200: cabinetRulesResponse },
      },
    },
    (request) => listRules(pool, request.caller, request.query),
  );

  app.post(
    '/cabinets/v1/preview',
    {
      config: { access: KEEPER },
      schema: {
        summary: 'Whom a change would match elsewhere; writes nothing',
        tags,
        body: cabinetChange,
        response: { 200: cabinetPreview },
      },
    },
    (request) => previewChange(pool, request.caller, request.body, clock.now()),
  );

  app.post(
    '/cabinets/v1/changes',
    {
      config: { access: KEEPER },
      schema: {
        summary: 'Save a change, and move those whom it concerns where asked to',
        tags,
        body: cabinetSave,
        response: { 200: cabinetSaved },
      },
    },
    (request) => saveChange(pool, request.caller, request.body.change, request.body.move, clock.now()),
  );
}
