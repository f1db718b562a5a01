import { createHash, randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from '../../config.ts';
import { exists, isRoot, type Place } from './place.ts';
import { stopCluster, SUPERUSER } from './postmaster.ts';
import { type Cluster, lastLine, program } from './program.ts';

/** DATA_DIR/postgres.json, for the owner's eyes only: which cluster is this folder's, and its password. */
interface Pointer {
  cluster: string;
  password: string;
}

/**
 * The one cluster of a DATA_DIR, made where there is none yet. The caller holds the lock of the DATA_DIR.
 * @throws ConfigurationError where the pointer is damaged or names what is not there.
 */
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
    // Another process that starts at this moment may be removing it too: tidying keeps nobody from starting.
    await removeCluster({ folder, password: '', place }).catch(() => undefined);
  }
}

export async function removeCluster(cluster: Cluster): Promise<void> {
  await stopCluster(cluster);
  await rm(cluster.folder, { recursive: true, force: true });
}
