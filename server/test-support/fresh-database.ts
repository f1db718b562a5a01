import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import { createPool, kyselyOf } from '../postgres/database.ts';
import type { Tables } from '../postgres/tables.ts';

export const TEST_SERVER_VARIABLE = 'CHANNELDESK_TEST_POSTGRES';
export const TEMPLATE_DATABASE = 'channeldesk_template';

export interface FreshDatabase {
  pool: Pool;
  kysely: Kysely<Tables>;
  url: string;
  /** Ends the pool and drops the database, whoever else is connected. */
  drop(): Promise<void>;
}

/** A database of its own for a test file (or a test): the migrated schema, no rows. About 80 ms. */
export async function freshDatabase(options: { poolSize?: number } = {}): Promise<FreshDatabase> {
  return databaseFrom(TEMPLATE_DATABASE, options);
}

/** A database without any table, for tests of the migrator. */
export const emptyDatabase = (): Promise<FreshDatabase> => databaseFrom('template0', {});

async function databaseFrom(template: string, options: { poolSize?: number }): Promise<FreshDatabase> {
  const serverUrl = process.env[TEST_SERVER_VARIABLE];
  if (!serverUrl)
    throw new Error('run this test in the vitest project "server": its set-up starts PostgreSQL');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const url = withDatabase(serverUrl, name);
  await asAdmin(serverUrl, `create database ${name} template ${template}`);
  const pool = createPool(url, { max: options.poolSize ?? 8 });
  return {
    pool,
    kysely: kyselyOf(pool),
    url,
    drop: async () => {
      await pool.end();
      await asAdmin(serverUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

export function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function asAdmin(serverUrl: string, sql: string): Promise<void> {
  const admin = createPool(serverUrl, { max: 1 });
  try {
    await admin.query(sql);
  } finally {
    await admin.end();
  }
}
