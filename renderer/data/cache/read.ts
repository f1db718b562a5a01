import type { Entity, Freshness, OrgUnitRow, RowsByEntity } from '../../../shared/domain/rows.ts';
import type { HeldEntity, HeldRows } from '../held.ts';
import type { Reference } from '../types.ts';
import type { IndexBuilder } from '../index/index-builder.ts';
import type { CachedRow, RowCodec } from './codec.ts';
import type { BucketRow, CacheDatabase } from './schema.ts';
import { ENTITIES } from '../../../shared/domain/rows.ts';
import { addHash, rowHash } from '../../../shared/sync/checksum.ts';
import { parseRow } from './codec.ts';
import type { RemovedRow } from './checkpoint.ts';
import { readAnew } from './checkpoint.ts';
import { touch, touchTables } from './snapshot.ts';

const ROWS_PER_READ = 2000;

/** Entities that the index is built from; customers first, so that a list shows as early as it can. */
const INDEXED: readonly Entity[] = ['customer', 'balance', 'interaction', 'ledger'];

/** What a list or a history shows by itself; ledgers and balances stand beside their customer. */
const SHOWN: readonly Entity[] = ['customer', 'interaction'];

interface Sum {
  n: number;
  h: number;
}

/**
 * Fills an empty index from the cache, and counts what is really stored on the way: a bucket whose rows are not
 * those that its sums speak of is read anew.
 * @param onEntity after each kind of rows: with the customers a list can be shown
 * @returns the buckets that were not whole
 */
export async function buildIndex(
  db: CacheDatabase,
  codec: RowCodec,
  builder: IndexBuilder,
  onEntity: () => Promise<void> = () => Promise.resolve(),
): Promise<string[]> {
  const sums = new Map<string, Sum>();
  for (const entity of INDEXED) {
    for await (const rows of walk(db, entity)) {
      const texts = await codec.decode(rows);
      for (const [at, row] of rows.entries()) {
        // One that cannot be opened is not counted: its bucket is not whole, and comes again.
        const text = texts[at] ?? null;
        if (text === null) continue;
        count(sums, row.bucket, entity, row.id, row.seq);
        builder.put(entity, row.id, parseRow(entity, text));
      }
    }
    await onEntity();
  }
  for (const entity of ENTITIES.filter((one) => !INDEXED.includes(one))) {
    for await (const rows of walk(db, entity)) {
      for (const row of rows) count(sums, row.bucket, entity, row.id, row.seq);
    }
  }
  return dropDamaged(db, sums);
}

/**
 * Brings an index in line with the tables, whoever has changed them: a window that goes on in the place of one that
 * died may not have heard of all that the other stored. What is on its way stays as it is shown.
 */
export async function renewIndex(
  db: CacheDatabase,
  codec: RowCodec,
  builder: IndexBuilder,
  coming: Coming,
): Promise<void> {
  for (const entity of INDEXED) {
    const waiting = coming.all(entity);
    const gone = builder.ids(entity);
    for await (const rows of walk(db, entity)) {
      const texts = await codec.decode(rows);
      for (const [at, row] of rows.entries()) {
        const text = texts[at] ?? null;
        if (text === null || waiting.has(row.id)) continue;
        gone.delete(row.id);
        builder.put(entity, row.id, parseRow(entity, text));
      }
    }
    for (const id of gone) if (!waiting.has(id)) builder.remove(entity, id);
  }
}

/** What looking at every row has shown, where a start had read none. */
export interface RowAudit {
  /** Buckets that were not whole, and will be read anew. */
  damaged: string[];
  /** Rows that the index shows and no table has: they vanished behind its back. */
  ghosts: RemovedRow[];
}

/** Counts what is really stored, as `buildIndex` does on its way, and looks for what the index shows besides. */
export async function auditRows(
  db: CacheDatabase,
  signal: AbortSignal,
  builder: Pick<IndexBuilder, 'ids'>,
): Promise<RowAudit> {
  const sums = new Map<string, Sum>();
  const ghosts: RemovedRow[] = [];
  const gone = new Map(SHOWN.map((entity) => [entity, builder.ids(entity)]));
  for (const entity of ENTITIES) {
    for await (const rows of walk(db, entity)) {
      if (signal.aborted) return { damaged: [], ghosts: [] };
      for (const row of rows) {
        count(sums, row.bucket, entity, row.id, row.seq);
        gone.get(entity)?.delete(row.id);
      }
    }
    for (const id of gone.get(entity) ?? []) ghosts.push({ entity, id });
  }
  await db.transaction('rw', touchTables(db), () => touch(db, ghosts));
  return { damaged: await dropDamaged(db, sums), ghosts };
}

async function* walk(db: CacheDatabase, entity: Entity) {
  for (let last = ''; ;) {
    const rows = await db.rows(entity).where(':id').above(last).limit(ROWS_PER_READ).toArray();
    yield rows;
    if (rows.length < ROWS_PER_READ) return;
    last = rows.at(-1)!.id;
  }
}

function count(sums: Map<string, Sum>, bucket: string, entity: Entity, id: string, seq: string): void {
  let sum = sums.get(bucket);
  if (sum === undefined) sums.set(bucket, (sum = { n: 0, h: 0 }));
  sum.n += 1;
  sum.h = addHash(sum.h, rowHash(entity, id, seq));
}

