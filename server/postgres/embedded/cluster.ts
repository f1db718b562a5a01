import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chown,
  mkdir,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { ConfigurationError } from '../../config.ts';
import { exists, isRoot, type Place } from './place.ts';

/**
 * One PostgreSQL cluster for one DATA_DIR: made once, started by whoever comes first, detached from him,
 * found by everybody else. Callers hold the lock of the DATA_DIR.
 */
export interface Cluster {
  /** Holds `data` (the cluster), `server.log` and `owner.json`. */
  folder: string;
  password: string;
  place: Place;
}

/** DATA_DIR/postgres.json, for the owner's eyes only: which cluster is this folder's, and its password. */
interface Pointer {
  cluster: string;
  password: string;
}

export interface Endpoint {
  port: number;
  password: string;
}

export const DATABASE = 'channeldesk';
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

export async function findOrCreateCluster(dataDir: string, place: Place): Promise<Cluster> {
  const pointerFile = join(dataDir, 'postgres.json');
  const pointer = await readPointer(pointerFile);
  if (pointer) {
    if (!(await exists(join(pointer.cluster, 'data', 'PG_VERSION')))) {
      throw new ConfigurationError(
        `${pointerFile} names a database in ${pointer.cluster} that is not there; ` +
          'restore it, or delete that file to begin with an empty store',
      );
    }
    const owned = isRoot() ? { ...place, account: await ownerOf(pointer.cluster) } : place;
    return { folder: pointer.cluster, password: pointer.password, place: owned };
  }
  const cluster: Cluster = {
    folder: join(place.clusters, isRoot() ? await clusterName(dataDir) : 'postgres'),
    password: randomBytes(24).toString('base64url'),
    place,
  };
  if (isRoot()) await removeAbandoned(place);
  await initialise(cluster, dataDir);
  const partial = `${pointerFile}.partial`;
  const written: Pointer = { cluster: cluster.folder, password: cluster.password };
  await writeFile(partial, `${JSON.stringify(written, null, 2)}\n`, { mode: 0o600 });
  await rename(partial, pointerFile);
  return cluster;
}

/** A cluster runs as whoever made it: root may be a visitor in the DATA_DIR of somebody else. */
async function ownerOf(folder: string): Promise<{ uid: number; gid: number }> {
  const { uid, gid } = await stat(join(folder, 'data'));
  return { uid, gid };
}

async function readPointer(file: string): Promise<Pointer | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new ConfigurationError(`cannot read ${file}: ${(error as Error).message}`);
  }
  try {
    const { cluster, password } = JSON.parse(text) as Partial<Pointer>;
    if (typeof cluster === 'string' && typeof password === 'string') return { cluster, password };
  } catch {
    // Falls through to the one message below.
  }
  throw new ConfigurationError(`${file} is damaged: it must name the cluster and its password`);
}

/** A new name each time: a DATA_DIR that was deleted and made anew begins with an empty store. */
async function clusterName(dataDir: string): Promise<string> {
  const digest = createHash('sha256')
    .update(await realpath(dataDir))
    .digest('hex');
  return `${digest.slice(0, 12)}-${randomBytes(4).toString('hex')}`;
}

async function initialise(cluster: Cluster, dataDir: string): Promise<void> {
  const { folder, place } = cluster;
  // Without a pointer nobody ever used what lies here: an initialisation that was interrupted.
  if (await exists(folder)) await rename(folder, `${folder}.unfinished-${Date.now()}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, 'owner.json'), JSON.stringify({ dataDir: await realpath(dataDir) }));
  if (place.account) await chown(folder, place.account.uid, place.account.gid);
  const passwordFile = join(folder, 'password.partial');
  await writeFile(passwordFile, `${cluster.password}\n`, { mode: 0o600 });
  if (place.account) await chown(passwordFile, place.account.uid, place.account.gid);
  const done = await program(cluster, 'initdb', [
    `--pgdata=${join(folder, 'data')}`,
    '--auth=scram-sha-256',
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--locale=C',
  ]);
  await rm(passwordFile, { force: true });
  if (done.code !== 0)
    throw new ConfigurationError(`the database could not be made: ${lastLine(done.output)}`);
}

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

function program(cluster: Cluster, name: string, args: string[]): Promise<{ code: number; output: string }> {
  const { bin, account } = cluster.place;
  const environment = Object.entries(process.env).filter(([key]) => !key.startsWith('PG') && key !== 'LANG');
  return new Promise((resolve, reject) => {
    const child = spawn(join(bin, name), args, {
      // The folder we were started in may be closed to the account.
      cwd: cluster.folder,
      env: { ...Object.fromEntries(environment), LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(account ?? {}),
    });
    let output = '';
    const collect = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => reject(new ConfigurationError(`cannot run ${name}: ${error.message}`)));
    child.once('exit', (code) => resolve({ code: code ?? 1, output }));
  });
}

const lastLine = (output: string): string => output.trim().split('\n').at(-1) ?? '';

/**
 * Clusters of root lie outside DATA_DIR and would outlive it. One whose DATA_DIR lay in the folder for
 * temporary files and is gone served a trial or a test run: it is stopped and removed. Any other is kept.
 */
async function removeAbandoned(place: Place): Promise<void> {
  const temporary = `${await realpath(tmpdir())}/`;
  for (const name of await readdir(place.clusters)) {
    const folder = join(place.clusters, name);
    const owner = await readFile(join(folder, 'owner.json'), 'utf8').catch(() => null);
    if (!owner) continue;
    const { dataDir } = JSON.parse(owner) as { dataDir: string };
    if (!dataDir.startsWith(temporary) || (await exists(join(dataDir, 'postgres.json')))) continue;
    if (await exists(dataDir)) continue;
    await removeCluster({ folder, password: '', place });
  }
}

export async function removeCluster(cluster: Cluster): Promise<void> {
  await stopCluster(cluster);
  await rm(cluster.folder, { recursive: true, force: true });
}
