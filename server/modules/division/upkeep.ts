import type { Pool } from 'pg';
import type { Clock } from '../../../shared/lib/clock.ts';
import { expireRequests, renewApprovers } from '../reassignment/upkeep.ts';
import { findQualityWhereDue } from '../../quality/find.ts';
import { writeDueIdentityFile } from '../outbound/nightly.ts';
import { closeDuePeriods, lockLatecomers } from './closing.ts';

export interface UpkeepParts {
  pool: Pool;
  clock: Clock;
  outboundDir: string | null;
  log: { info(details: object, message: string): void; error(details: object, message: string): void };
}

const TICK_MS = 5 * 60_000;

/**
 * What falls due by itself: periods close, requests expire, deputies begin and end, identities go out. Every server process does it; each
 * step is one statement's or one transaction's work that a second process finds done.
 */
export class DivisionUpkeep {
  readonly #parts: UpkeepParts;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;

  constructor(parts: UpkeepParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#begin();
    this.#timer = setInterval(() => this.#begin(), TICK_MS);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  async tick(): Promise<void> {
    const { pool, clock, outboundDir, log } = this.#parts;
    for (const { month, locked } of await closeDuePeriods(pool, clock)) {
      log.info({ month, locked }, 'an allocation period has been closed');
    }
    for (const { month, locked } of await lockLatecomers(pool, clock)) {
      log.info({ month, locked }, 'customers that came after their period was closed have been locked');
    }
    const expired = await expireRequests(pool, clock);
    if (expired > 0) log.info({ expired }, 'requests for reassignment have expired');
    await renewApprovers(pool, clock);
    await findQualityWhereDue(pool, clock);
    const written = outboundDir === null ? null : await writeDueIdentityFile(pool, clock, outboundDir);
    if (written) log.info({ ...written }, 'the file of customer identity has been written');
  }

  #begin(): void {
    this.#running ??= this.tick()
      .catch((error: unknown) =>
        this.#parts.log.error({ kind: (error as Error).name }, 'the upkeep of division failed'),
      )
      .finally(() => (this.#running = undefined));
  }
}
