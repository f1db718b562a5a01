import type { Pool, PoolClient } from 'pg';
import {
  deputiesResponse,
  type DeputyRequest,
  deputyRequest,
  type DeputyRow,
  deputyRow,
  LONGEST_TERM_DAYS,
} from '../../../shared/api/deputies.ts';
import type { RoleGrant } from '../../../shared/domain/permissions.ts';
import type { Clock } from '../../../shared/lib/clock.ts';
import { type Day, dayOf, daysBetween } from '../../../shared/lib/dates.ts';
import { ApiError } from '../../api-error.ts';
import { writeAudit } from '../../audit/write-audit.ts';
import type { Caller } from '../../plugins/auth.ts';
import type { App } from '../../plugins/zod-types.ts';
import { inTransaction } from '../../postgres/transaction.ts';
import { renewApprovers } from '../reassignment/upkeep.ts';

export interface DeputyDependencies {
  pool: Pool;
  clock: Clock;
}

/**
 * A deputy holds the role of whoever leads a unit, there and for a time. It is given by a leader who holds that role
 * without a term: a deputy names no deputies.
 */
export function registerDeputyRoutes(app: App, { pool, clock }: DeputyDependencies): void {
  app.get(
    '/deputies/v1',
    {
      config: { access: { kind: 'signed-in' } },
      schema: {
        summary: 'The units that I lead and their deputies',
        tags: ['people'],
        response: { 200: deputiesResponse },
      },
    },
    async (request) => {
      const led = await ledBy(pool, request.caller);
      return {
        units: led.map(({ unit_code, name, role_title }) => ({ unit_code, name, role_title })),
        deputies: await deputiesOf(pool, led, dayOf(clock.now())),
      };
    },
  );

  app.post(
    '/deputies/v1',
    {
      config: { access: { kind: 'signed-in' } },
      schema: {
        summary: 'Name a deputy for a unit that I lead',
        tags: ['people'],
        body: deputyRequest,
        response: { 200: deputyRow },
      },
    },
    async (request) => {
      const deputy = await inTransaction(pool, async (client) => {
        const named = await nameDeputy(client, request.caller, request.body, dayOf(clock.now()));
        await tell(client, clock, request.caller, 'DEPUTY_NAMED', request.body, named.role);
        return named;
      });
      await renewApprovers(pool, clock);
      return deputy;
    },
  );

  app.post(
    '/deputies/v1/end',
    {
      config: { access: { kind: 'signed-in' } },
      schema: { summary: 'End the term of a deputy of mine', tags: ['people'], body: deputyRequest },
    },
    async (request, reply) => {
      await inTransaction(pool, async (client) => {
        const role = await endTerm(client, request.caller, request.body);
        await tell(client, clock, request.caller, 'DEPUTY_ENDED', request.body, role);
      });
      await renewApprovers(pool, clock);
      return reply.code(204).send();
    },
  );
}

type Db = Pick<Pool | PoolClient, 'query'>;

/** In the transaction that names or ends. */
const tell = (
  client: PoolClient,
  clock: Clock,
  caller: Caller,
  kind: 'DEPUTY_NAMED' | 'DEPUTY_ENDED',
  { staff_no: staffNo, unit_code: unitCode, from_day, to_day }: DeputyRequest,
  role: string,
): Promise<void> =>
  writeAudit(client, {
    kind,
    actor: caller.staffNo,
    at: clock.now(),
    deviceId: caller.deviceId,
    unitCode,
    subject: staffNo,
    detail: { role, unit_code: unitCode, from_day, to_day },
  });

interface LedUnit {
  unit_code: string;
  name: string;
  role: string;
  role_title: string;
  channel: RoleGrant['channel'];
}

/** Whoever decides on requests at a unit leads it. */
const LEADS = `o.permissions && array['reassignment.approve', 'reassignment.approveBetweenNetworks']`;

