import type { Entity } from '../../../shared/domain/rows.ts';
import type { PullResponse } from '../../../shared/sync/protocol.ts';
import type { RowsComing, StoredText } from './read.ts';

interface Row {
  seq: string;
  row: object;
}

/** Rows that have come and are not in their tables yet: whoever reads one asks here first. */
export class RowsOnTheWay implements RowsComing {
  readonly #rows = new Map<string, Row>();

  came(page: PullResponse): void {
    for (const { ops } of page.buckets) {
      for (const op of ops) if (!op[4]) this.#rows.set(keyOf(op[0], op[1]), { seq: op[2], row: op[5] });
    }
  }

  /** The page is in the tables. A row that has come once more since stays until that one is stored. */
  stored(page: PullResponse): void {
    for (const { ops } of page.buckets) {
      for (const op of ops) {
        const key = keyOf(op[0], op[1]);
        if (!op[4] && this.#rows.get(key)?.row === op[5]) this.#rows.delete(key);
      }
    }
  }

  get(entity: Entity, id: string): StoredText | undefined {
    const row = this.#rows.get(keyOf(entity, id));
    return row && { id, seq: row.seq, json: JSON.stringify(row.row) };
  }

  clear(): void {
    this.#rows.clear();
  }
}

const keyOf = (entity: string, id: string): string => `${entity}|${id}`;
