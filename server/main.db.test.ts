import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram, startProgram } from './test-support/child.ts';
import { emptyDatabase, freshDatabase } from './test-support/fresh-database.ts';
import { removeEmbedded } from './postgres/embedded/embedded.ts';

let closed: string;
let dataDir: string;
let rendererDir: string;
beforeAll(async () => {
  closed = await mkdtemp(join(tmpdir(), 'channeldesk-main-'));
  await chmod(closed, 0o700);
  dataDir = join(closed, 'data');
  rendererDir = join(closed, 'renderer');
});
afterAll(async () => {
  await removeEmbedded({ dataDir, postgresHome: null });
  await rm(closed, { recursive: true, force: true });
});

const MAIN = 'server/main.ts';
const ready = /^ChannelDesk server on (http:\/\/127\.0\.0\.1:\d+)$/m;
const environment = (env: Record<string, string>) => ({ PORT: '0', RENDERER_DIR: rendererDir, ...env });

describe('npm run server', () => {
  it('serves from a folder that nobody else may enter, twice at once, and stops when it is told to', async () => {
    const servers = [
      startProgram(MAIN, [], environment({ DATA_DIR: dataDir })),
      startProgram(MAIN, [], environment({ DATA_DIR: dataDir, TEST_ENVIRONMENT: '1' })),
    ];
    const addresses = await Promise.all(servers.map(async (server) => (await server.says(ready))[1]!));
    for (const address of addresses) expect((await fetch(`${address}/healthz`)).status).toBe(200);
    const info = await fetch(`${addresses[1]}/server/v1/info`);
    expect(await info.json()).toMatchObject({ name: 'channeldesk', test_environment: true, demo: false });

    servers[0]!.process.kill('SIGTERM');
    expect((await servers[0]!.ended).code).toBe(0);
    expect((await fetch(`${addresses[1]}/healthz`)).status).toBe(200);

    // A terminal sends it to everybody, and npm passes it on once more.
    servers[1]!.process.kill('SIGINT');
    servers[1]!.process.kill('SIGINT');
    expect(await servers[1]!.ended).toMatchObject({ code: 0, stderr: '' });
    const { cluster } = JSON.parse(await readFile(join(dataDir, 'postgres.json'), 'utf8')) as {
      cluster: string;
    };
    await expect(readFile(join(cluster, 'data', 'postmaster.pid'))).rejects.toThrow('ENOENT');
  });

  it('starts on the database that DATABASE_URL names, which it migrates and leaves running', async () => {
    const database = await emptyDatabase();
    const server = startProgram(
      MAIN,
      [],
      environment({ DATABASE_URL: database.url, DATA_DIR: '/nonexistent' }),
    );
    const address = (await server.says(ready))[1]!;
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    server.process.kill('SIGTERM');
    expect((await server.ended).code).toBe(0);
    expect((await database.pool.query('select 1 from staff')).rowCount).toBe(0);
    await database.drop();
  });

  it('tells the time of TEST_CLOCK in a test environment', async () => {
    const database = await freshDatabase();
    const env = {
      DATABASE_URL: database.url,
      TEST_ENVIRONMENT: '1',
      TEST_CLOCK: '2026-12-03T23:59:00+08:00',
    };
    const server = startProgram(MAIN, [], environment(env));
    const info = await fetch(`${(await server.says(ready))[1]}/server/v1/info`);
    expect(((await info.json()) as { server_time: string }).server_time).toMatch(
      /^2026-12-(03T23:59|04T00:0)/,
    );
    server.process.kill('SIGTERM');
    await server.ended;
    await database.drop();
  });
});

describe('a configuration error is one line and exit code 1', () => {
  const failure = async (env: Record<string, string>) => {
    const { code, stdout, stderr } = await runProgram(MAIN, [], environment(env));
    expect([code, stdout, stderr.trim().split('\n').length]).toEqual([1, '', 1]);
    return stderr.trim();
  };

  it('PORT is no port', async () => {
    expect(await failure({ PORT: 'http' })).toMatch(/^PORT: /);
  });

  it('PORT is taken', async () => {
    const database = await freshDatabase();
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port));
    });
    expect(await failure({ PORT: String(port), DATABASE_URL: database.url })).toBe(
      `cannot listen on 127.0.0.1 port ${port}: the port is taken by another program`,
    );
    other.close();
    await database.drop();
  });

  it('DATABASE_URL leads nowhere, and its password is not printed', async () => {
    const line = await failure({ DATABASE_URL: 'postgres://desk:s3cret@127.0.0.1:1/desk' });
    expect(line).toBe('DATABASE_URL (127.0.0.1:1/desk) cannot be reached: connect ECONNREFUSED 127.0.0.1:1');
  });

  it('PostgreSQL is too old', async () => {
    const database = await emptyDatabase();
    const name = new URL(database.url).pathname.slice(1);
    await database.pool.query(
      `create function current_setting(text) returns text language sql as $$ select '140011' $$`,
    );
    await database.pool.query(`alter database ${name} set search_path = public, pg_catalog`);
    expect(await failure({ DATABASE_URL: database.url })).toBe(
      'PostgreSQL 14 is too old: 15 or newer is needed',
    );
    await database.drop();
  });

  it('DATA_DIR cannot be written', async () => {
    const file = join(closed, 'file');
    await writeFile(file, '');
    expect(await failure({ DATA_DIR: join(file, 'data') })).toMatch(/^DATA_DIR .* cannot be used: /);
  });
});
