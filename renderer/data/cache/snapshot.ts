import type { Entity } from '../../../shared/domain/rows.ts';
import type { InteractionColumns, IndexBuilder } from '../index/index-builder.ts';
import type { Segment } from '../index/segment.ts';
import type { RowCodec } from './codec.ts';
import type { CacheDatabase, TouchedRow } from './schema.ts';
import { ENTITIES } from '../../../shared/domain/rows.ts';
import { pack, unpack } from '../index/packing.ts';
import { parseRow } from './codec.ts';
import { readMeta, writeMeta } from './meta.ts';

/**
 * The built index, kept beside the rows so that the next start reads a few megabytes of columns instead of every
 * row. Every transaction that changes rows notes which ones in the same breath (`touched`), so a snapshot is never
 * trusted for a row that is newer than it. When too much has changed it is dropped, and made again when all is
 * quiet.
 */
const SNAPSHOT_FORMAT = 4;
const MOST_TOUCHED = 2000;

/** The tables that a transaction needs so that it may call `touch`. */
export const touchTables = (db: CacheDatabase) => [db.touched, db.meta];

/** Notes rows that change in the running transaction. */
export async function touch(
  db: CacheDatabase,
  rows: readonly { entity: Entity; id: string }[],
): Promise<void> {
  if (rows.length === 0 || (await readMeta(db, 'snapshot')) === undefined) return;
  if (rows.length > MOST_TOUCHED / 2 || (await db.touched.count()) > MOST_TOUCHED) await dropSnapshot(db);
  else await db.touched.bulkPut(rows.map(keyOf));
}

const keyOf = ({ entity, id }: { entity: Entity; id: string }): TouchedRow => ({ key: `${entity}|${id}` });

export async function dropSnapshot(db: CacheDatabase): Promise<void> {
  await db.meta.delete('snapshot');
  await db.touched.clear();
}

/** Whether there is none, or one that so much has changed since that another would be worth its time. */
export async function needsSnapshot(db: CacheDatabase, touchedBeyond: number): Promise<boolean> {
  const kept = await readMeta(db, 'snapshot');
  return kept?.format !== SNAPSHOT_FORMAT || (await db.touched.count()) > touchedBeyond;
}

/** Only while nothing else writes rows: what is in the index is then what is in the tables. */
export async function writeSnapshot(
  db: CacheDatabase,
  codec: RowCodec,
  builder: IndexBuilder,
): Promise<void> {
  const content = builder.snapshot();
  if (content === null || content.strays.length > MOST_TOUCHED) return;
  const bodies = await Promise.all(
    [content.interactions, ...content.segments].map((part, at) => codec.seal(pack(part), partName(at))),
  );
  await db.transaction('rw', db.snapshots, db.touched, db.meta, async () => {
    await db.snapshots.clear();
    await db.snapshots.bulkPut(bodies.map((body, at) => ({ at, body })));
    await db.touched.clear();
    await db.touched.bulkPut(content.strays.map(keyOf));
    await writeMeta(db, 'snapshot', { format: SNAPSHOT_FORMAT, parts: bodies.length });
  });
}

/**
 * Fills an empty index from the snapshot and from the rows that have changed since.
 * Rows that vanished behind its back are found by `auditRows` when all is quiet: to count them here would cost as
 * much as to read them.
 * @returns false where there is none to trust; the index is then still empty
 */
export async function openSnapshot(
  db: CacheDatabase,
  codec: RowCodec,
  builder: IndexBuilder,
): Promise<boolean> {
  const kept = await db.transaction('r', [db.snapshots, db.touched, db.meta], async () => {
    const described = await readMeta(db, 'snapshot');
    if (described?.format !== SNAPSHOT_FORMAT) return null;
    const parts = await db.snapshots.toArray();
    if (parts.length !== described.parts || parts.length === 0) return null;
    return { parts, touched: await db.touched.toCollection().primaryKeys() };
  });
  if (kept === null) return false;
  const opened = await Promise.all(kept.parts.map(({ at, body }) => codec.open(body, partName(at)))).catch(
    () => null,
  );
  if (opened === null) return false;
  const [interactions, ...segments] = opened.map((part) => unpack(part));
  builder.adopt(segments as Segment[], interactions as InteractionColumns);
  await readTouched(db, codec, builder, kept.touched);
  return true;
}

const partName = (at: number): string => `snapshot ${at}`;

async function readTouched(
  db: CacheDatabase,
  codec: RowCodec,
  builder: IndexBuilder,
  keys: readonly string[],
): Promise<void> {
  for (const entity of ENTITIES) {
    const prefix = `${entity}|`;
    const ids = keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
    const rows = ids.length === 0 ? [] : await db.rows(entity).bulkGet(ids);
    const found = rows.filter((row) => row !== undefined);
    const texts = await codec.decode(found);
    const textOf = new Map(found.map((row, at) => [row.id, texts[at]]));
    for (const id of ids) {
      const text = textOf.get(id) ?? null;
      if (text !== null) builder.put(entity, id, parseRow(entity, text));
      else builder.remove(entity, id);
    }
  }
}
