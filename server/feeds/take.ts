import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Pool, PoolClient } from 'pg';
import { systemClock, type Clock } from '../../shared/lib/clock.ts';
import { dayOf, type Day } from '../../shared/lib/dates.ts';
import { decode } from './csv/decode.ts';
import { scan, type Scan } from './csv/scan.ts';
import { feedOfFileName, type NamedFeed } from './file-name.ts';
import { filesToTake, inOrder, type FeedFile } from './folder.ts';
import { noteFreshness } from './freshness.ts';
import { claimStore, refuseBadRows, refuseOlder, refuseShrunk } from './guards.ts';
import { Refusal } from './refusal.ts';
import { tellMoment } from '../postgres/moment.ts';
import { foldRollups } from '../rollups/fold-rollups.ts';
import { nextRunId, recordRun, type FeedRun, type NewRun } from './runs.ts';
import { setAsideBadRows, stageRows, type SetAside } from './stage.ts';
import { renewStatistics } from './statistics.ts';

export interface TakeOptions {
  /** Takes what would be refused but can be read, and overwrites rows changed on a screen. */
  force?: boolean;
  clock?: Clock;
  /** The staff number of whoever sent the file; absent where a folder was taken. */
  actor?: string;
  /** The files are of an invented region. */
  demo?: boolean;
  /** Told of each file as soon as it is taken or refused. */
  onRun?: (run: FeedRun) => void;
  /** The same with the file's path, and waited for before the next one is taken. */
  onTaken?: (run: FeedRun, path: string) => Promise<void>;
  /** Asked between files; false: the rest is left. */
  isWanted?: () => boolean;
}

/** 'feed': one intake at a time per store, from whatever process. */
const INTAKE_KEY = 0x6665_6564;

/**
 * Takes a file, all files of a folder, or the named ones in their order, into the store. Each leaves a run record; one that is refused
 * changes nothing else, and the rest is taken all the same.
 * @returns the runs in the order of the files. Look for outcome REFUSED.
 * @throws ConfigurationError where there is nothing at the path.
 */
export async function takeFeeds(
  pool: Pool,
  what: string | readonly string[],
  options: TakeOptions = {},
): Promise<FeedRun[]> {
  const files = typeof what === 'string' ? await filesToTake(what) : inOrder(what);
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [INTAKE_KEY]);
    const intake = new FeedTaking(client, options);
    const runs: FeedRun[] = [];
    for (const group of groupsOf(files)) {
      if (options.isWanted?.() === false) break;
      const taken = await intake.takeGroup(group);
      runs.push(...taken);
      for (const [at, run] of taken.entries()) await options.onTaken?.(run, group[at]!.path);
    }
    if (runs.some((run) => run.outcome === 'TAKEN')) await foldRollups(pool, options);
    return runs;
  } finally {
    await client
      .query('select pg_advisory_unlock($1)', [INTAKE_KEY])
      .then(() => client.release())
      .catch((error: Error) => client.release(error));
  }
}

/**
 * Files that follow one another and are of one kind go in together: what clients hold is then derived once for all
 * months of fees, not once for each.
 */
function groupsOf(files: readonly FeedFile[]): FeedFile[][] {
  const groups: FeedFile[][] = [];
  for (const file of files) {
    const group = groups.at(-1);
    const kind = file.named?.feed.kind;
    if (group && kind === 'bi_fees' && group[0]?.named?.feed.kind === kind) group.push(file);
    else groups.push([file]);
  }
  return groups;
}

/** What is known of a file before its rows are looked at. */
type Seen = Pick<NewRun, 'kind' | 'file' | 'period' | 'delivered_on' | 'sha256' | 'encoding' | 'started_at'>;

/** What is known of a file that was read through, when it is refused for what is in it. */
interface Findings {
  scanned: Scan;
  setAside: SetAside[];
}

class FeedTaking {
  readonly #client: PoolClient;
  readonly #clock: Clock;
  readonly #force: boolean;
  readonly #storeKind: 'real' | 'demo';
  readonly #actor: string;
  readonly #onRun: (run: FeedRun) => void;

  constructor(client: PoolClient, options: TakeOptions) {
    this.#client = client;
    this.#clock = options.clock ?? systemClock;
    this.#force = options.force ?? false;
    this.#storeKind = options.demo ? 'demo' : 'real';
    this.#actor = options.actor ?? '';
    this.#onRun = options.onRun ?? (() => undefined);
  }

