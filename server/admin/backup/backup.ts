import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Pool, PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { ConfigurationError } from '../../config.ts';
import { readStoreHead } from '../../sync/history/epochs.ts';
import { readInSnapshot } from '../../sync/snapshot.ts';
import { type BackupHeader, frame, type FrameType, MOST_FRAME_BYTES, verifyBackup } from './format.ts';
import { copyTarget, storedTables } from './tables.ts';

/** Rows are mostly JSON: the lowest levels already take nine tenths. */
const GZIP_LEVEL = 3;

/**
 * Writes the store as one snapshot has it, while others write on. The file gets its name when it is whole, on
 * disk, and has been read once more from end to end; only its owner may read it, because it carries password
 * hashes and all customers.
 */
export async function backupStore(pool: Pool, name: string): Promise<string> {
  const file = resolve(name);
  await refuseExisting(file);
  const partial = `${file}.partial`;
  try {
    const rows = await readInSnapshot(pool, (db) => writeBackup(db, partial));
    await onDisk(partial);
    const { clock } = await verifyBackup(partial);
    await rename(partial, file);
    return `${rows} rows, up to commit ${clock}, are in ${file}`;
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw writable(file, error);
  }
}

async function refuseExisting(file: string): Promise<void> {
  const there = await access(file).then(
    () => true,
    () => false,
  );
  if (there) throw new ConfigurationError(`${file} is there already: a backup is written into a new file`);
}

function writable(file: string, error: unknown): unknown {
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  const ours =
    syscall !== undefined && /^(EACCES|ENOENT|ENOSPC|EROFS|ENOTDIR|EDQUOT|EPERM|EISDIR)$/.test(code ?? '');
  return ours ? new ConfigurationError(`${file} cannot be written: ${message}`) : error;
}

async function writeBackup(db: PoolClient, partial: string): Promise<number> {
  const counted = { rows: 0 };
  await pipeline(
    Readable.from(frames(db, counted)),
    createGzip({ level: GZIP_LEVEL }),
    createWriteStream(partial, { mode: 0o600 }),
  );
  return counted.rows;
}

async function* frames(db: PoolClient, counted: { rows: number }): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  const summed = (type: FrameType, payload: Buffer | object): Buffer => {
    const bytes = frame(type, payload);
    hash.update(bytes);
    return bytes;
  };
  yield summed('H', await headerOf(db));
  const tables = await storedTables(db);
  for (const table of tables) {
    yield summed('T', table);
    const rows = db.query(copyTo(`copy ${copyTarget(db, table)} to stdout`));
    for await (const chunk of rows) {
      for (const part of parts(chunk as Buffer)) yield summed('D', part);
    }
    counted.rows += rows.rowCount;
    yield summed('E', { rows: rows.rowCount });
  }
  // Sequences stand outside of snapshots: read last, they are at least as far as the rows.
  yield summed('S', await readSequences(db));
  yield frame('Z', { tables: tables.length, sha256: hash.digest('hex') });
}

function* parts(chunk: Buffer): Generator<Buffer> {
  for (let at = 0; at < chunk.length; at += MOST_FRAME_BYTES) yield chunk.subarray(at, at + MOST_FRAME_BYTES);
}

async function headerOf(db: PoolClient): Promise<BackupHeader> {
  const { storeId, epoch, clock } = await readStoreHead(db);
  const { rows } = await db.query<{ name: string; sha256: string }>(
    'select name, sha256 from schema_migration order by name',
  );
  const about = await db.query<{ postgres: string; at: Date }>(
    `select current_setting('server_version') as postgres, now() as at`,
  );
  const { postgres, at } = about.rows[0]!;
  return {
    format: 'channeldesk-backup',
    version: 1,
    storeId,
    epoch,
    clock,
    takenAt: at.toISOString(),
    postgres,
    migrations: rows,
  };
}

async function readSequences(db: PoolClient): Promise<Record<string, number | null>> {
  const { rows } = await db.query<{ name: string; last: number | null }>(
    `select sequencename as name, last_value as last from pg_sequences where schemaname = 'public' order by 1`,
  );
  return Object.fromEntries(rows.map(({ name, last }) => [name, last]));
}

/** The file, and that its folder knows it. */
async function onDisk(partial: string): Promise<void> {
  for (const path of [partial, dirname(partial)]) {
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}
