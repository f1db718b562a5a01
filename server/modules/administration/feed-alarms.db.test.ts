import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AlarmsResponse } from '../../../shared/api/feeds.ts';
import { insertRegion } from '../../sync/test-support/region.ts';
import { accessTokenFor, bearer, insertPerson } from '../../test-support/people.ts';
import { type TestApp, testApp } from '../../test-support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await testApp({ config: { metricsToken: 'scrape-me-0123456789' } });
  const { pool } = server.database;
  await insertRegion(pool);
  for (const [staffNo, role, unitCode] of [
    ['region', 'REGION_SYSTEM_ADMIN', 'GX'],
    ['nanning', 'NETWORK_SYSTEM_ADMIN', 'NN'],
    ['chief', 'REGION_CHANNEL_ADMIN', 'GX'],
  ] as const) {
    await insertPerson(pool, { staffNo, name: `姓名${staffNo}`, roles: [{ role, unitCode }] });
  }
  await pool.query(
    `insert into feed_alarm (kind, feed, subject, detail, raised_at) values
       ('FAILED', 'arrears', '7', '{"file": "arrears_20261120.csv", "refusal": "E_COLUMNS"}', now()),
       ('OVERDUE', 'line97', '2026-11-09', '{"as_of": "2026-11-09"}', now())`,
  );
});
afterAll(() => server.close());

const ask = (who: string, alarmIds?: number[]) =>
  server.app.inject({
    method: alarmIds ? 'POST' : 'GET',
    url: '/admin/v1/feeds/alarms',
    headers: bearer(accessTokenFor(server.app, who)),
    ...(alarmIds ? { payload: { alarm_ids: alarmIds } } : {}),
  });
const read = async (who: string) => (await ask(who)).json<AlarmsResponse>();
const counted = async (): Promise<string[]> => {
  // What was read a moment ago is kept for ten seconds, so another process is asked.
  const other = await testApp({
    database: server.database,
    config: { metricsToken: 'scrape-me-0123456789' },
  });
  const { body } = await other.app.inject({
    url: '/metrics',
    headers: { authorization: 'Bearer scrape-me-0123456789' },
  });
  await other.app.close();
  return body.split('\n').filter((line) => line.startsWith('channeldesk_feed_alarms{'));
};

it('is read by all who look after feeds, and taken note of by the region, with a name', async () => {
  const { alarms, open } = await read('region');
  expect([alarms.length, open]).toEqual([2, 2]);
  expect(await read('nanning')).toMatchObject({ open: 0, may_acknowledge: false });
  expect(await counted()).toEqual([
    'channeldesk_feed_alarms{kind="FAILED",feed="arrears"} 1',
    'channeldesk_feed_alarms{kind="OVERDUE",feed="line97"} 1',
  ]);
  const failed = alarms.find(({ kind }) => kind === 'FAILED')!;
  for (const [who, code] of [
    ['nanning', 'E_SCOPE'],
    ['chief', 'E_PERMISSION'],
  ] as const) {
    expect((await ask(who, [failed.alarm_id])).json()).toMatchObject({ error: { code } });
  }
  for (let twice = 0; twice < 2; twice++)
    expect((await ask('region', [failed.alarm_id])).statusCode).toBe(204);
  const after = await read('region');
  expect(after.open).toBe(1);
  expect(after.alarms.at(-1)).toMatchObject({
    kind: 'FAILED',
    acknowledged_by: 'region',
    acknowledged_name: '姓名region',
  });
  expect(await counted()).toEqual(['channeldesk_feed_alarms{kind="OVERDUE",feed="line97"} 1']);
  const trail = await server.database.pool.query(
    `select actor, subject, detail from audit_event where kind = 'ALARM_NOTED'`,
  );
  expect(trail.rows).toEqual([{ actor: 'region', subject: 'arrears', detail: { kind: 'FAILED', of: '7' } }]);
});
