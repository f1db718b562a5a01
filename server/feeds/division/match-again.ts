import type { Intake } from '../definition.ts';
import { count } from '../merge-rows.ts';
import { recordTies } from '../../quality/ties.ts';

/** Customers that wait for want of a line which is there now, and may be moved by it on the day `$1`. */
const WAITING = `
  from customer c
  join subscription s on s.subscription_id = c.founded_by_subscription and s.customer_code = c.customer_code
  join line97 l using (access_number)
  where c.placement ->> 'kind' = 'POOL' and c.placement ->> 'reason' = 'NO_LINE' and c.closed_on is null
    and (c.locked_until is null or c.locked_until < $1::date)`;

/**
 * A customer that waits in a pool only because 97 did not know its line is matched once more, now that the line is
 * there: unless it is locked, or a person has moved it meanwhile (then its placement tells of him, not of the line).
 * Returns how many were matched again; each then has a placement by rule, or another reason for the pool.
 */
export async function matchAgain({ client, runId, day, now, today }: Intake): Promise<number> {
  // Held first, then read in a statement of its own: that sees what somebody did while it had to wait for him.
  const { rows: held } = await client.query<{ customer_code: string }>(
    `select c.customer_code ${WAITING} order by c.customer_code for no key update of c`,
    [today],
  );
  const matched = await client.query(
    `with waiting as materialized (
       select c.customer_code, c.community_code, s.access_number
       ${WAITING} and c.customer_code = any($2)
     ), again as materialized (
       select w.customer_code, w.community_code as was, coalesce(p.community_code, w.community_code) as goes, p.placement
       from waiting w
       join place_by_rules((select array_agg(access_number) from waiting), $3::date) p on p.number = w.access_number
     ), moved as (
       update customer c set community_code = a.goes, placement = a.placement
       from again a where a.customer_code = c.customer_code
     )
     insert into reassignment_log (customer_code, from_community, to_community, kind, actor, logged_at, detail)
     select customer_code, was, goes, 'MATCHED_AGAIN', 'feed', $5, jsonb_build_object('run', $4::bigint, 'placement', placement)
     from again order by customer_code`,
    [today, held.map((customer) => customer.customer_code), day, runId, now],
  );
  if (count(matched) > 0) await recordTies(client, day);
  return count(matched);
}
