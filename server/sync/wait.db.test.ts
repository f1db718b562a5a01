import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insertPerson } from '../test-support/people.ts';
import { testApp, type TestApp } from '../test-support/test-app.ts';
import { ClockListener } from './clock-listener.ts';
import { SyncClient } from './test-support/sync-client.ts';

const never = new AbortController().signal;

describe('wait', () => {
  let server: TestApp;
  let client: SyncClient;
  let closed = false;
  beforeEach(async () => {
    server = await testApp();
    closed = false;
    await insertPerson(server.database.pool, { staffNo: '30001' });
    client = new SyncClient(server.app, '30001');
  });
  afterEach(async () => {
    if (!closed) await server.close();
  });

  let written = 0;
  const commit = () =>
    server.database.pool.query(`insert into sync_row values ('freshness', $1, 'ref', '{}')`, [
      `w${++written}`,
    ]);
  const clock = async (): Promise<number> => {
    const { rows } = await server.database.pool.query<{ seq: number }>('select seq from sync_clock');
    return rows[0]!.seq;
  };
  const wait = async (seq: number) => {
    const response = await server.app.inject({
      method: 'GET',
      url: `/sync/v1/wait?seq=${seq}`,
      headers: client.headers,
    });
    return { status: response.statusCode, body: response.json<{ seq?: string; error?: { code: string } }>() };
  };
  const endListening = () =>
    server.database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'channeldesk-wait'`,
    );

  it('answers at once where the clock is past seq already', async () => {
    await commit();
    const now = await clock();
    expect(await wait(now - 1)).toEqual({ status: 200, body: { seq: String(now) } });
  });

  it('[S2] answers as soon as something is committed, to everybody who waits', async () => {
    const now = await clock();
    const waiting = Promise.all([wait(now), wait(now), wait(now)]);
    await sleep(100);
    const begun = performance.now();
    await commit();
    for (const { body } of await waiting) expect(body).toEqual({ seq: String(now + 1) });
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  it('hears of commits again after its connection was lost, also of those in between', async () => {
    const now = await clock();
    const waiting = wait(now + 1);
    await sleep(200);
    await endListening();
    await commit();
    await commit();
    expect((await waiting).body).toEqual({ seq: String(now + 2) });
    const next = wait(now + 2);
    await sleep(50);
    await commit();
    expect((await next).body).toEqual({ seq: String(now + 3) });
  });

  it('says "nothing yet" when the time is up', async () => {
    const listener = new ClockListener(server.database.pool);
    const now = await clock();
    expect(await listener.wait(now, 150, never)).toBe(now);
    await listener.close();
  });

  it('lets a client go that hangs up', async () => {
    const listener = new ClockListener(server.database.pool);
    const gone = new AbortController();
    const waiting = listener.wait(await clock(), 60_000, gone.signal);
    gone.abort();
    await waiting;
    expect(listener.waiting).toBe(0);
    await listener.close();

    await server.app.listen({ port: 0 });
    const { port } = server.app.server.address() as AddressInfo;
    const call = request({ port, path: `/sync/v1/wait?seq=${await clock()}`, headers: client.headers });
    call.on('error', () => undefined);
    call.end();
    await sleep(200);
    call.destroy();
    const begun = performance.now();
    await server.close();
    closed = true;
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  it('answers who waits when the server stops', async () => {
    const now = await clock();
    const waiting = wait(now);
    await sleep(200);
    await server.close();
    closed = true;
    expect(await waiting).toEqual({ status: 200, body: { seq: String(now) } });
  });

  it('refuses a seq that is none, and who is not signed in', async () => {
    const bad = await server.app.inject({ url: '/sync/v1/wait?seq=x', headers: client.headers });
    expect(bad.json()).toMatchObject({ error: { code: 'E_REQUEST' } });
    expect((await server.app.inject({ url: '/sync/v1/wait?seq=0' })).statusCode).toBe(401);
  });
});
