import type { Pool } from 'pg';
import type { Clock } from '../../../shared/lib/clock.ts';
import { dayOf } from '../../../shared/lib/dates.ts';
import { audit } from './audit.ts';
import { noteMark, purge } from './purge.ts';

export interface NightlyParts {
  pool: Pool;
  clock: Clock;
  log: { info(details: object, message: string): void; error(details: object, message: string): void };
}

const TICK_MS = 10 * 60_000;
/** A night's upkeep is due from half past two in the morning; a server that was off then does it later. */
const DUE_AFTER_MS = 2.5 * 3_600_000;
/** 'nght': whoever holds it does the night's work; it falls with its connection. */
const NIGHTLY_KEY = 0x6e67_6874;

/** Purge and audit, once a night among all the server processes of a store (SPEC S4, S10). */
export class Nightly {
  readonly #parts: NightlyParts;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<unknown> | undefined;

  constructor(parts: NightlyParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#running ??= this.tick()
        .catch((error: unknown) =>
          this.#parts.log.error({ kind: (error as Error).name }, 'the nightly upkeep failed'),
        )
        .finally(() => (this.#running = undefined));
    }, TICK_MS);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  /** @returns whether it was this process that did the night's work */
  async tick(): Promise<boolean> {
    const { pool, clock } = this.#parts;
    const now = clock.now();
    await noteMark(pool, now);
    const night = dayOf(new Date(now.getTime() - DUE_AFTER_MS));
    if (!(await this.#isDue(night, now))) return false;
    const holder = await pool.connect();
    try {
      const { rows } = await holder.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [
        NIGHTLY_KEY,
      ]);
      if (!rows[0]?.held) return false;
      try {
        if (!(await this.#isDue(night, now))) return false;
        await this.#work(night, now);
        return true;
      } finally {
        await holder.query('select pg_advisory_unlock($1)', [NIGHTLY_KEY]);
      }
    } finally {
      holder.release();
    }
  }

  /** A store that has had no night yet counts as looked after: its first one is still to come. */
  async #isDue(night: string, now: Date): Promise<boolean> {
    const { pool } = this.#parts;
    await pool.query(
      `insert into upkeep_night (night, done_at, report) select $1, $2, '{"first": true}'
       where not exists (select from upkeep_night) on conflict (night) do nothing`,
      [night, now],
    );
    const { rows } = await pool.query<{ last: string }>('select max(night) as last from upkeep_night');
    return rows[0]!.last < night;
  }

  async #work(night: string, now: Date): Promise<void> {
    const { pool, log } = this.#parts;
    const purged = await purge(pool, now);
    const report = await audit(pool);
    await pool.query('insert into upkeep_night (night, done_at, report) values ($1, $2, $3)', [
      night,
      now,
      JSON.stringify({ purged, ...report }),
    ]);
    log.info({ night, purged, rows: report.rows }, 'the nightly upkeep is done');
    if (report.drift.length > 0) {
      log.error({ drift: report.drift }, 'store, rows and log differ: npm run admin -- audit tells more');
    }
  }
}
