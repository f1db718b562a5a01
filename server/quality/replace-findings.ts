import type { PoolClient } from 'pg';
import type { Day } from '../../shared/lib/dates.ts';

/**
 * Makes the findings of one kind whose subjects begin with `prefix` those that `query` finds (subject text, detail
 * jsonb); one that was known keeps the day it was first found, one that is no longer true goes.
 * Returns how many there are now.
 */
export async function replaceFindings(
  client: PoolClient,
  { kind, prefix, query, day }: { kind: string; prefix: string; query: string; day: Day },
): Promise<number> {
  const { rows } = await client.query<{ now: number }>(
    `with found as materialized (select subject, detail from (${query}) f (subject, detail)),
     gone as (
       delete from quality_finding q
       where q.kind = $1 and starts_with(q.subject, $2) and not exists (select from found f where f.subject = q.subject)
     ), kept as (
       insert into quality_finding (kind, subject, detail, found_on)
       select distinct on (subject) $1, subject, detail, $3::date from found order by subject
       on conflict (kind, subject) do update set detail = excluded.detail
     )
     select count(distinct subject)::integer as now from found`,
    [kind, prefix, day],
  );
  return rows[0]?.now ?? 0;
}
