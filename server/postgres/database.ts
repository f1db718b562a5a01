import { Kysely, PostgresDialect } from 'kysely';
import pg, { type Pool, type PoolConfig } from 'pg';
import { ConfigurationError, type DatabaseConfig } from '../config.ts';
import { holdEmbedded } from './embedded/embedded.ts';
import { migrate } from './migrator.ts';
import type { Tables } from './tables.ts';

export const OLDEST_POSTGRES = 15;

export interface Database {
  pool: Pool;
  kysely: Kysely<Tables>;
  /** Carries the password: never log it. */
  url: string;
  /** Ends the pool, and stops the embedded PostgreSQL where nobody else is attached to it. */
  close(): Promise<void>;
}

/**
 * Opens the store that the configuration names, with its schema up to date: DATABASE_URL, else the embedded
 * PostgreSQL of DATA_DIR, which is started or, where it runs, attached to.
 * @throws ConfigurationError where a setting, a folder or the database is at fault.
 */
export async function openDatabase(
  config: DatabaseConfig,
  options: { migrate?: boolean; poolSize?: number } = {},
): Promise<Database> {
  const hold = config.databaseUrl
    ? { url: config.databaseUrl, release: () => Promise.resolve() }
    : await holdEmbedded(config);
  const pool = createPool(hold.url, { max: options.poolSize ?? 16 });
  const close = async () => {
    await pool.end();
    await hold.release();
  };
  try {
    await checkServer(pool, config);
    if (options.migrate ?? true) await migrate(pool);
  } catch (error) {
    await close();
    throw error;
  }
  return { pool, kysely: kyselyOf(pool), url: hold.url, close };
}

export const kyselyOf = (pool: Pool): Kysely<Tables> =>
  new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });

/**
 * A pool whose values mean one thing everywhere: `bigint` is a number (fen and counts stay far below 2^53; one
 * that does not throws), `date` is the text `YYYY-MM-DD`, never a Date in somebody's time zone, `timestamptz`
 * is a Date, `numeric` is text.
 */
export function createPool(url: string, options: PoolConfig = {}): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'channeldesk',
    connectionTimeoutMillis: 5_000,
    types: { getTypeParser: typeParser },
    ...options,
  });
  // A connection that breaks while nobody uses it is replaced by the pool.
  pool.on('error', () => undefined);
  // One that breaks while somebody holds it fails the statement under way or the next one; the event that also
  // tells of it would end the process where nobody listens.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

type TypeParser = (value: string) => unknown;

const asText: TypeParser = (value) => value;
const OWN_PARSERS: ReadonlyMap<number, TypeParser> = new Map([
  [pg.types.builtins.INT8, safeInteger],
  [pg.types.builtins.DATE, asText],
]);

function typeParser(oid: number, format?: 'text' | 'binary'): TypeParser {
  return OWN_PARSERS.get(oid) ?? (pg.types.getTypeParser(oid, format as 'text') as TypeParser);
}

function safeInteger(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError('a bigint from the database exceeds 2^53');
  return number;
}

async function checkServer(pool: Pool, config: DatabaseConfig): Promise<void> {
  let version: number;
  try {
    const { rows } = await pool.query<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    );
    version = rows[0]?.version ?? 0;
  } catch (error) {
    const where = config.databaseUrl
      ? `DATABASE_URL (${withoutPassword(config.databaseUrl)})`
      : 'the database';
    throw new ConfigurationError(`${where} cannot be reached: ${reason(error)}`);
  }
  const major = Math.floor(version / 10_000);
  if (major < OLDEST_POSTGRES) {
    throw new ConfigurationError(`PostgreSQL ${major} is too old: ${OLDEST_POSTGRES} or newer is needed`);
  }
}

function withoutPassword(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  return `${url.hostname}:${url.port || '5432'}${url.pathname}`;
}

/** An error with several addresses tried (::1 and 127.0.0.1) has an empty message of its own. */
function reason(error: unknown): string {
  const first = error instanceof AggregateError ? (error.errors as unknown[])[0] : error;
  return first instanceof Error ? first.message.split('\n')[0]! : 'unknown';
}
