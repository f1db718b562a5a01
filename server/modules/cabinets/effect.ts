import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { CabinetChange, CabinetPreview, CabinetSaved } from '../../../shared/api/cabinets.ts';
import { isLockedOn } from '../../../shared/domain/allocation-period.ts';
import { mayAt } from '../../../shared/domain/permissions.ts';
import type { Placement } from '../../../shared/domain/rows.ts';
import { type Day, dayOf } from '../../../shared/lib/dates.ts';
import type { Caller } from '../../plugins/auth.ts';
import { inTransaction } from '../../postgres/transaction.ts';
import { insertBatch } from '../division/batches.ts';
import { lockCustomers, moveCustomers } from '../division/moves.ts';
import { type DivisionUnit, readUnits } from '../division/territory.ts';
import { applyChange } from './rules.ts';

/** A customer whom the rules send elsewhere than where it is. */
interface Strayed {
  customer_code: string;
  name: string;
  from_community: string;
  from_name: string;
  to_community: string;
  to_name: string;
  placement: Placement;
  locked_until: Day | null;
  placed_by: Placement['kind'];
}

/** One that the change itself sends elsewhere, and why it stays all the same. */
interface Concerned extends Strayed {
  whyNot: CabinetPreview['sample'][number]['why_not'] | 'OUT_OF_SCOPE';
}

const SAMPLE = 50;

/** What saving a change would come to: it is carried out, looked at, and rolled back. */
export async function previewChange(
  pool: Pool,
  caller: Caller,
  change: CabinetChange,
  now: Date,
): Promise<CabinetPreview> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const look = await carryOut(client, caller, change, dayOf(now));
    return summed(await look());
  } finally {
    await client.query('rollback');
    client.release();
  }
}

/** Saves a change; with `move`, those whom it matches elsewhere go there as one batch of the adjustment log. */
export async function saveChange(
  pool: Pool,
  caller: Caller,
  change: CabinetChange,
  move: boolean,
  now: Date,
): Promise<CabinetSaved> {
  return inTransaction(pool, async (client) => {
    const look = await carryOut(client, caller, change, dayOf(now));
    if (!move) return { moved: 0, batch_id: null };
    const locked = new Set(movableOf(await look()).map((customer) => customer.customer_code));
    await lockCustomers(client, [...locked]);
    // Who held one of them until now may have moved or locked it: what counts is how it stands with the lock on it.
    const concerned = await look();
    const going = movableOf(concerned).filter((customer) => locked.has(customer.customer_code));
    if (going.length === 0) return { moved: 0, batch_id: null };
    const batchId = randomUUID();
    await insertBatch(client, {
      batchId,
      kind: 'RULES',
      month: null,
      fileName: '',
      madeBy: caller.staffNo,
      madeAt: now,
      rowCount: concerned.length,
      movedCount: going.length,
    });
    const moved = await moveCustomers(
      client,
      going.map((customer) => ({
        customerCode: customer.customer_code,
        toCommunity: customer.to_community,
        segment: null,
        placement: customer.placement,
      })),
      { kind: 'RULES_APPLIED', actor: caller.staffNo, at: now, reason: '', batchId },
    );
    return { moved, batch_id: batchId };
  });
}

const movableOf = (concerned: readonly Concerned[]): Concerned[] =>
  concerned.filter((customer) => customer.whyNot === null);

/**
 * Carries the change out and returns how to look whom the rules send elsewhere since. Those who stood elsewhere than the
 * rules say before the change are not its doing.
 */
