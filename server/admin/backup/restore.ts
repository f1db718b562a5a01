import { once } from 'node:events';
import { resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { ConfigurationError } from '../../config.ts';
import { applyMigration, type Migration, noteGuards, readMigrations } from '../../postgres/migrator.ts';
import { inTransaction } from '../../postgres/transaction.ts';
import { beginEpoch, readStoreHead } from '../../sync/history/epochs.ts';
import { writeMark } from '../../sync/history/mark-file.ts';
import {
  type BackupHeader,
  damaged,
  parseFrame,
  readFrames,
  sequencesFrame,
  tableEnd,
  tableFrame,
  verifyBackup,
} from './format.ts';
import { copyTarget, type StoredTable, storedTables } from './tables.ts';

/**
 * Puts a backup in the place of the store, with the schema of this version, and begins another epoch (SPEC S9).
 *
 * Everything that can be refused is refused first. The rest is one transaction: a restore that is killed or fails
 * leaves the store as it was.
 * @param markFile the mark outside the database, which then tells of the new epoch
 */
export async function restoreStore(pool: Pool, name: string, markFile: string | null): Promise<string> {
  const file = resolve(name);
  const header = await verifyBackup(file);
  const migrations = await matchedMigrations(header, file);
  await refuseOtherStore(pool, header, file);
  const rows = await inTransaction(pool, async (db) => {
    await refuseRunningServers(db);
    return replaceStore(db, file, migrations);
  });
  const store = await readStoreHead(pool);
  if (markFile !== null) await writeMark(markFile, store);
  return `${rows} rows of ${header.takenAt} are restored; another epoch has begun, and clients send again what is missing`;
}

interface SplitMigrations {
  /** Those that the backed-up store had, in order. */
  had: Migration[];
  /** Those that have come since. */
  later: Migration[];
}

async function matchedMigrations(header: BackupHeader, file: string): Promise<SplitMigrations> {
  const ours = await readMigrations();
  const known = new Map(ours.map((migration) => [migration.name, migration]));
  for (const { name, sha256 } of header.migrations) {
    if (known.get(name)?.sha256 !== sha256) {
      throw new ConfigurationError(
        `${file} was made by another version of ChannelDesk (its migration ${name} is not known here): nothing was changed`,
      );
    }
  }
  const had = new Set(header.migrations.map(({ name }) => name));
  return {
    had: ours.filter(({ name }) => had.has(name)),
    later: ours.filter(({ name }) => !had.has(name)),
  };
}

/** Over a store that holds something only its own backups go back. */
async function refuseOtherStore(pool: Pool, header: BackupHeader, file: string): Promise<void> {
  const { storeId } = await readStoreHead(pool);
  if (storeId === header.storeId) return;
  const { rows } = await pool.query<{ used: boolean }>(
    'select exists (select from staff) or exists (select from customer) or exists (select from feed_run) as used',
  );
  if (rows[0]?.used) {
    throw new ConfigurationError(
      `${file} is of another store (${header.storeId}): restore it into an empty one. Nothing was changed`,
    );
  }
}

/** PostgreSQL notices a moment later that a server or a command has ended. */
const LEAVING_MS = 3_000;

async function refuseRunningServers(db: PoolClient): Promise<void> {
  const deadline = Date.now() + LEAVING_MS;
  for (;;) {
    const n = await ownConnections(db);
    if (n === 0) return;
    if (Date.now() > deadline) {
      throw new ConfigurationError(
        `the store is in use (${n} connections): stop all servers and commands first. Nothing was changed`,
      );
    }
    await sleep(50);
  }
}

async function ownConnections(db: PoolClient): Promise<number> {
  // A transaction sees who was connected when it first asked, unless it forgets that.
  await db.query('select pg_stat_clear_snapshot()');
  const { rows } = await db.query<{ n: number }>(
    `select count(*) as n from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and application_name like 'channeldesk%'`,
  );
  return rows[0]!.n;
}

async function replaceStore(db: PoolClient, file: string, migrations: SplitMigrations): Promise<number> {
  // Somebody at psql may hold a table; whoever restores wants to know rather than to wait.
  await db.query(`set local lock_timeout = '15s'`);
  const epochs = await db.query<object>('select to_jsonb(e) as row from sync_epoch e');
  await dropEverything(db);
  for (const migration of migrations.had) await applyMigration(db, migration);
  const tables = await storedTables(db);
  await asleep(db, tables);
  const { rows, sequences } = await load(db, file, tables);
  await awake(db, tables);
  for (const migration of migrations.later) {
    await applyMigration(db, migration);
    await db.query('set constraints all immediate; set constraints all deferred');
  }
  await setSequences(db, sequences);
  await beginAgain(db, epochs.rows);
  await noteGuards(db);
  return rows;
}

/** Tables, and what stands on them, and functions; extensions and what belongs to them stay. */
async function dropEverything(db: PoolClient): Promise<void> {
  const { rows } = await db.query<{ statement: string }>(
    `select format('drop table if exists %s cascade', c.oid::regclass) as statement from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
       and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
     union all
     select format('drop sequence if exists %s cascade', c.oid::regclass) from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'S'
       and not exists (select from pg_depend d where d.objid = c.oid and d.deptype in ('e', 'a', 'i'))
     union all
     select format('drop routine if exists %s cascade', p.oid::regprocedure) from pg_proc p
     where p.pronamespace = 'public'::regnamespace
       and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
  );
  await db.query(`set local client_min_messages = 'warning'`);
  for (const { statement } of rows) await db.query(statement);
  await db.query(`create table schema_migration (
    name text primary key, sha256 text not null, applied_at timestamptz not null default now())`);
}

/** The rows come as they were, so nothing is derived from them or logged; what migrations had put there goes. */
async function asleep(db: PoolClient, tables: readonly StoredTable[]): Promise<void> {
  for (const { table } of tables) {
    await db.query(`alter table ${db.escapeIdentifier(table)} disable trigger user`);
  }
  await db.query(`truncate ${tables.map(({ table }) => db.escapeIdentifier(table)).join(', ')}`);
}

/** A table whose foreign keys are still to be checked cannot be altered. */
async function awake(db: PoolClient, tables: readonly StoredTable[]): Promise<void> {
  await db.query('set constraints all immediate');
  for (const { table } of tables) {
    await db.query(`alter table ${db.escapeIdentifier(table)} enable trigger user`);
  }
  await db.query('set constraints all deferred');
}

interface Loaded {
  rows: number;
  sequences: Record<string, number | null>;
}

async function load(db: PoolClient, file: string, tables: readonly StoredTable[]): Promise<Loaded> {
  const known = new Set(tables.map(({ table }) => table));
  let into: ReturnType<typeof copyFrom> | undefined;
  let rows = 0;
  let sequences: Loaded['sequences'] = {};
  for await (const { type, payload } of readFrames(file)) {
    if (type === 'T') {
      const table = parseFrame(file, tableFrame, payload);
      if (!known.has(table.table)) throw damaged(file, `it has a table ${table.table}`);
      into = db.query(copyFrom(`copy ${copyTarget(db, table)} from stdin`));
      into.on('error', () => undefined);
    } else if (type === 'D') {
      if (!into) throw damaged(file, 'it has rows without a table');
      if (!into.write(payload)) await drained(into);
    } else if (type === 'E') {
      if (!into) throw damaged(file, 'it ends a table that it did not begin');
      into.end();
      await finished(into);
      if (into.rowCount !== parseFrame(file, tableEnd, payload).rows) throw damaged(file, 'rows are missing');
      rows += into.rowCount;
      into = undefined;
    } else if (type === 'S') {
      sequences = parseFrame(file, sequencesFrame, payload);
    }
  }
  return { rows, sequences };
}

/** A COPY that fails says so instead of taking more. */
async function drained(into: ReturnType<typeof copyFrom>): Promise<void> {
  await Promise.race([once(into, 'drain'), finished(into)]);
}

async function setSequences(db: PoolClient, sequences: Loaded['sequences']): Promise<void> {
  for (const [name, last] of Object.entries(sequences)) {
    if (last === null) continue;
    await db.query('select setval(to_regclass($1), $2) where to_regclass($1) is not null', [
      db.escapeIdentifier(name),
      last,
    ]);
  }
}

/**
 * Epochs that the store knew before stay known, so that a mark of one of them is no alarm. Hashes of bodies may come
 * from another version of PostgreSQL.
 */
async function beginAgain(db: PoolClient, epochs: readonly object[]): Promise<void> {
  await db.query(
    `insert into sync_epoch select e.* from jsonb_array_elements($1::jsonb) as given (entry)
       cross join lateral jsonb_populate_record(null::sync_epoch, given.entry -> 'row') e
     on conflict (epoch) do nothing`,
    [JSON.stringify(epochs)],
  );
  await db.query(
    `update sync_state s set body_hash = hashtextextended(r.body, 0) from sync_row r
     where r.entity = s.entity and r.id = s.id and r.bucket = s.bucket and not s.deleted
       and s.body_hash is distinct from hashtextextended(r.body, 0)`,
  );
  await beginEpoch(db, 'RESTORED');
}