/** A bucket that is being read anew counts only part of its rows, and is checked when it is complete. */
async function dropDamaged(db: CacheDatabase, sums: ReadonlyMap<string, Sum>): Promise<string[]> {
  return db.transaction('rw', db.buckets, async () => {
    const isDamaged = ({ bucket, n, h, sweeping }: BucketRow): boolean =>
      !sweeping && (n !== (sums.get(bucket)?.n ?? 0) || h !== (sums.get(bucket)?.h ?? 0));
    const damaged = (await db.buckets.toArray()).filter(isDamaged).map((bucket) => bucket.bucket);
    await readAnew(db, damaged);
    return damaged;
  });
}

/** The rows of some customers as JSON texts with their seqs, in the order of the codes. */
export interface StoredCustomer {
  customer: StoredText;
  ledger: StoredText | null;
  balance: StoredText | null;
  interactions: StoredText[];
}

export interface StoredText {
  id: string;
  seq: string;
  json: string;
}

/** What is not in the tables yet; see on-the-way.ts. It is asked before they are: what waits no more by then is in them. */
export interface Coming {
  get(entity: Entity, id: string): StoredText | undefined;
  /** By id. */
  all<E extends Entity>(entity: E): ReadonlyMap<string, RowsByEntity[E]>;
  /** How buckets will stand; null where the tables tell. */
  readonly buckets: ReadonlyMap<string, BucketRow> | null;
}

const NOTHING_COMES: Coming = { get: () => undefined, all: () => new Map(), buckets: null };

export async function readCustomers(
  db: CacheDatabase,
  codec: RowCodec,
  codes: readonly string[],
  interactionsOf: (customerCode: string) => readonly string[],
  coming: Coming = NOTHING_COMES,
): Promise<(StoredCustomer | null)[]> {
  const ids = codes.map(interactionsOf);
  const flat = ids.flat();
  const read = async (entity: Entity, keys: readonly string[]): Promise<FoundRow[]> => {
    const first = keys.map((id) => coming.get(entity, id));
    const rows = keys.length === 0 ? [] : await db.rows(entity).bulkGet([...keys]);
    return rows.map((row, at) => ({ coming: first[at], row }));
  };
  const stored = await db.transaction(
    'r',
    [db.rows('customer'), db.rows('ledger'), db.rows('balance'), db.rows('interaction')],
    () =>
      Promise.all([
        read('customer', codes),
        read('ledger', codes),
        read('balance', codes),
        read('interaction', flat),
      ]),
  );
  // After the transaction: the browser ends one that waits for something else.
  const [customers = [], ledgers = [], balances = [], interactions = []] = await Promise.all(
    stored.map((rows) => openTexts(codec, rows)),
  );
  let at = 0;
  return codes.map((_, i) => {
    const own = interactions.slice(at, (at += ids[i]!.length));
    const customer = customers[i] ?? null;
    return customer === null
      ? null
      : {
          customer,
          ledger: ledgers[i] ?? null,
          balance: balances[i] ?? null,
          interactions: own.filter((text) => text !== null),
        };
  });
}

/** A row as it was found: on its way, in its table, in both or in neither. */
interface FoundRow {
  coming: StoredText | undefined;
  row: CachedRow | undefined;
}

/** What is on its way is newer than what the table has. */
async function openTexts(codec: RowCodec, found: readonly FoundRow[]): Promise<(StoredText | null)[]> {
  const rows = found.flatMap(({ coming, row }) => (coming === undefined && row !== undefined ? [row] : []));
  const texts = await codec.decode(rows);
  const textOf = new Map(rows.map((row, at) => [row, texts[at] ?? null]));
  return found.map(({ coming, row }) => {
    if (coming !== undefined) return coming;
    const json = row === undefined ? null : (textOf.get(row) ?? null);
    return row === undefined || json === null ? null : { id: row.id, seq: row.seq, json };
  });
}

/** Units, freshness and what the person may do: small, and read whole whenever one of them has changed. */
export async function readReference(
  db: CacheDatabase,
  codec: RowCodec,
  coming: Coming = NOTHING_COMES,
): Promise<Reference> {
  const units: OrgUnitRow[] = await readAll(db, codec, 'orgUnit', coming);
  const freshness: Freshness[] = await readAll(db, codec, 'freshness', coming);
  const [access] = await readAll(db, codec, 'access', coming);
  const reference: Reference = { units: new Map(units.map((unit) => [unit.unitCode, unit])), freshness };
  return access === undefined ? reference : { ...reference, access };
}

/** What windows hold whole: few rows, read again when one of them has changed. */
export const readHeld = async (
  db: CacheDatabase,
  codec: RowCodec,
  entity: HeldEntity,
  coming: Coming = NOTHING_COMES,
): Promise<HeldRows> => ({ entity, rows: await readAll(db, codec, entity, coming) }) as HeldRows;

async function readAll<E extends Entity>(
  db: CacheDatabase,
  codec: RowCodec,
  entity: E,
  coming: Coming,
): Promise<RowsByEntity[E][]> {
  const newer = coming.all(entity);
  const stored = (await db.rows(entity).toArray()).filter(({ id }) => !newer.has(id));
  const texts = (await codec.decode(stored)).filter((text) => text !== null);
  return [...texts.map((text) => parseRow(entity, text)), ...newer.values()];
}
