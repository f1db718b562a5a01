import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool, PoolClient } from 'pg';
import { ConfigurationError } from '../config.ts';
import { offerShippedRoles } from './shipped-roles.ts';

export const MIGRATIONS_DIR = join(import.meta.dirname, '..', 'migrations');

/** 'migr': one migrator at a time per database; the others wait and find nothing to do. */
const MIGRATION_KEY = 0x6d69_6772;

export interface Migration {
  /** `0001_base.sql` */
  name: string;
  sha256: string;
  sql: string;
}

/**
 * Brings the schema up to date: the files of the folder in order of their names, each in a transaction of its
 * own, each once. Returns the names of those it applied.
 * @throws ConfigurationError when an applied file was changed, or the database knows files that we do not.
 */
export async function migrate(pool: Pool, directory: string = MIGRATIONS_DIR): Promise<string[]> {
  const migrations = await readMigrations(directory);
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_KEY]);
    try {
      return await applyPending(client, migrations);
    } finally {
      await client.query('select pg_advisory_unlock($1)', [MIGRATION_KEY]);
    }
  } finally {
    client.release();
  }
}

/** Whether the database answers and knows every file of the folder. */
export async function isMigrated(pool: Pool, directory: string = MIGRATIONS_DIR): Promise<boolean> {
  const names = await migrationNames(directory);
  const { rows } = await pool.query<{ known: number }>(
    'select count(*) as known from schema_migration where name = any($1)',
    [names],
  );
  return rows[0]?.known === names.length;
}

const migrationNames = async (directory: string): Promise<string[]> =>
  (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();

/** All migrations of a folder, in the order in which they are applied. */
export async function readMigrations(directory: string = MIGRATIONS_DIR): Promise<Migration[]> {
  const names = await migrationNames(directory);
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(directory, name), 'utf8');
      // A checkout may carry other line ends; that is not a change.
      const text = sql.replaceAll('\r\n', '\n');
      return { name, sql: text, sha256: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

async function applyPending(client: PoolClient, migrations: Migration[]): Promise<string[]> {
  await client.query(`create table if not exists schema_migration (
    name text primary key,
    sha256 text not null,
    applied_at timestamptz not null default now()
  )`);
  const { rows } = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from schema_migration order by name',
  );
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of rows) {
    const migration = known.get(row.name);
    if (!migration) {
      throw new ConfigurationError(
        `the database was made by a newer version: it knows migration ${row.name}`,
      );
    }
    if (migration.sha256 !== row.sha256) {
      throw new ConfigurationError(
        `migration ${row.name} was changed after it had been applied to this database; a new one belongs in a new file`,
      );
    }
  }
  const applied = new Set(rows.map((row) => row.name));
  const pending = migrations.filter((migration) => !applied.has(migration.name));
  for (const migration of pending) await apply(client, migration);
  if (pending.length > 0) await noteGuards(client);
  await offerShippedRoles(client);
  return pending.map((migration) => migration.name);
}

/** The audit compares triggers and functions with what the migrations have made of them. */
export async function noteGuards(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ known: boolean }>(
    `select to_regprocedure('sync_note_guards()') is not null as known`,
  );
  if (rows[0]?.known) await client.query('select sync_note_guards()');
}

/** Inside somebody's transaction. */
export async function applyMigration(client: PoolClient, { name, sha256, sql }: Migration): Promise<void> {
  await client.query(sql);
  await client.query('insert into schema_migration (name, sha256) values ($1, $2)', [name, sha256]);
}

async function apply(client: PoolClient, migration: Migration): Promise<void> {
  try {
    await client.query('begin');
    await applyMigration(client, migration);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new ConfigurationError(`migration ${migration.name} failed: ${(error as Error).message}`);
  }
}
