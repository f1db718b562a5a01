import type { Entity } from '../../../shared/domain/rows.ts';
import type { CachedRow } from './codec.ts';
import type { CacheDatabase } from './schema.ts';
import { ENTITIES } from '../../../shared/domain/rows.ts';

/** Where a stored row sits, and from which commit it is. */
export interface RowHead {
  bucket: string;
  seq: string;
}

/**
 * Answers where rows sit before a page overwrites them. A table that was empty when the engine began is followed
 * in memory, so that a first download reads nothing back; any other table is asked. Only one engine writes at a
 * time (SPEC C8), so both answers are what is really stored; where a transaction fails, memory is followed no more.
 */
export class RowHeads {
  readonly #db: CacheDatabase;
  readonly #followed = new Map<Entity, Map<string, RowHead>>();

  private constructor(db: CacheDatabase) {
    this.#db = db;
  }

  static async open(db: CacheDatabase): Promise<RowHeads> {
    const heads = new RowHeads(db);
    for (const entity of ENTITIES) {
      if ((await db.rows(entity).count()) === 0) heads.#followed.set(entity, new Map());
    }
    return heads;
  }

  get following(): boolean {
    return this.#followed.size > 0;
  }

  /** By `entity|id`. Runs inside the transaction of the page. */
  async read(wanted: readonly { entity: Entity; id: string }[]): Promise<Map<string, RowHead>> {
    const heads = new Map<string, RowHead>();
    const asked = new Map<Entity, string[]>();
    for (const { entity, id } of wanted) {
      const followed = this.#followed.get(entity);
      if (followed === undefined) {
        const ids = asked.get(entity);
        if (ids === undefined) asked.set(entity, [id]);
        else ids.push(id);
      } else {
        const head = followed.get(id);
        if (head !== undefined) heads.set(`${entity}|${id}`, head);
      }
    }
    for (const [entity, ids] of asked) {
      for (const row of await this.#db.rows(entity).bulkGet(ids)) {
        if (row) heads.set(`${entity}|${row.id}`, { bucket: row.bucket, seq: row.seq });
      }
    }
    return heads;
  }

  /** The same without asking; null where the tables have to be asked for one of them. */
  foresee(wanted: readonly { entity: Entity; id: string }[]): Map<string, RowHead> | null {
    const heads = new Map<string, RowHead>();
    for (const { entity, id } of wanted) {
      const followed = this.#followed.get(entity);
      if (followed === undefined) return null;
      const head = followed.get(id);
      if (head !== undefined) heads.set(`${entity}|${id}`, head);
    }
    return heads;
  }

  /** These are stored, or will be before anybody asks the tables. */
  put(rows: Iterable<CachedRow>): void {
    for (const { entity, id, bucket, seq } of rows) this.#followed.get(entity)?.set(id, { bucket, seq });
  }

  removed(rows: Iterable<{ entity: Entity; id: string }>): void {
    for (const { entity, id } of rows) this.#followed.get(entity)?.delete(id);
  }

  /** The first download is over, or went wrong: from here on tables are asked. */
  stopFollowing(): void {
    this.#followed.clear();
  }
}
