import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { type FeedRunRow, type FeedsResponse, MOST_FEED_BYTES } from '../../../shared/api/feeds.ts';
import { feedStandings } from '../../../shared/domain/feed-sources.ts';
import type { Clock } from '../../../shared/lib/clock.ts';
import { isoInShanghai } from '../../../shared/lib/dates.ts';
import { ApiError } from '../../api-error.ts';
import type { Freshness } from '../../../shared/domain/rows.ts';
import { storeSetUpAt } from '../../feeds/set-up.ts';
import { type SetAsideRow, setAsideOf } from '../../feeds/runs.ts';
import { takeFeeds } from '../../feeds/take.ts';
import type { Caller } from '../../plugins/auth.ts';
import { type Db, reachesAll, refuseParts } from './scope.ts';

const RUNS = `select run_id, kind as feed, file, period, outcome, refusal, detail, forced, rows_read, rows_changed,
  rows_unchanged, rows_set_aside, rows_removed, started_at, duration_ms from feed_run`;

type StoredRun = Omit<FeedRunRow, 'started_at'> & { started_at: Date };
const asRun = (run: StoredRun): FeedRunRow => ({ ...run, started_at: isoInShanghai(run.started_at) });

const MOST_RUNS = 200;

/** Runs and freshness are the same for all administrators: a file is of the whole region. */
export async function readFeeds(
  db: Db,
  clock: Clock,
  caller: Caller,
  watchedFolder: string | null,
): Promise<FeedsResponse> {
  const runs = await db.query<StoredRun>(`${RUNS} order by run_id desc limit ${MOST_RUNS}`);
  const known = await db.query<Pick<Freshness, 'kind' | 'asOf' | 'file'> & { received_at: Date }>(
    'select kind, as_of as "asOf", received_at, file from feed_freshness',
  );
  const standings = feedStandings(known.rows, await storeSetUpAt(db), clock.now());
  const mayTake = await reachesAll(db, caller, 'admin.feeds');
  return {
    runs: runs.rows.map(asRun),
    freshness: standings.map(({ feed, source, cadence, asOf, daysLate }) => {
      const row = known.rows.find(({ kind }) => kind === feed);
      return {
        feed,
        source,
        cadence,
        as_of: asOf,
        received_at: row ? isoInShanghai(row.received_at) : null,
        file: row?.file ?? null,
        days_late: daysLate,
      };
    }),
    // Where files lie on the server is nobody's business but the region's.
    watched_folder: mayTake ? watchedFolder : null,
    may_take: mayTake,
  };
}

/** The rows as the file had them: names, numbers and addresses of customers of all networks. */
export async function readSetAside(db: Pool, caller: Caller, runId: number): Promise<SetAsideRow[]> {
  await refuseParts(db, caller, 'admin.feeds');
  const { rows } = await db.query('select from feed_run where run_id = $1', [runId]);
  if (rows.length === 0) throw new ApiError(404, 'E_NOT_FOUND', 'there is no such run');
  return setAsideOf(db, runId);
}

const TRIES = `select pg_try_advisory_lock(x'66656564'::int) as free`;

/**
 * Takes a file that an administrator sends, by the same rules as one from the folder. One at a time: where another intake
 * runs, he is told to come back.
 * @throws ApiError 413 E_TOO_LARGE, 409 E_FEED_BUSY
 */
export async function takeUpload(
  pool: Pool,
  clock: Clock,
  caller: Caller,
  upload: { file: string; content: string; force: boolean },
): Promise<FeedRunRow> {
  await refuseParts(pool, caller, 'admin.feeds');
  const bytes = Buffer.from(upload.content, 'base64');
  if (bytes.byteLength > MOST_FEED_BYTES) throw new ApiError(413, 'E_TOO_LARGE', 'the file is too large');
  await refuseWhileBusy(pool);
  const folder = await mkdtemp(join(tmpdir(), 'channeldesk-upload-'));
  try {
    const path = join(folder, upload.file);
    await writeFile(path, bytes, { mode: 0o600 });
    const [run] = await takeFeeds(pool, path, { clock, force: upload.force, actor: caller.staffNo });
    if (!run) throw new ApiError(400, 'E_REQUEST', 'nothing was taken');
    const { rows } = await pool.query<StoredRun>(`${RUNS} where run_id = $1`, [run.run_id]);
    return asRun(rows[0]!);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function refuseWhileBusy(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ free: boolean }>(TRIES);
    if (!rows[0]?.free) throw new ApiError(409, 'E_FEED_BUSY', 'another file is being taken in');
    await client.query(`select pg_advisory_unlock(x'66656564'::int)`);
  } finally {
    client.release();
  }
}