  /** One transaction: each file goes in whole or, back to its savepoint, leaves its refusal alone. */
  async takeGroup(files: readonly FeedFile[]): Promise<FeedRun[]> {
    const client = this.#client;
    await client.query(`begin; set local jit = off; set local channeldesk.projection = 'at_end'`);
    await client.query(`select set_config('channeldesk.actor', $1, true)`, [this.#actor]);
    try {
      const runs: FeedRun[] = [];
      for (const file of files) runs.push(await this.#takeOrRefuse(file));
      await renewStatistics(client, files[0]?.named?.feed, runs);
      await client.query('select project_due()');
      await client.query('commit');
      runs.forEach(this.#onRun);
      return runs;
    } catch (error) {
      await client.query('rollback');
      throw error;
    }
  }

  async #takeOrRefuse(file: FeedFile): Promise<FeedRun> {
    const client = this.#client;
    const began = performance.now();
    const seen: Seen = {
      kind: file.named?.feed.kind ?? null,
      file: basename(file.path),
      period: file.named?.period ?? null,
      delivered_on: file.deliveredOn,
      sha256: '',
      encoding: null,
      started_at: this.#clock.now(),
    };
    const findings: Partial<Findings> = {};
    await tellMoment(client, seen.started_at);
    await client.query('savepoint file');
    try {
      return await this.#take(file, seen, findings, began);
    } catch (error) {
      await client.query('rollback to savepoint file');
      return await this.#refuse(error, seen, findings, began);
    }
  }

  async #take(file: FeedFile, seen: Seen, findings: Partial<Findings>, began: number): Promise<FeedRun> {
    const client = this.#client;
    const raw = await readFile(file.path).catch((error: Error) => {
      throw new Refusal('E_UNREADABLE', error.message);
    });
    seen.sha256 = createHash('sha256').update(raw).digest('hex');
    const named = file.named ?? feedOfFileName(seen.file);
    const { feed } = named;
    await claimStore(client, this.#storeKind, this.#force);
    seen.delivered_on = file.deliveredOn ?? (await this.#deliveredNow(named));
    if (!this.#force) await refuseOlder(client, named, seen.delivered_on);

    const { bytes, encoding } = decode(raw, { force: this.#force });
    seen.encoding = encoding;
    const scanned = scan(bytes, feed.columns, { force: this.#force });
    findings.scanned = scanned;
    if (!this.#force) await refuseShrunk(client, named, scanned.rows);

    await stageRows(client, feed, scanned.copy);
    const runId = await nextRunId(client);
    const intake = {
      client,
      runId,
      period: named.period,
      day: named.period?.length === 10 ? named.period : seen.delivered_on,
      now: seen.started_at,
      today: dayOf(seen.started_at),
      force: this.#force,
    };
    const setAside = await setAsideBadRows(feed, intake);
    findings.setAside = setAside;
    if (!this.#force) refuseBadRows(scanned.rows, setAside.length);

    const { changed, removed, facts = {} } = await feed.apply(intake);
    await noteFreshness(client, named, {
      file: seen.file,
      rows: scanned.rows,
      changed: changed + removed > 0,
      at: this.#clock.now(),
    });
    const run: NewRun = {
      ...seen,
      outcome: 'TAKEN',
      refusal: null,
      detail: null,
      forced: this.#force,
      rows_read: scanned.rows,
      rows_changed: changed,
      rows_unchanged: scanned.rows - changed - setAside.length,
      rows_set_aside: setAside.length,
      rows_removed: removed,
      facts,
      duration_ms: Math.round(performance.now() - began),
    };
    return recordRun(client, runId, run, setAside, scanned.rowText);
  }

  /** A file outside a folder called by its day comes now, and so after all that came before. */
  async #deliveredNow({ feed, period }: NamedFeed): Promise<Day> {
    const { rows } = await this.#client.query<{ day: Day }>(
      `select greatest($1::date, max(delivered_on)) as day from feed_run
       where kind = $2 and period is not distinct from $3 and outcome = 'TAKEN'`,
      [dayOf(this.#clock.now()), feed.kind, period],
    );
    return rows[0]!.day;
  }

  async #refuse(error: unknown, seen: Seen, findings: Partial<Findings>, began: number): Promise<FeedRun> {
    const client = this.#client;
    const refusal = error instanceof Refusal ? error : new Refusal('E_FAILED', (error as Error).message);
    const { scanned, setAside = [] } = findings;
    const read = scanned?.rows ?? 0;
    const run: NewRun = {
      ...seen,
      outcome: 'REFUSED',
      refusal: refusal.code,
      detail: refusal.message,
      forced: this.#force,
      rows_read: read,
      rows_changed: 0,
      rows_unchanged: read - setAside.length,
      rows_set_aside: setAside.length,
      rows_removed: 0,
      facts: {},
      duration_ms: Math.round(performance.now() - began),
    };
    return recordRun(client, await nextRunId(client), run, setAside, (line) => scanned?.rowText(line) ?? '');
  }
}
