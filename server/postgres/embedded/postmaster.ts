import { readFile, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { ConfigurationError } from '../../config.ts';
import { type Cluster, lastLine, program } from './program.ts';

export interface Endpoint {
  port: number;
  password: string;
}

export const SUPERUSER = 'postgres';

const START_TIMEOUT_S = 120;
const LARGEST_LOG = 5 * 1024 * 1024;

/**
 * What the log may hold: no statements and no DETAIL lines, which would quote customers' data.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  jit: 'off',
  max_wal_size: '2GB',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/** For test runs only: a crash of the machine loses the store, a crash of a process does not. */
const VOLATILE: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
};

/** The port of the PostgreSQL that runs on this cluster, or null where none runs. */
export async function runningPort(cluster: Cluster): Promise<number | null> {
  const lines = await postmasterFile(cluster);
  const pid = Number(lines?.[0]);
  const port = Number(lines?.[3]);
  if (!pid || !(await isPostmaster(pid, cluster))) return null;
  const deadline = Date.now() + START_TIMEOUT_S * 1000;
  for (;;) {
    const state = port ? await probe({ port, password: cluster.password }) : 'starting';
    if (state === 'ready') return port;
    if (!(await isPostmaster(pid, cluster))) return null;
    if (state === 'foreign' || Date.now() > deadline) {
      throw new ConfigurationError(
        `the PostgreSQL of ${cluster.folder} (process ${pid}, port ${port}) runs but does not let us in`,
      );
    }
    await sleep(50);
  }
}

/**
 * Starts PostgreSQL detached from this process, and returns when it takes connections. With `port` it listens
 * there or not at all; without, on a free one.
 */
export async function startCluster(
  cluster: Cluster,
  options: { volatile: boolean; port?: number },
): Promise<number> {
  await dropStalePostmasterFile(cluster);
  await rotateLog(cluster);
  const settings = { ...SETTINGS, ...(options.volatile ? VOLATILE : {}) };
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort());
    const flags = Object.entries({ ...settings, port: String(port) }).map(
      ([key, value]) => `-c ${key}=${value}`,
    );
    const started = await program(cluster, 'pg_ctl', [
      'start',
      '-w',
      ...['-t', String(START_TIMEOUT_S)],
      ...['-D', join(cluster.folder, 'data')],
      ...['-l', join(cluster.folder, 'server.log')],
      ...['-o', flags.join(' ')],
    ]);
    if (started.code === 0) return port;
    // Somebody may have taken the port meanwhile, or children of a killed PostgreSQL may not be gone yet.
    if (attempt === 5) {
      const log = await readFile(join(cluster.folder, 'server.log'), 'utf8').catch(() => '');
      const fatal = log.split('\n').findLast((line) => /FATAL|PANIC/.test(line));
      throw new ConfigurationError(
        `the embedded PostgreSQL of ${cluster.folder} does not start: ${fatal ?? lastLine(started.output)}`,
      );
    }
    await sleep(200 * attempt);
  }
}

async function rotateLog(cluster: Cluster): Promise<void> {
  const file = join(cluster.folder, 'server.log');
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LARGEST_LOG) await rename(file, `${file}.old`);
}

export async function stopCluster(cluster: Cluster): Promise<void> {
  await program(cluster, 'pg_ctl', ['stop', '-w', '-m', 'fast', '-D', join(cluster.folder, 'data')]);
}

async function postmasterFile(cluster: Cluster): Promise<string[] | null> {
  const text = await readFile(join(cluster.folder, 'data', 'postmaster.pid'), 'utf8').catch(() => null);
  return text?.split('\n') ?? null;
}

/** Process ids are used again, in containers soon: on Linux a postmaster is known by its working folder. */
async function isPostmaster(pid: number, cluster: Cluster): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  if (process.platform !== 'linux') return true;
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => null);
  return folder === (await realpath(join(cluster.folder, 'data')));
}

async function dropStalePostmasterFile(cluster: Cluster): Promise<void> {
  const pid = Number((await postmasterFile(cluster))?.[0]);
  if (pid && !(await isPostmaster(pid, cluster))) {
    await rm(join(cluster.folder, 'data', 'postmaster.pid'), { force: true });
  }
}

export function clientOf(endpoint: Endpoint, database: string): Client {
  const client = new Client({
    host: '127.0.0.1',
    port: endpoint.port,
    user: SUPERUSER,
    password: endpoint.password,
    database,
    connectionTimeoutMillis: 5_000,
    application_name: 'channeldesk',
  });
  client.on('error', () => undefined);
  return client;
}

async function probe(endpoint: Endpoint): Promise<'ready' | 'starting' | 'foreign'> {
  const client = clientOf(endpoint, 'postgres');
  try {
    await client.connect();
    return 'ready';
  } catch (error) {
    // 28P01: the password is wrong, so somebody else listens there.
    return (error as { code?: string }).code === '28P01' ? 'foreign' : 'starting';
  } finally {
    await client.end().catch(() => undefined);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