async function carryOut(
  client: PoolClient,
  caller: Caller,
  change: CabinetChange,
  today: Day,
): Promise<() => Promise<Concerned[]>> {
  await client.query('savepoint before_change');
  const cabinets = await applyChange(client, caller, change, today);
  await client.query('rollback to savepoint before_change');
  const before = new Map(
    (await strayedOf(client, cabinets, today)).map((customer) => [
      customer.customer_code,
      customer.to_community,
    ]),
  );
  await applyChange(client, caller, change, today);
  const units = await readUnits(client);
  return async () =>
    (await strayedOf(client, cabinets, today))
      .filter((customer) => before.get(customer.customer_code) !== customer.to_community)
      .map((customer) => ({
        ...customer,
        whyNot: isOutOfScope(caller, units, customer) ? 'OUT_OF_SCOPE' : whyNot(customer, today),
      }));
}

/**
 * Rules match whatever number stands at a cabinet; who changes them moves only customers that are his both where they
 * are and where they go. From network to network goes a request, which the region approves customer by customer.
 */
function isOutOfScope(caller: Caller, units: ReadonlyMap<string, DivisionUnit>, customer: Strayed): boolean {
  const ends = [customer.from_community, customer.to_community].map((code) => units.get(code));
  return (
    ends[0]?.networkCode !== ends[1]?.networkCode ||
    ends.some((unit) => unit === undefined || !mayAt(caller.grants, 'cabinet.edit', unit))
  );
}

async function strayedOf(client: PoolClient, cabinets: readonly string[], today: Day): Promise<Strayed[]> {
  const { rows } = await client.query<Strayed>(
    `with founding as materialized (
       select c.customer_code, c.name, c.community_code, c.locked_until, c.placement ->> 'kind' as placed_by,
         s.access_number, s.billing_area
       from line97 l
       join subscription s on s.access_number = l.access_number
       join customer c on c.founded_by_subscription = s.subscription_id and c.customer_code = s.customer_code
       where l.cabinet = any($1) and c.closed_on is null
     ), placed as materialized (
       select * from place_by_rules((select array_agg(access_number) from founding), $2::date)
     ), pool as (
       select distinct on (u.billing_area) u.billing_area, u.unit_code from org_unit u
       where u.kind = 'UNASSIGNED_POOL' and u.channel = 'MASS_MARKET' and u.retired_on is null
       order by u.billing_area, u.unit_code
     )
     select f.customer_code, f.name, f.community_code as from_community, was.name as from_name,
       goes.unit_code as to_community, goes.name as to_name, p.placement, f.locked_until, f.placed_by
     from founding f
     join placed p on p.number = f.access_number
     left join pool on pool.billing_area = f.billing_area
     join org_unit goes on goes.unit_code = coalesce(p.community_code, pool.unit_code)
     join org_unit was on was.unit_code = f.community_code
     where goes.unit_code <> f.community_code
     order by f.customer_code`,
    [cabinets, today],
  );
  return rows;
}

/** A person's decision outlives the rules; opening stock was placed by the system before this one. */
function whyNot(customer: Strayed, today: Day): 'LOCKED' | 'PLACED_BY_PEOPLE' | null {
  if (isLockedOn(customer.locked_until, today)) return 'LOCKED';
  return customer.placed_by === 'RULE' || customer.placed_by === 'POOL' ? null : 'PLACED_BY_PEOPLE';
}

function summed(concerned: readonly Concerned[]): CabinetPreview {
  const count = (reason: Concerned['whyNot']) =>
    concerned.filter((customer) => customer.whyNot === reason).length;
  // Of a customer outside his scope he learns nothing.
  const named = concerned.flatMap((customer) =>
    customer.whyNot === 'OUT_OF_SCOPE' ? [] : [{ ...customer, why_not: customer.whyNot }],
  );
  return {
    elsewhere: concerned.length,
    out_of_scope: count('OUT_OF_SCOPE'),
    locked: count('LOCKED'),
    placed_by_people: count('PLACED_BY_PEOPLE'),
    movable: count(null),
    sample: named.slice(0, SAMPLE).map((customer) => ({
      customer_code: customer.customer_code,
      name: customer.name,
      from_name: customer.from_name,
      to_name: customer.to_name,
      why_not: customer.why_not,
    })),
  };
}
