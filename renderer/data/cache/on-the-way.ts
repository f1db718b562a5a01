import type { Entity, RowsByEntity } from '../../../shared/domain/rows.ts';
import type { PullResponse } from '../../../shared/sync/protocol.ts';
import type { Coming, StoredText } from './read.ts';
import type { BucketRow } from './schema.ts';
import type { SumsAhead, VerifiedAhead } from './sums-ahead.ts';
import { putsOf } from './apply-page.ts';

interface Row {
  seq: string;
  row: object;
}

/** What has come and is not in the tables yet: whoever reads them asks here first. */
export class OnTheWay implements Coming {
  readonly #rows = new Map<Entity, Map<string, Row>>();
  #sums: SumsAhead | null = null;

  /** @param sums what buckets come to with the pages from here on; null where nobody foresees it, or need not any more */
  foresee(sums: SumsAhead | null): void {
    this.#sums = sums;
  }

  came(page: PullResponse): void {
    for (const [entity, id, seq, , , row] of putsOf(page)) {
      let rows = this.#rows.get(entity);
      if (rows === undefined) this.#rows.set(entity, (rows = new Map<string, Row>()));
      rows.set(id, { seq, row: row! });
    }
    this.#sums?.came(page);
  }

  /** The page is in the tables. A row that has come once more since stays until that one is stored. */
  stored(page: PullResponse): void {
    for (const [entity, id, , , , row] of putsOf(page)) {
      const rows = this.#rows.get(entity);
      if (rows?.get(id)?.row === row) rows?.delete(id);
    }
  }

  /** These wait no more: another window has stored them, or newer ones, or they are gone. */
  forget(rows: readonly { entity: Entity; id: string }[]): void {
    for (const { entity, id } of rows) this.#rows.get(entity)?.delete(id);
  }

  get(entity: Entity, id: string): StoredText | undefined {
    const row = this.#rows.get(entity)?.get(id);
    return row && { id, seq: row.seq, json: JSON.stringify(row.row) };
  }

  all<E extends Entity>(entity: E): ReadonlyMap<string, RowsByEntity[E]> {
    return new Map([...(this.#rows.get(entity) ?? [])].map(([id, { row }]) => [id, row as RowsByEntity[E]]));
  }

  get empty(): boolean {
    return [...this.#rows.values()].every((rows) => rows.size === 0);
  }

  /** How buckets will stand; null where the tables tell. */
  get buckets(): ReadonlyMap<string, BucketRow> | null {
    return this.#sums?.buckets ?? null;
  }

  /** See SumsAhead. */
  verify(answer: PullResponse): VerifiedAhead | null {
    return this.#sums?.verify(answer) ?? null;
  }

  clear(): void {
    this.#rows.clear();
    this.#sums = null;
  }
}
