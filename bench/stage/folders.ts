import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeEmbedded } from '../../server/postgres/embedded/embedded.ts';
import type { CleanUp } from './clean-up.ts';

const PREFIX = 'channeldesk-bench-';
/** The part of a name that says what lies in it. */
const STORE = 'store-';

/** A folder for this run alone; it goes with the run. */
export async function temporaryFolder(cleanUp: CleanUp, what: string): Promise<string> {
  const folder = await makeFolder(what);
  // A browser may still be writing while it ends.
  cleanUp.add(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
  return folder;
}

/** The folder of an embedded PostgreSQL; it goes with its server, by `removeEmbedded`. */
export const storeFolder = (): Promise<string> => makeFolder(STORE);

const makeFolder = (what: string): Promise<string> =>
  mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-${what}`));

/** A run that was killed could not clean up; the next one does. */
export async function removeLeftovers(): Promise<void> {
  const folder = await realpath(tmpdir());
  for (const name of await readdir(folder)) {
    const found = new RegExp(`^${PREFIX}(\\d+)-(${STORE})?`).exec(name);
    if (!found || isAlive(Number(found[1]))) continue;
    const path = join(folder, name);
    if (found[2]) await removeEmbedded({ dataDir: path, postgresHome: null }).catch(() => undefined);
    await rm(path, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
