import type { Pool } from 'pg';
import { randomUUID } from 'node:crypto';
import type { HandoverResponse } from '../../../shared/api/administration.ts';
import type { Clock } from '../../../shared/lib/clock.ts';
import { type Day, dayOf, isoInShanghai } from '../../../shared/lib/dates.ts';
import { ApiError } from '../../api-error.ts';
import { writeAudit } from '../../audit/write-audit.ts';
import type { Caller } from '../../plugins/auth.ts';
import { inTransaction } from '../../postgres/transaction.ts';
import { renewApprovers } from '../reassignment/upkeep.ts';
import { keepingAnAdministrator } from './guard.ts';
import { personInReach } from './people.ts';
import type { Db } from './scope.ts';

interface Wanted {
  from_staff_no: string;
  to_staff_no: string;
  disable: boolean;
}

interface Held {
  role: string;
  unit_code: string;
  name: string;
  channel: string | null;
  /** The last day, of a term that has an end. */
  valid_to: Day | null;
}

/**
 * All communities of somebody who leaves go to another person in one step: the roles at them, and with the roles the
 * buckets, follow-ups and open requests. A term keeps its end, and one that is over is nobody's. The new holder is told
 * what he has got by a notice in his own bucket.
 */
export async function handOver(
  pool: Pool,
  clock: Clock,
  caller: Caller,
  { from_staff_no: fromNo, to_staff_no: toNo, disable }: Wanted,
): Promise<HandoverResponse> {
  if (fromNo === toNo)
    throw new ApiError(400, 'E_REQUEST', 'both are the same person', { field: 'to_staff_no' });
  const answer = await inTransaction(pool, (client) =>
    keepingAnAdministrator(client, clock, async () => {
      const from = await personInReach(client, clock, caller, fromNo);
      const to = await personInReach(client, clock, caller, toNo);
      const { rows: held } = await client.query<Held>(
        `delete from staff_role r using org_unit u
         where u.unit_code = r.unit_code and r.staff_id = $1 and r.valid_from is null
           and (r.valid_to is null or r.valid_to >= $2)
           and u.kind in ('COMMUNITY', 'UNASSIGNED_POOL', 'CONTRACT_AGENT_AREA')
         returning r.role, r.unit_code, u.name, r.channel, r.valid_to`,
        [from.staff_id, dayOf(clock.now())],
      );
      if (held.length === 0) throw new ApiError(404, 'E_NOT_FOUND', 'the person has no communities');
      for (const { role, unit_code: unitCode, channel, valid_to: validTo } of held) {
        await client.query(
          `insert into staff_role (staff_id, role, unit_code, channel, valid_to, is_local)
           values ($1, $2, $3, $4, $5, true)
           on conflict (staff_id, role, unit_code, channel, valid_from) do update
             set valid_to = excluded.valid_to, is_local = true
             where staff_role.valid_to < coalesce(excluded.valid_to, 'infinity')`,
          [to.staff_id, role, unitCode, channel, validTo],
        );
      }
      await client.query(
        `update staff set is_local = true, disabled_at = case when $2 and staff_id = $3 then $4::timestamptz
           else disabled_at end where staff_id = any($1)`,
        [[from.staff_id, to.staff_id], disable, from.staff_id, clock.now()],
      );
      const units = held.map((each) => each.unit_code);
      await giveComplaints(client, clock, caller, { units, from: fromNo, to: toNo });
      const brief = await briefOf(client, units, dayOf(clock.now()));
      const communities = held.map(({ unit_code, name }) => ({ unit_code, name }));
      await writeAudit(client, {
        kind: 'COMMUNITIES_HANDED_OVER',
        actor: caller.staffNo,
        at: clock.now(),
        deviceId: caller.deviceId,
        unitCode: units[0] ?? null,
        subject: fromNo,
        detail: { to: toNo, communities: units, disabled: disable, ...brief },
      });
      await tellNewHolder(client, clock, caller, units[0]!, {
        names: held.map((each) => each.name),
        from: from.name,
        brief,
      });
      return { communities, ...brief };
    }),
  );
  await renewApprovers(pool, clock);
  return answer;
}

/** Whoever answered for complaints there has left them to the new holder; their own steps say so. */
async function giveComplaints(
  db: Db,
  clock: Clock,
  caller: Caller,
  { units, from, to }: { units: readonly string[]; from: string; to: string },
): Promise<void> {
  await db.query(
    `with given as (
       update complaint k set owner_no = $3, state = 'OPEN' from customer c
       where c.customer_code = k.customer_code and c.community_code = any($1) and k.owner_no = $2
         and k.state in ('OPEN', 'IN_WORK')
       returning k.complaint_id
     )
     insert into complaint_step (step_id, complaint_id, act, at, staff_no, to_no)
     select gen_random_uuid()::text, complaint_id, 'HAND', $4, $5, $3 from given`,
    [units, from, to, isoInShanghai(clock.now()), caller.staffNo],
  );
}

type Brief = Omit<HandoverResponse, 'communities'>;

/** Counts alone: whoever administers people sees no customers. The new holder has them with his next sync. */
async function briefOf(db: Db, units: readonly string[], today: string): Promise<Brief> {
  const { rows } = await db.query<Brief>(
    `with mine as (select customer_code from customer where community_code = any($1) and closed_on is null)
     select (select count(*) from mine) as customers,
       (select count(*) from interaction i join mine using (customer_code) where i.next_on >= $2::date) as follow_ups,
       (select count(distinct s.customer_code) from arrears a join subscription s using (subscription_id)
          join mine using (customer_code)) as in_arrears,
       (select count(*) from complaint k join mine using (customer_code) where k.state in ('OPEN', 'IN_WORK')) as complaints`,
    [units, today],
  );
  return rows[0]!;
}

/** A notice at the community itself: whoever holds it from now on has it in his own bucket. */
async function tellNewHolder(
  db: Db,
  clock: Clock,
  caller: Caller,
  unitCode: string,
  { names, from, brief }: { names: readonly string[]; from: string; brief: Brief },
): Promise<void> {
  const today = dayOf(clock.now());
  await db.query(
    `insert into notice (notice_id, unit_code, kind, title, text, valid_from, published_by, published_at)
     values ($1, $2, 'NOTICE', $3, $4, $5, $6, $7)`,
    [
      randomUUID(),
      unitCode,
      `交接：${names.join('、')}`,
      [
        `${from} 的社区 ${names.join('、')} 由您接手。`,
        `客户 ${brief.customers} 户，其中欠费 ${brief.in_arrears} 户；今天起有待跟进 ${brief.follow_ups} 条，未结投诉 ${brief.complaints} 件。`,
        '以前的拜访、外呼和约定都在客户页，待跟进在“提醒”。',
      ].join('\n'),
      today,
      caller.staffNo,
      clock.now(),
    ],
  );
}
