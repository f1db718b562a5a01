import type { Intake } from '../definition.ts';
import { count } from '../merge-rows.ts';

/** Closes customers left without subscriptions, and reopens closed ones whose account has come back. */
export async function closeAndReopen({
  client,
  runId,
  day,
  now,
}: Intake): Promise<{ closed: number; reopened: number }> {
  const change = (closing: boolean): Promise<{ rowCount: number | null }> =>
    client.query(
      `with changed as (
         update customer c set closed_on = $1::date
         where (c.closed_on is null) = $2
           and exists (select from subscription s where s.customer_code = c.customer_code) <> $2
         returning customer_code, community_code
       )
       insert into reassignment_log (customer_code, from_community, to_community, kind, actor, logged_at, detail)
       select customer_code, community_code, community_code, $3, 'feed', $5, jsonb_build_object('run', $4::bigint)
       from changed order by customer_code`,
      [closing ? day : null, closing, closing ? 'CLOSED' : 'REOPENED', runId, now],
    );
  const reopened = await change(false);
  const closed = await change(true);
  return { closed: count(closed), reopened: count(reopened) };
}

/** A customer bears the name of its founding subscription, as long as it holds it. */
export async function renameByFounders({ client }: Intake): Promise<void> {
  await client.query(
    `update customer c set name = s.name
     from subscription s
     where s.subscription_id = c.founded_by_subscription and s.customer_code = c.customer_code and s.name <> c.name`,
  );
}
