import { access, constants, mkdir, realpath, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { ConfigurationError } from '../../config.ts';
import { findOrCreateCluster, removeCluster } from './cluster.ts';
import { withProcessLock } from '../../../scripts/process-lock.mjs';
import { findPlace } from './place.ts';
import { clientOf, type Endpoint, runningPort, startCluster, stopCluster, SUPERUSER } from './postmaster.ts';

/**
 * A process's hold on the embedded PostgreSQL of a DATA_DIR.
 *
 * PostgreSQL runs detached, so it belongs to nobody: the first process starts it, later ones attach, the last
 * one out stops it. "Attached" is a shared advisory lock on a connection of its own, so a killed process
 * counts no longer the moment it dies; a PostgreSQL that nobody stopped is found by the next start.
 */
export interface EmbeddedHold {
  url: string;
  /** Lets go; stops PostgreSQL where nobody else is attached. */
  release(): Promise<void>;
}

export interface EmbeddedOptions {
  dataDir: string;
  postgresHome: string | null;
  /** No fsync: for test runs. */
  volatile?: boolean;
}

const DATABASE = 'channeldesk';

/** 'desk': the key of the advisory lock that says "somebody is attached". */
const PRESENCE_KEY = 0x6465_736b;

const RETRY_MS = 500;

export async function holdEmbedded(options: EmbeddedOptions): Promise<EmbeddedHold> {
  const dataDir = await preparedDataDir(options.dataDir);
  const place = await findPlace(dataDir, options.postgresHome);
  const locked = <T>(work: () => Promise<T>) => withProcessLock(`store ${dataDir}`, work);
  const volatile = options.volatile ?? false;
  return locked(async () => {
    const cluster = await findOrCreateCluster(dataDir, place);
    const port = (await runningPort(cluster)) ?? (await startCluster(cluster, { volatile }));
    const endpoint = { port, password: cluster.password };
    const presence = new Presence(endpoint, () =>
      locked(async () => {
        if ((await runningPort(cluster)) === null) await startCluster(cluster, { volatile, port });
      }),
    );
    await presence.begin();
    await ensureDatabase(endpoint);
    return {
      url: `postgres://${SUPERUSER}:${cluster.password}@127.0.0.1:${port}/${DATABASE}`,
      release: () =>
        locked(async () => {
          if (await presence.end()) await stopCluster(cluster);
        }),
    };
  });
}

/** Stops the PostgreSQL of a DATA_DIR, whoever is attached, and removes both. For tests and trials. */
export async function removeEmbedded(options: EmbeddedOptions): Promise<void> {
  const dataDir = await realpath(options.dataDir);
  const place = await findPlace(dataDir, options.postgresHome);
  await withProcessLock(`store ${dataDir}`, async () => {
    await removeCluster(await findOrCreateCluster(dataDir, place));
    await rm(dataDir, { recursive: true, force: true });
  });
}

async function preparedDataDir(dataDir: string): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    return await realpath(dataDir);
  } catch (error) {
    throw new ConfigurationError(`DATA_DIR ${dataDir} cannot be used: ${(error as Error).message}`);
  }
}

/**
 * The connection that says "attached". Should PostgreSQL die while we need it, whoever notices first starts it
 * again on the same port, and everybody's pool finds it there.
 */
class Presence {
  private readonly endpoint: Endpoint;
  private readonly restart: () => Promise<void>;
  private client: Client | null = null;
  private ended = false;

  constructor(endpoint: Endpoint, restart: () => Promise<void>) {
    this.endpoint = endpoint;
    this.restart = restart;
  }

  async begin(): Promise<void> {
    const client = clientOf(this.endpoint, 'postgres');
    try {
      await client.connect();
      await client.query('select pg_advisory_lock_shared($1)', [PRESENCE_KEY]);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    this.client = client;
    client.once('end', () => void this.comeBack());
  }

  /** Lets go. True where nobody else is attached: PostgreSQL is ours to stop. */
  async end(): Promise<boolean> {
    if (this.ended) return false;
    this.ended = true;
    try {
      const answer = await this.client?.query<{ alone: boolean }>(
        `with gone as materialized (select pg_advisory_unlock_shared($1))
         select pg_try_advisory_lock($1) as alone from gone`,
        [PRESENCE_KEY],
      );
      await this.client?.end();
      return answer?.rows[0]?.alone ?? false;
    } catch {
      // PostgreSQL is gone already: nothing is left to stop.
      return false;
    }
  }

  private async comeBack(): Promise<void> {
    this.client = null;
    while (!this.ended && !this.client) {
      await sleep(RETRY_MS, undefined, { ref: false });
      if (this.ended) return;
      await this.begin().catch(() => this.restart().catch(() => undefined));
    }
  }
}

async function ensureDatabase(endpoint: Endpoint): Promise<void> {
  const client = clientOf(endpoint, 'postgres');
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) {
      await client.query(`create database ${DATABASE} template template0 encoding 'UTF8' locale 'C'`);
    }
  } finally {
    await client.end();
  }
}
