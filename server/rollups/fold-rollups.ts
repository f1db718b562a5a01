import type { Pool, PoolClient } from 'pg';
import type { Rollup, RollupFigures } from '../../shared/domain/rollups.ts';
import { holdsCustomers } from '../../shared/domain/org-units.ts';
import type { UnitKind } from '../../shared/domain/org-units.ts';
import type { Clock } from '../../shared/lib/clock.ts';
import { systemClock } from '../../shared/lib/clock.ts';
import { dayOf } from '../../shared/lib/dates.ts';
import type { Fold } from '../../shared/reports/index.ts';
import { fitted, rollupFold } from '../../shared/reports/index.ts';
import { communityBucket } from '../../shared/sync/protocol.ts';
import { readInSnapshot } from '../sync/snapshot.ts';
import { communityFacts } from './community-facts.ts';
import type { FoldFrame } from './frame.ts';
import { readAnswered, readFrame } from './frame.ts';

/** 'roll': one fold at a time per store, from whatever process. */
const FOLD_KEY = 0x726f_6c6c;

/** Another number folds all communities anew: what is folded of a customer has changed. */
const FORM = 2;

/** Roll-ups written, or read for a merge, at a time; each is a few KB. */
const ROWS_AT_ONCE = 200;

export interface RollupRun {
  /** Communities whose customers were folded, of how many. */
  folded: number;
  communities: number;
  /** Roll-ups that say something new, or are new or gone; clients hear of these alone. */
  changed: number;
  duration_ms: number;
}

interface Unit {
  unitCode: string;
  kind: UnitKind;
  path: string[];
  retired: boolean;
}

interface DueCommunity {
  unitCode: string;
  retired: boolean;
  /** The newest commit of its bucket; 0 where nothing was ever written to it. */
  seq: number;
}

/**
 * Brings the roll-ups of all units up to date: folds the customers of communities where something has changed, or
 * that were last folded on another day or before newer files, and merges the partials of all communities into the
 * units above them. All of it is one commit, so that the figures of a unit are always the sum of those below it.
 *
 * What is read is one snapshot; changes made meanwhile are for the next fold, which finds them in the log.
 */
export async function foldRollups(pool: Pool, options: { clock?: Clock } = {}): Promise<RollupRun> {
  const day = dayOf((options.clock ?? systemClock).now());
  const began = performance.now();
  const writer = await pool.connect();
  let broken: Error | undefined;
  try {
    await writer.query('select pg_advisory_lock($1)', [FOLD_KEY]);
    // Opened under the lock: a snapshot from before another fold's commit would fold from older rows than that did.
    return await readInSnapshot(pool, async (reader) => {
      const frame = await readFrame(reader, day);
      const answered = await readAnswered(reader, frame);
      const counts = await new RollupFolding(reader, writer, frame, answered).run();
      return { ...counts, duration_ms: Math.round(performance.now() - began) };
    });
  } finally {
    await writer.query('select pg_advisory_unlock($1)', [FOLD_KEY]).catch((error: Error) => (broken = error));
    writer.release(broken);
  }
}

class RollupFolding {
  readonly #reader: PoolClient;
  readonly #writer: PoolClient;
  readonly #frame: FoldFrame;
  readonly #fold: Fold<RollupFigures>;
  #changed = 0;

  constructor(reader: PoolClient, writer: PoolClient, frame: FoldFrame, answered: ReadonlySet<string>) {
    this.#reader = reader;
    this.#writer = writer;
    this.#frame = frame;
    this.#fold = rollupFold({ day: frame.day, month: frame.month, answered });
  }

