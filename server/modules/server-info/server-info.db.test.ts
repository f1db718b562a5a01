import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VERSION } from '../../app.ts';
import { MovableClock, type TestApp, testApp } from '../../test-support/test-app.ts';

describe('what anybody may ask', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await testApp({
      clock: new MovableClock('2026-11-20T01:00:00Z'),
      config: { testEnvironment: true },
    });
  });
  afterAll(() => server.close());

  it('GET /server/v1/info names the server, its protocol and its time', async () => {
    const answer = await server.app.inject('/server/v1/info');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      name: 'channeldesk',
      version: VERSION,
      protocol: 1,
      test_environment: true,
      policy: { watermark: false, lock_after_minutes: null, password_at_start: false },
      demo: false,
      server_time: '2026-11-20T09:00:00.000+08:00',
    });
  });

  it('GET /server/v1/info says when the store holds demo data', async () => {
    await server.database.pool.query(`insert into store_info values ('kind', 'demo')`);
    const answer = await server.app.inject('/server/v1/info');
    expect(answer.json()).toMatchObject({ demo: true });
  });

  it('GET /healthz is 200 when the schema is complete, 503 when a migration is missing', async () => {
    const ready = await server.app.inject('/healthz');
    expect([ready.statusCode, ready.json()]).toEqual([200, { status: 'ready' }]);

    const { rows } = await server.database.pool.query<{ name: string }>(
      'delete from schema_migration where name = (select max(name) from schema_migration) returning name',
    );
    const behind = await server.app.inject('/healthz');
    expect([behind.statusCode, behind.json()]).toEqual([503, { status: 'not ready' }]);
    await server.database.pool.query(`insert into schema_migration values ($1, '')`, [rows[0]!.name]);
  });
});
