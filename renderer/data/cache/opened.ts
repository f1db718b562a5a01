import type { Rollup } from '../../../shared/domain/rollups.ts';
import { communityBucket, communityOfBucket, unitOfBucket } from '../../../shared/sync/protocol.ts';
import type { Holdings, OpenedCommunity } from '../holdings.ts';
import type { RowCodec } from './codec.ts';
import type { Coming } from './read.ts';
import { parseRow } from './codec.ts';
import { readMeta, writeMeta } from './meta.ts';
import type { CacheDatabase } from './schema.ts';

/** Communities that a request may name. */
const MOST_OPENED = 500;

/** The communities that the person opened, in the order of opening. */
export const readOpened = async (db: CacheDatabase): Promise<readonly string[]> =>
  (await readMeta(db, 'opened')) ?? [];

export const open = (db: CacheDatabase, code: string): Promise<void> =>
  change(db, (opened) => (opened.includes(code) ? opened : [...opened, code].slice(-MOST_OPENED)));

export const close = (db: CacheDatabase, code: string): Promise<void> =>
  change(db, (opened) => opened.filter((one) => one !== code));

async function change(
  db: CacheDatabase,
  how: (opened: readonly string[]) => readonly string[],
): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    await writeMeta(db, 'opened', [...how(await readOpened(db))]);
  });
}

/** A checkpoint was made with these: those of them that have no bucket now were left out by the server. */
export async function noteAnswered(db: CacheDatabase, asked: readonly string[]): Promise<void> {
  const before = (await readMeta(db, 'openedAnswered')) ?? [];
  if (before.join() !== asked.join()) await writeMeta(db, 'openedAnswered', [...asked]);
}

export async function readHoldings(db: CacheDatabase, coming: Coming): Promise<Holdings> {
  const ahead = coming.buckets;
  const [stored, opened, answered] = await db.transaction('r', db.buckets, db.meta, async () => [
    await db.buckets.toArray(),
    await readOpened(db),
    (await readMeta(db, 'openedAnswered')) ?? [],
  ]);
  const buckets = ahead === null ? stored : [...ahead.values()];
  const known = new Map(buckets.map((row) => [row.bucket, row]));
  const stateOf = (code: string): OpenedCommunity['state'] => {
    const bucket = known.get(communityBucket(code));
    if (bucket !== undefined) return bucket.complete ? 'here' : 'waiting';
    return answered.includes(code) ? 'refused' : 'waiting';
  };
  const rollups = buckets.filter((row) => unitOfBucket(row.bucket) !== undefined);
  const whole = buckets.filter((row) => row.complete);
  const named = (of: (bucket: string) => string | undefined): Set<string> =>
    new Set(whole.map((row) => of(row.bucket)).filter((code) => code !== undefined));
  return {
    known: true,
    opened: opened.map((communityCode) => ({ communityCode, state: stateOf(communityCode) })),
    communities: named(communityOfBucket),
    mine: new Set(buckets.flatMap((row) => communityOfBucket(row.bucket) ?? [])),
    units: named(unitOfBucket),
    rollupRows: rollups.reduce((sum, row) => sum + row.n, 0),
    rollupVersion: rollups.map((row) => `${row.bucket} ${row.n} ${row.h}`).join(),
  };
}

export async function readRollups(
  db: CacheDatabase,
  codec: RowCodec,
  unitCodes: readonly string[],
  coming: Coming,
): Promise<Rollup[]> {
  const newer = coming.all('rollup');
  const asked = unitCodes.filter((code) => !newer.has(code));
  const rows = asked.length === 0 ? [] : await db.rows('rollup').bulkGet(asked);
  const texts = await codec.decode(rows.filter((row) => row !== undefined));
  return [
    ...texts.flatMap((text) => (text === null ? [] : [parseRow('rollup', text)])),
    ...unitCodes.flatMap((code) => newer.get(code) ?? []),
  ];
}
