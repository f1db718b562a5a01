import type { Pool } from 'pg';
import { feedStandings } from '../../../shared/domain/feed-sources.ts';
import type { Freshness } from '../../../shared/domain/rows.ts';
import type { Clock } from '../../../shared/lib/clock.ts';
import { dayOf } from '../../../shared/lib/dates.ts';
import { inTransaction } from '../../postgres/transaction.ts';
import { storeSetUpAt } from '../set-up.ts';
import { type AlarmThresholds, DEFAULT_THRESHOLDS } from './thresholds.ts';

/** Runs from before are somebody's history, not his work. */
const LOOK_BACK = '14 days';
/** What an overdue source is told by that has never delivered: it has no newest file. */
const NEVER = '';

/**
 * Raises what has come up since and resolves what is over: a source that is in time again, and an alarm of a run that a
 * later file of the same kind and period (of a daily or weekly one: of any later period) has made good. Whichever
 * process does it, and however often, an alarm is raised once; one that somebody has acknowledged is not raised again.
 */
export const renewAlarms = (
  pool: Pool,
  clock: Clock,
  { setAsideRows, fewerPercent }: AlarmThresholds = DEFAULT_THRESHOLDS,
): Promise<void> =>
  inTransaction(pool, async (client) => {
    const now = clock.now();
    const fresh = await client.query<Pick<Freshness, 'kind' | 'asOf'>>(
      'select kind, as_of as "asOf" from feed_freshness',
    );
    const setUpAt = await storeSetUpAt(client);
    const late = feedStandings(fresh.rows, setUpAt, now).filter((standing) => standing.daysLate > 0);
    const overdue = [late.map(({ feed }) => feed), late.map(({ asOf }) => asOf ?? NEVER)];
    await client.query(
      `insert into feed_alarm (kind, feed, subject, detail, raised_at)
       select 'OVERDUE', l.feed, l.as_of, case l.as_of when '${NEVER}' then jsonb_build_object('since', $4::text)
         else jsonb_build_object('as_of', l.as_of) end, $3
       from unnest($1::text[], $2::text[]) as l (feed, as_of)
       on conflict (kind, (coalesce(feed, '')), subject) do update set resolved_at = null
         where feed_alarm.resolved_at is not null`,
      [...overdue, now, dayOf(setUpAt)],
    );
    await client.query(
      `update feed_alarm a set resolved_at = $3 where kind = 'OVERDUE' and resolved_at is null
         and not exists (select from unnest($1::text[], $2::text[]) as l (feed, as_of)
           where l.feed = a.feed and l.as_of = a.subject)`,
      [...overdue, now],
    );
    await client.query(
      `with looked_at as (
         select r.*, (select p.rows_read from feed_run p
           where p.kind = r.kind and p.outcome = 'TAKEN' and p.run_id < r.run_id order by p.run_id desc limit 1) as before
         from feed_run r where r.started_at > $1::timestamptz - interval '${LOOK_BACK}'
       )
       insert into feed_alarm (kind, feed, run_id, subject, detail, raised_at)
       select w.kind, r.kind, r.run_id, r.run_id::text, jsonb_strip_nulls(jsonb_build_object('file', r.file,
         'refusal', r.refusal, 'rows', r.rows_read, 'set_aside', r.rows_set_aside, 'before', r.before)), $1
       from looked_at r
       cross join lateral (values ('FAILED', r.outcome = 'REFUSED'),
         ('SET_ASIDE', r.outcome = 'TAKEN' and r.rows_set_aside > $2),
         ('FEWER', r.outcome = 'TAKEN' and r.rows_read * 100 < r.before * $3::numeric)) as w (kind, holds)
       where w.holds
       on conflict (kind, (coalesce(feed, '')), subject) do nothing`,
      [now, setAsideRows, fewerPercent],
    );
    await client.query(
      `update feed_alarm a set resolved_at = $1
       from feed_run r
       where a.resolved_at is null and a.run_id = r.run_id and exists (
         select from feed_run later
         where later.kind = r.kind and later.run_id > r.run_id and later.outcome = 'TAKEN'
           and (later.period is not distinct from r.period or (length(r.period) = 10 and later.period > r.period))
           and not exists (select from feed_alarm again where again.run_id = later.run_id and again.kind = a.kind))`,
      [now],
    );
  });

/** The folder that is watched cannot be worked with; null: it can again. */
export async function noteFolder(pool: Pool, clock: Clock, problem: string | null): Promise<void> {
  if (problem === null) {
    await pool.query(`update feed_alarm set resolved_at = $1 where kind = 'FOLDER' and resolved_at is null`, [
      clock.now(),
    ]);
    return;
  }
  await pool.query(
    `insert into feed_alarm (kind, subject, detail, raised_at) values ('FOLDER', 'watched', jsonb_build_object('problem', $1::text), $2)
     on conflict (kind, (coalesce(feed, '')), subject) do update set detail = excluded.detail, raised_at = excluded.raised_at,
       resolved_at = null, acknowledged_by = null, acknowledged_at = null where feed_alarm.resolved_at is not null`,
    [problem, clock.now()],
  );
}
