import { chmod, mkdir, mkdtemp, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Child, runProgram, startProgram } from '../../test-support/child.ts';
import { openDatabase } from '../database.ts';
import { removeEmbedded } from './embedded.ts';

/** The whole path to DATA_DIR is closed to others, as under somebody's home folder. */
let closed: string;
let dataDir: string;
beforeEach(async () => {
  closed = await mkdtemp(join(tmpdir(), 'channeldesk-embedded-'));
  await chmod(closed, 0o700);
  dataDir = join(closed, 'data');
});
afterEach(async () => {
  await rm(join(dataDir, 'blocked'), { force: true });
  if (await stat(join(dataDir, 'postgres.json')).catch(() => null)) {
    await removeEmbedded({ dataDir, postgresHome: null }).catch(() => undefined);
  }
  await rm(closed, { recursive: true, force: true });
});

const PROGRAM = 'server/test-support/hold-store.ts';
const attach = (...args: string[]): Child => startProgram(PROGRAM, args, { DATA_DIR: dataDir });
const postgresOf = async (child: Child): Promise<number> => Number((await child.says(/attached (\d+)/))[1]);
const leave = async (child: Child) => {
  child.process.stdin!.end();
  return (await child.ended).code;
};
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
const isGone = async (pid: number): Promise<boolean> => {
  for (let i = 0; i < 200 && isAlive(pid); i++) await sleep(50);
  return !isAlive(pid);
};
const note = async () => {
  const { pool, close } = await openDatabase({ databaseUrl: null, dataDir, postgresHome: null });
  const { rows } = await pool.query<{ value: string }>(`select value from store_info where key = 'note'`);
  await close();
  return rows[0]?.value;
};
const clusterFolder = async () =>
  (JSON.parse(await readFile(join(dataDir, 'postgres.json'), 'utf8')) as { cluster: string }).cluster;

describe('processes of one DATA_DIR', () => {
  it('share one PostgreSQL: the first starts it, the last one out stops it', async () => {
    const first = attach('note', 'kept');
    const pid = await postgresOf(first);
    const second = attach();
    expect(await postgresOf(second)).toBe(pid);

    expect(await leave(first)).toBe(0);
    expect(isAlive(pid)).toBe(true);
    const third = attach();
    expect(await postgresOf(third)).toBe(pid);

    expect(await Promise.all([leave(second), leave(third)])).toEqual([0, 0]);
    expect(await isGone(pid)).toBe(true);
    expect(await note()).toBe('kept');
  });

  it.runIf(process.getuid?.() === 0)('clear away what is left of others, all at the same time', async () => {
    const left = await Promise.all(
      Array.from({ length: 12 }, async (_, i) => {
        const folder = await mkdtemp('/var/lib/channeldesk/left-');
        await writeFile(
          join(folder, 'owner.json'),
          JSON.stringify({ dataDir: join(await realpath(closed), `gone-${i}`) }),
        );
        return folder;
      }),
    );
    const folders = ['one', 'two', 'three'].map((name) => join(closed, name));
    const children = folders.map((folder) => startProgram(PROGRAM, [], { DATA_DIR: folder }));
    const pids = await Promise.all(children.map(postgresOf));
    expect(new Set(pids).size).toBe(3);
    await Promise.all(children.map(leave));
    for (const folder of folders) await removeEmbedded({ dataDir: folder, postgresHome: null });
    for (const folder of left) await expect(stat(folder)).rejects.toThrow('ENOENT');
  });

  it('that start at the same time on an empty folder make one cluster and one PostgreSQL', async () => {
    const children = Array.from({ length: 4 }, () => attach());
    const pids = await Promise.all(children.map(postgresOf));
    expect(new Set(pids).size).toBe(1);
    await Promise.all(children.map(leave));
    expect(await isGone(pids[0]!)).toBe(true);
  });

  it('that are killed leave a PostgreSQL that the next one attaches to, and stops', async () => {
    const killed = attach('note', 'kept');
    const pid = await postgresOf(killed);
    killed.process.kill('SIGKILL');
    await killed.ended;
    const next = attach();
    expect(await postgresOf(next)).toBe(pid);
    expect(await leave(next)).toBe(0);
    expect(await isGone(pid)).toBe(true);
  });

  it('find everything committed after all was killed, PostgreSQL too', async () => {
    const killed = attach('note', 'kept');
    const pid = await postgresOf(killed);
    killed.process.kill('SIGKILL');
    process.kill(pid, 'SIGKILL');
    await killed.ended;
    const next = attach();
    expect(await postgresOf(next)).not.toBe(pid);
    await leave(next);
    expect(await note()).toBe('kept');
  });

  it('take the postmaster.pid of a process id that somebody else has now for stale', async () => {
    await leave(attach('note', 'kept'));
    const data = join(await clusterFolder(), 'data');
    await writeFile(join(data, 'postmaster.pid'), `${process.pid}\n${data}\n1\n5432\n\n127.0.0.1\n\n`);
    expect(await note()).toBe('kept');
  });

  it('start PostgreSQL again when it dies under them', async () => {
    const { pool, close } = await openDatabase({ databaseUrl: null, dataDir, postgresHome: null });
    const pid = Number(
      (await readFile(join(await clusterFolder(), 'data', 'postmaster.pid'), 'utf8')).split('\n')[0],
    );
    process.kill(pid, 'SIGKILL');
    await expect
      .poll(
        () =>
          pool.query('select 1').then(
            () => true,
            () => false,
          ),
        { timeout: 20_000 },
      )
      .toBe(false);
    await expect
      .poll(
        () =>
          pool.query('select 1').then(
            () => true,
            () => false,
          ),
        { timeout: 20_000 },
      )
      .toBe(true);
    await close();
  });
});