async function ledBy(db: Db, caller: Caller): Promise<LedUnit[]> {
  const { rows } = await db.query<LedUnit>(
    `select r.unit_code, u.name, r.role, o.title as role_title, r.channel
     from staff_role r join org_unit u using (unit_code) join role o on o.role_key = r.role
     where ${LEADS} and r.staff_id = $1 and r.valid_from is null and r.valid_to is null order by r.unit_code`,
    [caller.staffId],
  );
  return rows;
}

async function deputiesOf(pool: Pool, led: readonly LedUnit[], day: Day): Promise<DeputyRow[]> {
  const { rows } = await pool.query<DeputyRow>(
    `select s.staff_no, s.name, r.role, o.title as role_title, r.unit_code, u.name as unit_name, r.valid_from as from_day, r.valid_to as to_day
     from unnest($1::text[], $2::text[]) as mine (unit_code, role)
     join staff_role r using (unit_code, role) join role o on o.role_key = r.role join staff s using (staff_id) join org_unit u using (unit_code)
     where r.valid_from is not null and r.valid_to >= $3 order by r.unit_code, r.valid_from, s.staff_no`,
    [led.map((unit) => unit.unit_code), led.map((unit) => unit.role), day],
  );
  return rows;
}

async function nameDeputy(
  client: PoolClient,
  caller: Caller,
  term: DeputyRequest,
  day: Day,
): Promise<DeputyRow> {
  const unit = await myUnit(client, caller, term.unit_code);
  if (term.to_day < day)
    throw new ApiError(400, 'E_REQUEST', 'the term has ended already', { field: 'to_day' });
  if (daysBetween(term.from_day, term.to_day) > LONGEST_TERM_DAYS) {
    throw new ApiError(400, 'E_REQUEST', `a term has at most ${LONGEST_TERM_DAYS} days`, { field: 'to_day' });
  }
  const { rows } = await client.query<{ staff_id: string; name: string }>(
    'select staff_id, name from staff where staff_no = $1 and disabled_at is null',
    [term.staff_no],
  );
  const person = rows[0];
  if (!person) throw new ApiError(404, 'E_NOT_FOUND', 'nobody has this staff number', { field: 'staff_no' });
  if (person.staff_id === caller.staffId) {
    throw new ApiError(400, 'E_REQUEST', 'nobody is his own deputy', { field: 'staff_no' });
  }
  await client.query(
    `insert into staff_role (staff_id, role, unit_code, channel, valid_from, valid_to, is_local)
     values ($1, $2, $3, $4, $5, $6, true)
     on conflict (staff_id, role, unit_code, channel, valid_from) do update set valid_to = excluded.valid_to`,
    [person.staff_id, unit.role, unit.unit_code, unit.channel, term.from_day, term.to_day],
  );
  return {
    staff_no: term.staff_no,
    name: person.name,
    role: unit.role,
    role_title: unit.role_title,
    unit_code: unit.unit_code,
    unit_name: unit.name,
    from_day: term.from_day,
    to_day: term.to_day,
  };
}

/** @returns the role that ended */
async function endTerm(client: PoolClient, caller: Caller, term: DeputyRequest): Promise<string> {
  const unit = await myUnit(client, caller, term.unit_code);
  const { rowCount } = await client.query(
    `delete from staff_role r using staff s
     where s.staff_id = r.staff_id and s.staff_no = $1 and r.unit_code = $2 and r.role = $3 and r.valid_from = $4
       and r.valid_to = $5`,
    [term.staff_no, unit.unit_code, unit.role, term.from_day, term.to_day],
  );
  if (rowCount === 0) throw new ApiError(404, 'E_NOT_FOUND', 'there is no such deputy');
  return unit.role;
}

async function myUnit(db: Db, caller: Caller, unitCode: string): Promise<LedUnit> {
  const unit = (await ledBy(db, caller)).find((led) => led.unit_code === unitCode);
  if (!unit) throw new ApiError(403, 'E_SCOPE', 'this unit is led by others');
  return unit;
}
