import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { CabinetChange, CabinetPreview, CabinetSaved } from '../../../shared/api/cabinets.ts';
import { isLockedOn } from '../../../shared/domain/allocation-period.ts';
import type { Placement } from '../../../shared/domain/rows.ts';
import { type Day, dayOf } from '../../../shared/lib/dates.ts';
import type { Caller } from '../../plugins/auth.ts';
import { inTransaction } from '../../postgres/transaction.ts';
import { insertBatch } from '../division/batches.ts';
import { lockCustomers, moveCustomers } from '../division/moves.ts';
import { applyChange } from './rules.ts';

/** A customer whom the rules send elsewhere than where it is. */
interface Strayed {
  customer_code: string;
  name: string;
  from_name: string;
  to_community: string;
  to_name: string;
  placement: Placement;
  locked_until: Day | null;
  placed_by: Placement['kind'];
}

const SAMPLE = 50;
type WhyNot = CabinetPreview['sample'][number]['why_not'];

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
    const strayed = await changeAndCompare(client, caller, change, dayOf(now));
    return summed(strayed, dayOf(now));
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
    const today = dayOf(now);
    const strayed = await changeAndCompare(client, caller, change, today);
    const going = move ? strayed.filter((customer) => whyNot(customer, today) === null) : [];
    if (going.length === 0) return { moved: 0, batch_id: null };
    const batchId = randomUUID();
    await insertBatch(client, {
      batchId,
      kind: 'RULES',
      month: null,
      fileName: '',
      madeBy: caller.staffNo,
      madeAt: now,
      rowCount: strayed.length,
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

/**
 * Carries the change out and returns whom the rules send elsewhere since. Those who stood elsewhere than the rules say
 * before the change are not its doing.
 */
async function changeAndCompare(
  client: PoolClient,
  caller: Caller,
  change: CabinetChange,
  today: Day,
): Promise<Strayed[]> {
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
  const after = await strayedOf(client, cabinets, today);
  const news = after.filter((customer) => before.get(customer.customer_code) !== customer.to_community);
  await lockCustomers(
    client,
    news.map((customer) => customer.customer_code),
  );
  return news;
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
     select f.customer_code, f.name, was.name as from_name, goes.unit_code as to_community, goes.name as to_name,
       p.placement, f.locked_until, f.placed_by
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
function whyNot(customer: Strayed, today: Day): WhyNot {
  if (isLockedOn(customer.locked_until, today)) return 'LOCKED';
  return customer.placed_by === 'RULE' || customer.placed_by === 'POOL' ? null : 'PLACED_BY_PEOPLE';
}

function summed(strayed: readonly Strayed[], today: Day): CabinetPreview {
  const reasons = strayed.map((customer) => whyNot(customer, today));
  const count = (reason: WhyNot) => reasons.filter((given) => given === reason).length;
  return {
    elsewhere: strayed.length,
    locked: count('LOCKED'),
    placed_by_people: count('PLACED_BY_PEOPLE'),
    movable: count(null),
    sample: strayed.slice(0, SAMPLE).map((customer) => ({
      customer_code: customer.customer_code,
      name: customer.name,
      from_name: customer.from_name,
      to_name: customer.to_name,
      why_not: whyNot(customer, today),
    })),
  };
}
