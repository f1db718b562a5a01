import { readdir } from 'node:fs/promises';
import { mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holdEmbedded, removeEmbedded } from '../postgres/embedded/embedded.ts';
import { createPool } from '../postgres/database.ts';
import { migrate } from '../postgres/migrator.ts';
import { TEMPLATE_DATABASE, TEST_SERVER_VARIABLE, withDatabase } from './fresh-database.ts';

const PREFIX = 'channeldesk-test-';

/** One PostgreSQL for the whole run, without fsync, with a migrated database to copy from. */
export async function setup(): Promise<() => Promise<void>> {
  await removeLeftovers();
  const dataDir = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const hold = await holdEmbedded({ dataDir, postgresHome: null, volatile: true });
  process.env[TEST_SERVER_VARIABLE] = hold.url;
  try {
    await makeTemplate(hold.url);
  } catch (error) {
    await removeEmbedded({ dataDir, postgresHome: null });
    throw error;
  }
  return async () => {
    await hold.release();
    await removeEmbedded({ dataDir, postgresHome: null });
  };
}

async function makeTemplate(serverUrl: string): Promise<void> {
  const admin = createPool(serverUrl, { max: 1 });
  await admin.query(`create database ${TEMPLATE_DATABASE}`);
  await admin.end();
  // Nobody may be connected to a database while it is copied.
  const template = createPool(withDatabase(serverUrl, TEMPLATE_DATABASE), { max: 1 });
  await migrate(template);
  await template.end();
}

/** A run that was killed leaves its PostgreSQL behind; the next one clears it away. */
async function removeLeftovers(): Promise<void> {
  const folder = await realpath(tmpdir());
  for (const name of await readdir(folder)) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]);
    if (pid && !isAlive(pid)) {
      await removeEmbedded({ dataDir: join(folder, name), postgresHome: null }).catch(() => undefined);
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
