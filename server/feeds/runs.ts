import type { Pool, PoolClient } from 'pg';
import type { FeedKind } from '../../shared/domain/rows.ts';
import type { RefusalCode } from './refusal.ts';
import type { SetAside } from './stage.ts';

/** What a run leaves behind. `rows_read` = `rows_changed` + `rows_unchanged` + `rows_set_aside`. */
export interface FeedRun {
  run_id: number;
  kind: FeedKind | null;
  file: string;
  /** `2026-11-20` or `2026-10`; null for an undated reference file. */
  period: string | null;
  delivered_on: string | null;
  sha256: string;
  encoding: string | null;
  outcome: 'TAKEN' | 'REFUSED';
  refusal: RefusalCode | null;
  detail: string | null;
  forced: boolean;
  rows_read: number;
  rows_changed: number;
  rows_unchanged: number;
  rows_set_aside: number;
  /** Rows of the store that the file no longer carried; they are not rows of the file. */
  rows_removed: number;
  facts: Readonly<Record<string, number>>;
  started_at: Date;
  duration_ms: number;
}

export interface SetAsideRow {
  line: number;
  reason: string;
  /** The row as the file has it. */
  row: string;
}

export type NewRun = Omit<FeedRun, 'run_id'>;

const COLUMNS = [
  'kind',
  'file',
  'period',
  'delivered_on',
  'sha256',
  'encoding',
  'outcome',
  'refusal',
  'detail',
  'forced',
  'rows_read',
  'rows_changed',
  'rows_unchanged',
  'rows_set_aside',
  'rows_removed',
  'facts',
  'started_at',
  'duration_ms',
] as const satisfies readonly (keyof NewRun)[];

/** The number of a run that is about to be taken; its record is written at its end, in the same transaction. */
export async function nextRunId(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `select nextval(pg_get_serial_sequence('feed_run', 'run_id')) as id`,
  );
  return rows[0]!.id;
}

export async function recordRun(
  client: PoolClient,
  runId: number,
  run: NewRun,
  setAside: readonly SetAside[],
  rowText: (line: number) => string,
): Promise<FeedRun> {
  const places = COLUMNS.map((_, i) => `$${i + 2}`).join(', ');
  await client.query(
    `insert into feed_run (run_id, ${COLUMNS.join(', ')}) overriding system value values ($1, ${places})`,
    [runId, ...COLUMNS.map((name) => run[name])],
  );
  if (setAside.length > 0) {
    await client.query(
      `insert into feed_set_aside (run_id, line, reason, row_text)
       select $1, * from unnest($2::bigint[], $3::text[], $4::text[])`,
      [
        runId,
        setAside.map(({ line }) => line),
        setAside.map(({ reason }) => reason),
        setAside.map(({ line }) => rowText(line)),
      ],
    );
  }
  return { run_id: runId, ...run };
}

/** All runs, the newest first, each with the rows it set aside. */
export async function listRuns(pool: Pool): Promise<(FeedRun & { set_aside: SetAsideRow[] })[]> {
  const { rows } = await pool.query<FeedRun & { set_aside: SetAsideRow[] }>(
    `select run_id, ${COLUMNS.join(', ')}, coalesce(a.list, '[]'::json) as set_aside
     from feed_run r
     left join lateral (
       select json_agg(json_build_object('line', line, 'reason', reason, 'row', row_text) order by line) as list
       from feed_set_aside s where s.run_id = r.run_id
     ) a on true
     order by run_id desc`,
  );
  return rows;
}

export async function setAsideOf(pool: Pool, runId: number): Promise<SetAsideRow[]> {
  const { rows } = await pool.query<SetAsideRow>(
    'select line, reason, row_text as row from feed_set_aside where run_id = $1 order by line',
    [runId],
  );
  return rows;
}