describe('the store', () => {
  it('is UTF-8 and sorts by code points, on the loopback interface, behind a password', async () => {
    const { pool, url, close } = await openDatabase({ databaseUrl: null, dataDir, postgresHome: null });
    const { rows } = await pool.query(
      `select pg_encoding_to_char(encoding) as encoding, datcollate, datctype,
              current_setting('listen_addresses') as addresses, current_setting('fsync') as fsync
         from pg_database where datname = current_database()`,
    );
    expect(rows).toEqual([
      { encoding: 'UTF8', datcollate: 'C', datctype: 'C', addresses: '127.0.0.1', fsync: 'on' },
    ]);
    const wrong = new URL(url);
    wrong.password = 'guess';
    const refused = openDatabase({ databaseUrl: wrong.href, dataDir, postgresHome: null });
    await expect(refused).rejects.toThrow('password authentication failed');
    await close();
    expect((await stat(join(dataDir, 'postgres.json'))).mode & 0o777).toBe(0o600);
  });

  it('begins empty where DATA_DIR was deleted', async () => {
    await leave(attach('note', 'old'));
    const old = await clusterFolder();
    await rm(dataDir, { recursive: true });
    expect(await note()).toBeUndefined();
    await rm(old, { recursive: true, force: true });
  });

  it('writes no data of a failing statement into its log', async () => {
    const { pool, close } = await openDatabase({ databaseUrl: null, dataDir, postgresHome: null });
    await pool.query(`insert into store_info values ('secret-name', 'x')`);
    await expect(pool.query(`insert into store_info values ($1, 'x')`, ['secret-name'])).rejects.toThrow(
      'duplicate',
    );
    const log = await readFile(join(await clusterFolder(), 'server.log'), 'utf8');
    expect(log).toContain('duplicate key value');
    expect(log).not.toContain('secret-name');
    await close();
  });
});

describe('what the person can put right is one line', () => {
  const failure = async (env: Record<string, string>) => {
    const { code, stderr } = await runProgram(PROGRAM, [], env);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(1);
    return stderr.trim();
  };

  it('DATA_DIR is no folder', async () => {
    await writeFile(join(closed, 'file'), '');
    expect(await failure({ DATA_DIR: join(closed, 'file') })).toMatch(/^DATA_DIR .* cannot be used: /);
    expect(await failure({ DATA_DIR: join(closed, 'file', 'below') })).toMatch(
      /^DATA_DIR .* cannot be used: /,
    );
  });

  it('postgres.json is damaged, or names a cluster that is gone', async () => {
    await mkdir(dataDir);
    await writeFile(join(dataDir, 'postgres.json'), '{"cluster"');
    expect(await failure({ DATA_DIR: dataDir })).toContain('postgres.json is damaged');
    await writeFile(
      join(dataDir, 'postgres.json'),
      JSON.stringify({ cluster: join(closed, 'gone'), password: 'x' }),
    );
    expect(await failure({ DATA_DIR: dataDir })).toContain('that is not there');
    await rm(join(dataDir, 'postgres.json'));
  });

  it('EMBEDDED_POSTGRES_DIR cannot be used by root', async () => {
    await writeFile(join(closed, 'file'), '');
    const message = await failure({ DATA_DIR: dataDir, EMBEDDED_POSTGRES_DIR: join(closed, 'file') });
    expect(message).toContain('cannot hold the embedded PostgreSQL in');
  });

  it('a migration of the store is from a newer version', async () => {
    const { pool, close } = await openDatabase({ databaseUrl: null, dataDir, postgresHome: null });
    await pool.query(`insert into schema_migration values ('9999_future.sql', '')`);
    await close();
    expect(await failure({ DATA_DIR: dataDir })).toContain(
      'newer version: it knows migration 9999_future.sql',
    );
  });
});
