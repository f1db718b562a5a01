import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdjustmentsResponse } from '../../../shared/api/adjustments.ts';
import { accessTokenFor, bearer, insertPerson } from '../../test-support/people.ts';
import { type TestApp, testApp } from '../../test-support/test-app.ts';
import { insertCustomers, insertPeople, insertRegion } from '../division/test-support/division-region.ts';

let server: TestApp;
beforeAll(async () => {
  server = await testApp();
  const { pool } = server.database;
  await insertRegion(pool);
  await insertPeople(pool);
  await insertPerson(pool, {
    staffNo: 'system-admin',
    roles: [{ role: 'REGION_SYSTEM_ADMIN', unitCode: 'R' }],
  });
  await insertCustomers(pool, [
    { code: 'K1', community: 'QX-P-0' },
    { code: 'K2', community: 'XN-P-0', area: '兴宁' },
  ]);
  await pool.query(
    `insert into reassignment_log (customer_code, from_community, to_community, kind, actor, reason, logged_at)
     values ('K1', 'QX-P-0', 'QX-P-1-1', 'DIVIDED', 'network', '划分.xlsx', '2026-11-21T23:30:00+08:00'),
            ('K1', 'QX-P-1-1', 'QX-P-1-2', 'REASSIGNED', 'lead', '地址在那边', '2026-11-22T00:30:00+08:00')`,
  );
});
afterAll(() => server.close());

const read = async (who: string, query = '') => {
  const answer = await server.app.inject({
    url: `/adjustments/v1${query}`,
    headers: bearer(accessTokenFor(server.app, who)),
  });
  if (answer.statusCode !== 200) return answer.statusCode;
  const { adjustments } = answer.json<AdjustmentsResponse>();
  return adjustments.map((entry) => `${entry.customer_code} ${entry.kind}`);
};

describe('the adjustment log', () => {
  it.each([
    ['network', ['K1 REASSIGNED', 'K1 DIVIDED', 'K2 FOUNDED', 'K1 FOUNDED']],
    ['qx-public', ['K1 REASSIGNED', 'K1 DIVIDED', 'K1 FOUNDED']],
    // One end of each of these moves was his.
    ['wei', ['K1 REASSIGNED', 'K1 DIVIDED']],
    ['lin', ['K1 REASSIGNED']],
    ['elsewhere', []],
    ['system-admin', 403],
  ])('as %s reads it', async (who, expected) => {
    expect(await read(who)).toEqual(expected);
  });

  it.each([
    ['?customer_code=K2', ['K2 FOUNDED']],
    ['?kind=DIVIDED', ['K1 DIVIDED']],
    ['?actor=lead', ['K1 REASSIGNED']],
    ['?unit_code=XN', ['K2 FOUNDED']],
    ['?from_day=2026-11-21&to_day=2026-11-21', ['K1 DIVIDED']],
    ['?limit=1', ['K1 REASSIGNED']],
    ['?from_day=2026-13-01', 400],
  ])('filtered by %s', async (query, expected) => {
    expect(await read('network', query)).toEqual(expected);
  });

  it('goes on where it stopped', async () => {
    const first = await server.app.inject({
      url: '/adjustments/v1?limit=3',
      headers: bearer(accessTokenFor(server.app, 'network')),
    });
    const { next } = first.json<AdjustmentsResponse>();
    expect(await read('network', `?before=${next}`)).toEqual(['K1 FOUNDED']);
  });

  it('tells of a customer whose account a file closed and brought back', async () => {
    await server.database.pool.query(
      `insert into reassignment_log (customer_code, from_community, to_community, kind, actor)
       values ('K2', 'XN-P-0', 'XN-P-0', 'CLOSED', 'feed'), ('K2', 'XN-P-0', 'XN-P-0', 'REOPENED', 'feed')`,
    );
    expect(await read('network', '?customer_code=K2')).toEqual(['K2 REOPENED', 'K2 CLOSED', 'K2 FOUNDED']);
    expect(await read('network', '?kind=REOPENED')).toEqual(['K2 REOPENED']);
  });
});
