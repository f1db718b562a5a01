import { access, constants, mkdir, realpath, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { ConfigurationError } from '../../config.ts';
import {
  clientOf,
  type Cluster,
  DATABASE,
  type Endpoint,
  findOrCreateCluster,
  removeCluster,
  runningPort,
  startCluster,
  stopCluster,
  SUPERUSER,
} from './cluster.ts';
import { withProcessLock } from './lock.ts';
import { findPlace } from './place.ts';

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

/** 'desk': the key of the advisory lock that says "somebody is attached". */
const PRESENCE_KEY = 0x6465_736b;

export async function holdEmbedded(options: EmbeddedOptions): Promise<EmbeddedHold> {
  const dataDir = await preparedDataDir(options.dataDir);
  const place = await findPlace(dataDir, options.postgresHome);
  return withProcessLock(`store ${dataDir}`, async () => {
    const cluster = await findOrCreateCluster(dataDir, place);
    const port =
      (await runningPort(cluster)) ?? (await startCluster(cluster, { volatile: options.volatile ?? false }));
    const endpoint = { port, password: cluster.password };
    const presence = await announce(endpoint);
    await ensureDatabase(endpoint);
    return {
      url: `postgres://${SUPERUSER}:${cluster.password}@127.0.0.1:${port}/${DATABASE}`,
      release: () => withProcessLock(`store ${dataDir}`, () => leave(cluster, presence)),
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

interface Presence {
  client: Client;
  left: boolean;
}

async function announce(endpoint: Endpoint): Promise<Presence> {
  const presence: Presence = { client: await attachedClient(endpoint), left: false };
  const comeBack = async () => {
    while (!presence.left) {
      await sleep(1_000, undefined, { ref: false });
      if (presence.left) return;
      const client = await attachedClient(endpoint).catch(() => null);
      if (!client) continue;
      presence.client = client;
      client.once('end', () => void comeBack());
      return;
    }
  };
  presence.client.once('end', () => void comeBack());
  return presence;
}

async function attachedClient(endpoint: Endpoint): Promise<Client> {
  const client = clientOf(endpoint, 'postgres');
  try {
    await client.connect();
    await client.query('select pg_advisory_lock_shared($1)', [PRESENCE_KEY]);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

async function leave(cluster: Cluster, presence: Presence): Promise<void> {
  if (presence.left) return;
  presence.left = true;
  try {
    const { rows } = await presence.client.query<{ alone: boolean }>(
      `with gone as materialized (select pg_advisory_unlock_shared($1))
       select pg_try_advisory_lock($1) as alone from gone`,
      [PRESENCE_KEY],
    );
    await presence.client.end();
    if (rows[0]?.alone) await stopCluster(cluster);
  } catch {
    // PostgreSQL is gone already: nothing is left to stop.
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
