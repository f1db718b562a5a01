import type { Pool, PoolClient } from 'pg';
import type { Clock } from '../../../shared/lib/clock.ts';
import { noteFolder, renewAlarms } from '../alarms/alarms.ts';
import type { AlarmThresholds } from '../alarms/thresholds.ts';
import { setAsideOf } from '../runs.ts';
import { takeFeeds } from '../take.ts';
import { Inbox } from './inbox.ts';

export interface FeedWatchParts {
  pool: Pool;
  clock: Clock;
  /** Null: nothing is taken by itself, and alarms are looked for all the same. */
  folder: string | null;
  thresholds: AlarmThresholds;
  log: { info(details: object, message: string): void; error(details: object, message: string): void };
  /** How long a file must have been left alone. */
  settleMs?: number;
}

const TICK_MS = 30_000;
const SETTLE_MS = 30_000;
/** 'wtch': whoever holds it looks into the folder; it falls with its connection, so a process that died holds nothing. */
const WATCH_KEY = 0x7774_6368;

/**
 * Takes in what appears in the watched folder, one process of a store at a time, and looks for alarms. A process that dies
 * in the middle leaves a file either taken, and then it is taken once more without an effect, or as it was.
 */
export class FeedWatch {
  readonly #parts: FeedWatchParts;
  readonly #inbox: Inbox | null;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<unknown> | undefined;
  #stopping = false;

  constructor(parts: FeedWatchParts) {
    this.#parts = parts;
    this.#inbox = parts.folder === null ? null : new Inbox(parts.folder, parts.settleMs ?? SETTLE_MS);
  }

  start(): void {
    this.#begin();
    this.#timer = setInterval(() => this.#begin(), TICK_MS);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  /** @returns how many files were taken or refused */
  async tick(): Promise<number> {
    const { pool, clock, thresholds } = this.#parts;
    const taken = this.#inbox === null ? 0 : await this.#holding((inbox) => this.#takeAll(inbox));
    await renewAlarms(pool, clock, thresholds);
    return taken;
  }

  async #holding(work: (inbox: Inbox) => Promise<number>): Promise<number> {
    const holder = await this.#parts.pool.connect();
    let broken: Error | undefined;
    try {
      if (!(await tryLock(holder))) return 0;
      try {
        return await work(this.#inbox!);
      } finally {
        await holder.query('select pg_advisory_unlock($1)', [WATCH_KEY]);
      }
    } catch (error) {
      broken = error as Error;
      throw error;
    } finally {
      holder.release(broken);
    }
  }

  async #takeAll(inbox: Inbox): Promise<number> {
    const { pool, clock, log } = this.#parts;
    try {
      await inbox.prepare();
      // By the clock of the files, which is the system's whatever a trial says what time it is.
      if (!(await inbox.isSettled(Date.now()))) return await this.#well(0);
      let count = 0;
      const files = await inbox.files();
      await takeFeeds(pool, files, {
        clock,
        isWanted: () => !this.#stopping,
        onTaken: async (run, path) => {
          await inbox.putAway(path, run, await setAsideOf(pool, run.run_id));
          count += 1;
          log.info(
            { file: run.file, outcome: run.outcome, refusal: run.refusal },
            'a feed has been taken in',
          );
        },
      });
      return await this.#well(count);
    } catch (error) {
      await noteFolder(pool, clock, (error as NodeJS.ErrnoException).code ?? (error as Error).name);
      throw error;
    }
  }

  async #well(count: number): Promise<number> {
    await noteFolder(this.#parts.pool, this.#parts.clock, null);
    return count;
  }

  #begin(): void {
    this.#running ??= this.tick()
      .catch((error: unknown) =>
        this.#parts.log.error({ kind: (error as Error).name }, 'the watch over feeds failed'),
      )
      .finally(() => (this.#running = undefined));
  }
}

async function tryLock(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [
    WATCH_KEY,
  ]);
  return rows[0]?.held === true;
}
