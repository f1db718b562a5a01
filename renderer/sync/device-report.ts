import type { DeviceReport } from '../../shared/api/devices.ts';
import { ENTITIES } from '../../shared/domain/rows.ts';
import { readMeta, writeMeta } from '../data/cache/meta.ts';
import type { CacheDatabase } from '../data/cache/schema.ts';
import type { Outbox } from '../data/outbox/outbox.ts';
import type { SyncStatus } from '../data/types.ts';
import type { Exchange } from './ports.ts';
import type { TokenSource } from './transport.ts';

/** What does not change while the program runs. */
export type DeviceAbout = Required<Pick<DeviceReport, 'version' | 'edition' | 'system'>>;

export interface DeviceReportParts {
  exchange: Pick<Exchange, 'report'>;
  tokens: TokenSource;
  db: CacheDatabase;
  outbox: Pick<Outbox, 'list'>;
  about: DeviceAbout;
  status(): Pick<SyncStatus, 'verifiedAt' | 'verifiedRows'>;
  now(): Date;
}

const MINUTE_MS = 60_000;
/** However often this machine syncs and whatever becomes of the report. */
const APART_MS = 10 * MINUTE_MS;
/** Where nothing else has changed, that it was verified again is worth telling this often. */
const VERIFIED_AGAIN_MS = 60 * MINUTE_MS;

/** Tells the server after a sync how this device stands, where that is another than it last told. */
export class DeviceReporting {
  readonly #parts: DeviceReportParts;
  #notBefore = -Infinity;

  constructor(parts: DeviceReportParts) {
    this.#parts = parts;
  }

  /** Never fails: a report that does not get through is nobody's trouble, and the next one says more. */
  async synced(signal: AbortSignal): Promise<void> {
    const now = this.#parts.now().getTime();
    if (now < this.#notBefore) return;
    this.#notBefore = now + APART_MS;
    await this.#report(now, signal).catch(() => undefined);
  }

  async #report(now: number, signal: AbortSignal): Promise<void> {
    const { db, exchange, tokens } = this.#parts;
    const last = await readMeta(db, 'reported');
    // A clock that was put back is no reason to be silent until it has come so far again.
    if (last !== undefined && last.at <= now && now - last.at < APART_MS) {
      this.#notBefore = last.at + APART_MS;
      return;
    }
    const report = await this.#standing();
    if (last !== undefined && isOldNews(last.report, report)) return;
    await exchange.report(tokens, report, signal);
    await writeMeta(db, 'reported', { at: now, report });
  }

  async #standing(): Promise<DeviceReport> {
    const { db, outbox, about } = this.#parts;
    const { verifiedAt, verifiedRows } = this.#parts.status();
    const counts = await Promise.all(
      ENTITIES.map(async (entity) => [entity, await db.rows(entity).count()] as const),
    );
    const edits = await outbox.list();
    return {
      ...about,
      rows: verifiedRows,
      held: Object.fromEntries(counts.filter(([, rows]) => rows > 0)),
      waiting: edits.filter(({ state }) => state === 'waiting' || state === 'sending').length,
      attention: edits.filter(({ state }) => state === 'attention').length,
      verified_at: verifiedAt,
    };
  }
}

/** Nothing has changed since but the moment at which it was verified, and that not long ago. */
function isOldNews(told: DeviceReport, now: DeviceReport): boolean {
  const figures = ({ verified_at: _, ...rest }: DeviceReport): string => JSON.stringify(rest);
  if (figures(told) !== figures(now)) return false;
  const since = Date.parse(now.verified_at ?? '') - Date.parse(told.verified_at ?? '');
  return !(since >= VERIFIED_AGAIN_MS) && (told.verified_at === null) === (now.verified_at === null);
}
