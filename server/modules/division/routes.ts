import type { Pool } from 'pg';
import {
  applyRequest,
  applyResponse,
  batchesResponse,
  batchParams,
  confirmParams,
  dryRunResponse,
  liftRequest,
  liftResponse,
  monthParams,
  periodCustomersResponse,
  periodResponse,
  sheetImport,
  sheetResponse,
  undoResponse,
} from '../../../shared/api/division.ts';
import { mayAnywhere } from '../../../shared/domain/permissions.ts';
import type { Clock } from '../../../shared/lib/clock.ts';
import { dayOf } from '../../../shared/lib/dates.ts';
import { ApiError } from '../../api-error.ts';
import type { Access, Caller } from '../../plugins/auth.ts';
import type { App } from '../../plugins/zod-types.ts';
import { applySheet, batchesOf, undoBatch } from './batches.ts';
import { checkSheet } from './check-sheet.ts';
import { confirm, takeBackConfirmation } from './confirmations.ts';
import { customersOfPeriod, shownCustomer } from './customers.ts';
import { liftLocks } from './locks.ts';
import { readPeriod } from './period.ts';
import { makeSheet } from './sheet.ts';
import { readUnits } from './territory.ts';
import { DivisionUpkeep } from './upkeep.ts';

export interface DivisionDependencies {
  pool: Pool;
  clock: Clock;
  /** Where the nightly file of customer identity goes; null: it is not written. */
  outboundDir: string | null;
}

/** 20,000 rows of a sheet, with room for long names. */
const SHEET_BODY_LIMIT = 16 * 1024 * 1024;

const READ: Access = { kind: 'permission', permission: 'customer.read' };

/** Division of new customers (shared/api/division.ts). Who may move whom where is decided row by row. */
/** Thousands of rows: so many requests of another kind. */
const WHOLE_SHEET = 10;

export function registerDivisionRoutes(app: App, { pool, clock, outboundDir }: DivisionDependencies): void {
  const tags = ['division'];
  const upkeep = new DivisionUpkeep({ pool, clock, outboundDir, log: app.log });
  app.addHook('onListen', async () => {
    upkeep.start();
  });
  app.addHook('preClose', () => upkeep.stop());

  app.get(
    '/division/v1/periods/:month',
    {
      config: { access: READ },
      schema: {
        summary: 'How far the division of a month has come, in my scope',
        tags,
        params: monthParams,
        response: { 200: periodResponse },
      },
    },
    (request) => readPeriod(pool, request.caller, request.params.month, clock.now()),
  );

  app.get(
    '/division/v1/periods/:month/customers',
    {
      config: { access: READ },
      schema: {
        summary: 'The new customers of a month in my scope, those in pools first',
        tags,
        params: monthParams,
        response: { 200: periodCustomersResponse },
      },
    },
    async (request) => ({
      customers: (await customersOfPeriod(pool, request.params.month, request.caller.grants)).map(
        shownCustomer,
      ),
    }),
  );

  app.post(
    '/division/v1/periods/:month/sheet',
    {
      config: { access: READ, weight: WHOLE_SHEET },
      schema: {
        summary: 'A sheet of the customers that I may divide',
        tags,
        params: monthParams,
        response: { 200: sheetResponse },
      },
    },
    (request) => {
      mustDivide(request.caller);
      return makeSheet(pool, request.params.month, request.caller, clock.now());
    },
  );

  app.post(
    '/division/v1/periods/:month/dry-run',
    {
      config: { access: READ, weight: WHOLE_SHEET },
      bodyLimit: SHEET_BODY_LIMIT,
      schema: {
        summary: 'What applying a sheet would do, row by row; writes nothing',
        tags,
        params: monthParams,
        body: sheetImport,
        response: { 200: dryRunResponse },
      },
    },
    async (request) => {
      mustDivide(request.caller);
      const { month } = request.params;
      return (await checkSheet(pool, request.caller, month, dayOf(clock.now()), request.body)).response;
    },
  );

  app.post(
    '/division/v1/periods/:month/apply',
    {
      config: { access: READ, weight: WHOLE_SHEET },
      bodyLimit: SHEET_BODY_LIMIT,
      schema: {
        summary: 'Apply a sheet as one batch: all rows, or the good ones',
        tags,
        params: monthParams,
        body: applyRequest,
        response: { 200: applyResponse },
      },
    },
    (request) => {
      mustDivide(request.caller);
      return applySheet(pool, request.caller, request.params.month, request.body, clock.now());
    },
  );

  app.get(
    '/division/v1/periods/:month/batches',
    {
      config: { access: READ },
      schema: {
        summary: 'The batches of a month that lie in my scope',
        tags,
        params: monthParams,
        response: { 200: batchesResponse },
      },
    },
    async (request) => ({
      batches: await batchesOf(
        pool,
        request.caller,
        request.params.month,
        clock.now(),
        await readUnits(pool),
      ),
    }),
  );

  app.post(
    '/division/v1/batches/:batch_id/undo',
    {
      config: { access: READ },
      schema: {
        summary: 'Take a whole batch back while its window is open',
        tags,
        params: batchParams,
        response: { 200: undoResponse },
      },
    },
    (request) => undoBatch(pool, request.caller, request.params.batch_id, clock.now()),
  );

  const confirming: Access = { kind: 'permission', permission: 'division.confirm' };
  app.put(
    '/division/v1/periods/:month/confirmations/:department_code',
    {
      config: { access: confirming },
      schema: { summary: "Confirm my department's part of a month", tags, params: confirmParams },
    },
    async (request, reply) => {
      const { month, department_code: department } = request.params;
      await confirm(pool, request.caller, month, department, clock.now());
      return reply.code(204).send();
    },
  );
  app.delete(
    '/division/v1/periods/:month/confirmations/:department_code',
    {
      config: { access: confirming },
      schema: { summary: 'Take that confirmation back', tags, params: confirmParams },
    },
    async (request, reply) => {
      const { month, department_code: department } = request.params;
      await takeBackConfirmation(pool, request.caller, month, department, clock.now());
      return reply.code(204).send();
    },
  );

  app.post(
    '/division/v1/locks/lift',
    {
      config: { access: { kind: 'permission', permission: 'lock.lift' } },
      schema: {
        summary: 'Lift the one-year lock of customers, all or none, with a reason',
        tags,
        body: liftRequest,
        response: { 200: liftResponse },
      },
    },
    async (request) => {
      const { customer_codes: codes, reason } = request.body;
      return { lifted: await liftLocks(pool, request.caller, codes, reason, clock.now()) };
    },
  );
}

/** A route names one permission; sheets are for whoever takes either step. */
function mustDivide({ grants }: Caller): void {
  if (mayAnywhere(grants, 'division.channelStep') || mayAnywhere(grants, 'division.communityStep')) return;
  throw new ApiError(403, 'E_PERMISSION', 'no role of yours divides customers');
}
