import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessTokenFor, bearer, insertPerson, insertUnits } from '../../test-support/people.ts';
import { MovableClock, type TestApp, testApp } from '../../test-support/test-app.ts';

const TOKEN = 'scrape-me-0123456789';

let server: TestApp;
beforeAll(async () => {
  server = await testApp({
    config: { metricsToken: TOKEN },
    clock: new MovableClock('2026-11-20T09:00:00+08:00'),
  });
  const { pool } = server.database;
  await insertUnits(pool, [{ unitCode: 'R', kind: 'REGIONAL_COMPANY' }]);
  await insertPerson(pool, { staffNo: 'GX77001', staffId: 'id-1', name: '黄金凤' });
  await pool.query(`update schema_migration set applied_at = '2026-11-15T09:00:00+08:00'`);
  await pool.query(
    `insert into feed_freshness (kind, source, as_of, received_at, cadence, file, row_count)
     values ('line97', 'SYS97', '2026-11-09', now(), 'WEEKLY', 'line97_20261109.csv', 3)`,
  );
  await pool.query(
    `insert into feed_run (kind, file, sha256, outcome, refusal)
     values ('arrears', 'arrears_20261119.csv', 'x', 'REFUSED', 'E_COLUMNS')`,
  );
});
afterAll(() => server.close());

const scrape = (authorization?: string) =>
  server.app.inject({
    url: '/metrics',
    headers: authorization === undefined ? {} : { authorization },
  });

/** The value of one series, as Prometheus would read it. */
const valueOf = (text: string, series: string): number =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${series} `))
      ?.split(' ')
      .at(-1),
  );

describe('GET /metrics', () => {
  it('is for who shows its token, and for no signed-in person', async () => {
    const person = bearer(accessTokenFor(server.app, 'id-1')).authorization;
    for (const shown of [undefined, '', 'Bearer ', `Bearer ${TOKEN}x`, TOKEN, person]) {
      const answer = await scrape(shown);
      expect(answer.statusCode, String(shown)).toBe(401);
      expect(answer.body).not.toContain('channeldesk_');
    }
  });

  it('is not there where no token is set', async () => {
    const other = await testApp({ database: server.database });
    const answer = await other.app.inject({
      url: '/metrics',
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    await other.app.close();
    expect(answer.statusCode).toBe(404);
  });

  it('tells how late feeds are, what was refused, and that the store answers', async () => {
    const { statusCode, headers, body } = await scrape(`Bearer ${TOKEN}`);
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toMatch(/^text\/plain/);
    expect(valueOf(body, 'channeldesk_store_up')).toBe(1);
    expect(valueOf(body, 'channeldesk_feed_days_late{kind="line97"}')).toBe(4);
    // Set up five days before, and nothing has come.
    expect(valueOf(body, 'channeldesk_feed_days_late{kind="prepaid"}')).toBe(4);
    expect(valueOf(body, 'channeldesk_feed_days_late{kind="bi_fees"}')).toBe(0);
    expect(valueOf(body, 'channeldesk_feed_files_refused{kind="arrears"}')).toBe(1);
    expect(valueOf(body, 'channeldesk_store_bytes')).toBeGreaterThan(1_000_000);
    expect(valueOf(body, 'process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
  });

  it("estimates removals as the database last did, and counts devices of the last day by the server's clock", async () => {
    const { pool } = server.database;
    await pool.query(
      `insert into sync_state (bucket, entity, id, txn, op, seq, deleted)
       select 'ref', 'orgUnit', 'gone-' || n, '1', n, n, n % 2 = 0 from generate_series(1, 4000) n`,
    );
    await pool.query('analyze sync_state');
    await pool.query(`update device set last_seen_at = '2026-11-19T08:00:00+08:00'`);
    const other = await testApp({
      database: server.database,
      config: { metricsToken: TOKEN },
      clock: new MovableClock('2026-11-20T07:00:00+08:00'),
    });
    const { body } = await other.app.inject({
      url: '/metrics',
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    await other.app.close();
    expect(valueOf(body, 'channeldesk_sync_tombstones')).toBe(2000);
    expect(valueOf(body, 'channeldesk_devices_seen_last_day')).toBe(1);
  });

  it('counts requests by the pattern of their route, and names nobody', async () => {
    await server.app.inject({ url: '/server/v1/info' });
    await server.app.inject({ url: '/customers/KH0000000001?name=%E9%BB%84%E9%87%91%E5%87%A4' });
    const { body } = await scrape(`Bearer ${TOKEN}`);
    const count = 'channeldesk_http_request_duration_seconds_count';
    expect(valueOf(body, `${count}{method="GET",route="/server/v1/info",status="200"}`)).toBeGreaterThan(0);
    expect(valueOf(body, `${count}{method="GET",route="/*",status="404"}`)).toBeGreaterThan(0);
    expect(body).not.toMatch(/KH0000000001|%E9|黄金凤|GX77001|id-1/);
  });
});