  async run(): Promise<Omit<RollupRun, 'duration_ms'>> {
    const units = await this.#units();
    const communities = units.filter(holdsCustomers);
    const due = await this.#due(communities);
    const writer = this.#writer;
    await writer.query('begin; set local jit = off');
    try {
      for (let at = 0; at < due.length; at += ROWS_AT_ONCE) {
        await this.#foldCommunities(due.slice(at, at + ROWS_AT_ONCE));
      }
      await this.#mergeUnits(units);
      await writer.query('commit');
    } catch (error) {
      await writer.query('rollback');
      throw error;
    }
    return { folded: due.length, communities: communities.length, changed: this.#changed };
  }

  async #units(): Promise<Unit[]> {
    const { rows } = await this.#reader.query<Unit>(
      `select unit_code as "unitCode", kind, path, retired_on is not null as retired from org_unit order by unit_code`,
    );
    return rows;
  }

  async #due(communities: readonly Unit[]): Promise<DueCommunity[]> {
    const codes = communities.map((unit) => unit.unitCode);
    const { rows } = await this.#reader.query<DueCommunity>(
      `select u.code as "unitCode", u.retired, coalesce(b.last_seq, 0) as seq
       from unnest($1::text[], $2::text[], $4::boolean[]) as u (code, bucket, retired)
       left join sync_bucket b on b.bucket = u.bucket
       left join rollup_folded f on f.community_code = u.code
       where f.seq is distinct from coalesce(b.last_seq, 0) or f.frame is distinct from $3`,
      [codes, codes.map(communityBucket), this.#frameText, communities.map((unit) => unit.retired)],
    );
    return rows;
  }

  get #frameText(): string {
    return JSON.stringify({ ...this.#frame, form: FORM });
  }

  async #foldCommunities(due: readonly DueCommunity[]): Promise<void> {
    const kept: [string, string][] = [];
    const gone: string[] = [];
    for (const { unitCode, retired } of due) {
      const figures = this.#fold.empty();
      for await (const facts of communityFacts(this.#reader, unitCode, this.#frame.month)) {
        this.#fold.add(figures, facts);
      }
      if (retired && figures.customers === 0) gone.push(unitCode);
      else kept.push([unitCode, this.#bodyOf(unitCode, figures)]);
    }
    await this.#write(kept);
    await this.#remove(gone);
    await this.#writer.query(
      `insert into rollup_folded (community_code, seq, frame)
       select *, $3 from unnest($1::text[], $2::bigint[])
       on conflict (community_code) do update set seq = excluded.seq, frame = excluded.frame`,
      [due.map(({ unitCode }) => unitCode), due.map(({ seq }) => seq), this.#frameText],
    );
  }

  /** Communities were just written or are as they were: all of one frame, and so can be merged. */
  async #mergeUnits(units: readonly Unit[]): Promise<void> {
    const above = new Map<string, RollupFigures>();
    for (const unit of units) if (!holdsCustomers(unit)) above.set(unit.unitCode, this.#fold.empty());
    const communities = units.filter(holdsCustomers);
    const gone: string[] = [];
    for (let at = 0; at < communities.length; at += ROWS_AT_ONCE) {
      const some = communities.slice(at, at + ROWS_AT_ONCE);
      const bodies = await this.#read(some.map((unit) => unit.unitCode));
      for (const { unitCode, path, retired } of some) {
        const body = bodies.get(unitCode);
        if (body === undefined) continue;
        const { figures } = JSON.parse(body) as Rollup;
        if (retired && figures.customers === 0) gone.push(unitCode);
        for (const code of path) {
          const into = above.get(code);
          if (into !== undefined) this.#fold.merge(into, figures);
        }
      }
    }
    const kept: [string, string][] = [];
    for (const { unitCode, retired } of units) {
      const figures = above.get(unitCode);
      if (figures === undefined) continue;
      if (retired && figures.customers === 0) gone.push(unitCode);
      else kept.push([unitCode, this.#bodyOf(unitCode, figures)]);
    }
    for (let at = 0; at < kept.length; at += ROWS_AT_ONCE) {
      await this.#write(kept.slice(at, at + ROWS_AT_ONCE));
    }
    await this.#remove(gone);
  }

  async #read(codes: string[]): Promise<Map<string, string>> {
    const { rows } = await this.#writer.query<{ unit_code: string; body: string }>(
      'select unit_code, body from rollup where unit_code = any($1::text[])',
      [codes],
    );
    return new Map(rows.map((row) => [row.unit_code, row.body]));
  }

  #bodyOf(unitCode: string, figures: RollupFigures): string {
    const { day, month, asOf } = this.#frame;
    const reports = fitted(figures.reports ?? {});
    const row: Rollup = { unitCode, day, month, asOf, figures: { ...figures, reports } };
    return JSON.stringify(row);
  }

  async #write(rows: readonly (readonly [unitCode: string, body: string])[]): Promise<void> {
    const { rowCount } = await this.#writer.query(
      `insert into rollup as r (unit_code, body) select * from unnest($1::text[], $2::text[])
       on conflict (unit_code) do update set body = excluded.body where r.body <> excluded.body`,
      [rows.map(([code]) => code), rows.map(([, body]) => body)],
    );
    this.#changed += rowCount ?? 0;
  }

  /** Units that were given up and hold nobody: they have no figures, until customers come to them. */
  async #remove(codes: readonly string[]): Promise<void> {
    if (codes.length === 0) return;
    const { rowCount } = await this.#writer.query('delete from rollup where unit_code = any($1::text[])', [
      codes,
    ]);
    this.#changed += rowCount ?? 0;
  }
}
