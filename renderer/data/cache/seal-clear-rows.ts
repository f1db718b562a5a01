import type { RowCodec } from './codec.ts';
import type { CacheDatabase } from './schema.ts';
import { ENTITIES } from '../../../shared/domain/rows.ts';
import { dropSnapshot, touchTables } from './snapshot.ts';

const ROWS_AT_ONCE = 1000;

/**
 * Seals the rows that an earlier version left in the clear, and drops its snapshot and pages on their way, which are made
 * and fetched again. It can be cut
 * off at any point: what is still clear is sealed the next time.
 */
export async function sealClearRows(db: CacheDatabase, codec: RowCodec): Promise<void> {
  await db.transaction('rw', [db.snapshots, db.arrivals, ...touchTables(db)], async () => {
    await db.snapshots.clear();
    await db.arrivals.clear();
    await dropSnapshot(db);
  });
  for (const entity of ENTITIES) {
    const table = db.rows(entity);
    for (let last = ''; ;) {
      const rows = await table.where(':id').above(last).limit(ROWS_AT_ONCE).toArray();
      const clear = rows.flatMap((row) =>
        typeof row.body === 'string' ? [{ ...row, row: JSON.parse(row.body) as object }] : [],
      );
      const bodies = await codec.encode(clear);
      await table.bulkPut(clear.map(({ row: _row, ...kept }, at) => ({ ...kept, body: bodies[at]! })));
      if (rows.length < ROWS_AT_ONCE) break;
      last = rows.at(-1)!.id;
    }
  }
}
