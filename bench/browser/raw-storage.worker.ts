import type { CachedRow } from '../../renderer/data/cache/codec.ts';
import { sealedCodec } from '../../renderer/data/cache/sealed-codec.ts';
import { compareSeq } from '../../renderer/data/cache/schema.ts';
import { ENTITIES } from '../../shared/domain/rows.ts';
import { CACHE_KEY } from './cache-key.ts';
import type { RawRun } from './api.ts';

export interface RawRequest {
  kind: 'write' | 'read';
  /** The product's own database, which holds what is read, and what is written to another one. */
  cache: string;
}
export type RawReply = { kind: 'done'; run: RawRun } | { kind: 'failed'; message: string };

const COPY = 'bench-raw-copy';
/** As renderer/sync/pull.ts has it. */
const ROWS_PER_TRANSACTION = 1000;

globalThis.addEventListener('message', (event: MessageEvent<RawRequest>) => {
  const { kind, cache } = event.data;
  const reply = (message: RawReply): void => globalThis.postMessage(message);
  (kind === 'write' ? write(cache) : read(cache)).then(
    (run) => reply({ kind: 'done', run }),
    (error: Error) => reply({ kind: 'failed', message: error.message }),
  );
});

/** The rows of the cache into a database of the same stores, a page per transaction, as durable as the product's. */
async function write(cache: string): Promise<RawRun> {
  const source = await open(cache);
  const rows = (await readAll(source)).sort(byDownload);
  source.close();
  await done(indexedDB.deleteDatabase(COPY));
  const target = await open(COPY, (db) => {
    for (const entity of ENTITIES) db.createObjectStore(entity, { keyPath: 'id' });
  });
  const sealMs = await seal(rows);
  const began = performance.now();
  for (let at = 0; at < rows.length; at += ROWS_PER_TRANSACTION) {
    const page = rows.slice(at, at + ROWS_PER_TRANSACTION);
    const entities = [...new Set(page.map((row) => row.entity))];
    const transaction = target.transaction(entities, 'readwrite', { durability: 'strict' });
    for (const row of page) transaction.objectStore(row.entity).put(row);
    await committed(transaction);
  }
  const ms = performance.now() - began;
  target.close();
  await done(indexedDB.deleteDatabase(COPY));
  return { ms, sealMs, ...sizeOf(rows) };
}

/** Seals them once more, a page at a time as the product does, and stores nothing. */
async function seal(rows: readonly CachedRow[]): Promise<number> {
  const codec = await sealedCodec(CACHE_KEY);
  let ms = 0;
  for (let at = 0; at < rows.length; at += ROWS_PER_TRANSACTION) {
    const page = rows.slice(at, at + ROWS_PER_TRANSACTION);
    const texts = await codec.decode(page);
    const clear = page.map((row, i) => ({ ...row, row: JSON.parse(texts[i] ?? '') as object }));
    const began = performance.now();
    await codec.encode(clear);
    ms += performance.now() - began;
  }
  return ms;
}

/** Everything that the index is built from, by getAll. */
async function read(cache: string): Promise<RawRun> {
  const began = performance.now();
  const db = await open(cache);
  const rows = await readAll(db);
  const ms = performance.now() - began;
  db.close();
  return { ms, sealMs: 0, ...sizeOf(rows) };
}

async function readAll(db: IDBDatabase): Promise<CachedRow[]> {
  const transaction = db.transaction([...ENTITIES], 'readonly');
  const stores = await Promise.all(
    ENTITIES.map((entity) => done(transaction.objectStore(entity).getAll() as IDBRequest<CachedRow[]>)),
  );
  return stores.flat();
}

/** Rows come bucket after bucket, and within one in the order of history. */
function byDownload(a: CachedRow, b: CachedRow): number {
  if (a.bucket !== b.bucket) return a.bucket < b.bucket ? -1 : 1;
  return compareSeq(a.seq, b.seq) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

const sizeOf = (rows: readonly CachedRow[]): Pick<RawRun, 'rows' | 'characters'> => ({
  rows: rows.length,
  characters: rows.reduce((sum, { body }) => sum + body.length, 0),
});

function open(name: string, create?: (db: IDBDatabase) => void): Promise<IDBDatabase> {
  const request = indexedDB.open(name);
  request.onupgradeneeded = () => {
    if (create) create(request.result);
    else request.transaction?.abort();
  };
  return done(request);
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB refused'));
  });

const committed = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('the transaction was aborted'));
  });
