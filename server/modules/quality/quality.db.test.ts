import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FindingsResponse } from '../../../shared/api/quality.ts';
import { findQuality, findQualityWhereDue } from '../../quality/find.ts';
import { accessTokenFor, bearer } from '../../test-support/people.ts';
import { MovableClock, type TestApp, testApp } from '../../test-support/test-app.ts';
import { insertCustomers, insertPeople, insertRegion } from '../division/test-support/division-region.ts';

const DAY_MS = 86_400_000;

let server: TestApp;
let clock: MovableClock;
beforeEach(async () => {
  clock = new MovableClock('2026-11-21T02:00:00Z');
  server = await testApp({ clock });
  await insertRegion(pool());
  await insertPeople(pool());
  await insertCustomers(pool(), [
    { code: '1001', community: 'QX-P-1-1' },
    { code: '1002', community: 'QX-P-1-1' },
    { code: '1003', community: 'QX-P-1-2' },
    { code: '2001', community: 'XN-P-1-1', area: '兴宁' },
  ]);
  await pool().query(
    `insert into cabinet_rule (cabinet, billing_area, range_from, range_to, from_digits, to_digits, community_code) values
      ('55J', '青秀', '0771-1001', '0771-1001', 7711001, 7711001, 'QX-P-1-1'),
      ('55J', '青秀', '0771-9001', '0771-9001', 7719001, 7719001, 'QX-P-1-2'),
      ('77J', '青秀', '', '', null, null, null),
      ('88J', '兴宁', '', '', null, null, 'XN-P-1-1')`,
  );
  await pool().query(
    `insert into line97 (access_number, cabinet, terminal, exchange) values
      ('07711001', '55J', '', ''), ('07711002', '55J', '', ''), ('07711003', '77J', '', ''), ('07712001', '99J', '', '')`,
  );
});
afterEach(() => server.close());

const pool = () => server.database.pool;
const call = async (who: string, method: 'GET' | 'POST', path: string) => {
  const answer = await server.app.inject({
    method,
    url: `/quality/v1/${path}`,
    headers: bearer(accessTokenFor(server.app, who, { clock })),
  });
  return { status: answer.statusCode, body: answer.body ? (answer.json() as unknown) : null };
};
const list = async (who: string, query = ''): Promise<FindingsResponse> =>
  (await call(who, 'GET', `findings${query}`)).body as FindingsResponse;
const secondLine = (number: string, customer: string, more: { account?: string; cabinet?: string } = {}) =>
  pool().query(
    `with line as (
       insert into line97 (access_number, cabinet, terminal, exchange) select $1, $4, '', '' where $4 <> ''
       on conflict do nothing
     )
     insert into subscription (subscription_id, customer_code, billing_account_number, name, access_number, product,
       status, installation_address, billing_area, activated_on, contact_phone, first_file_day)
     values ('T' || $1 || $2, $2, coalesce($3, 'A' || $2), '乙', $1, '固定电话', 'IN_SERVICE', '', '青秀', '2026-11-16', '', '2026-11-16')`,
    [number, customer, more.account ?? null, more.cabinet ?? ''],
  );
/** What is found of a kind: subject and what it says. */
const found = async (kind: string, who = 'network') =>
  (await list(who, `?kind=${kind}`)).findings.map((row) => ({
    subject: row.subject,
    customer: row.customer_code,
    others: row.others,
    count: row.count,
  }));

describe('what is looked for', () => {
  it('numbers that no range of their cabinet holds', async () => {
    await findQuality(pool(), { clock });
    expect(await found('NUMBER_OUTSIDE_RANGES')).toEqual([
      { subject: 'S1002', customer: '1002', others: [], count: null },
    ]);
  });

  it('rules without a community that exists, and cabinets of which no rule knows', async () => {
    await pool().query(`update org_unit set retired_on = '2026-11-01' where unit_code = 'XN-P-1-1'`);
    await findQuality(pool(), { clock });
    expect(await found('CABINET_WITHOUT_COMMUNITY')).toEqual([
      { subject: '77J', customer: null, others: [], count: 1 },
      { subject: '88J', customer: null, others: [], count: 0 },
      { subject: '99J', customer: null, others: [], count: 1 },
    ]);
  });

  it('accounts whose subscriptions the rules send to several communities', async () => {
    await secondLine('07719001', '1001', { cabinet: '55J' });
    await findQuality(pool(), { clock });
    expect(await found('ACCOUNT_SPANS_COMMUNITIES')).toEqual([
      { subject: '1001', customer: '1001', others: ['青秀片1社区', '青秀片2社区'], count: 2 },
    ]);
  });

  it('accounts that feeds name differently', async () => {
    await pool().query(
      `insert into arrears (subscription_id, billing_account_number, since_month, months, amount)
       values ('S1003', 'OTHER', '2026-10', 1, 100), ('S1001', 'A1001', '2026-10', 1, 100)`,
    );
    await findQuality(pool(), { clock });
    const { findings } = await list('network', '?kind=ACCOUNT_DIFFERS');
    expect(findings).toMatchObject([
      { customer_code: '1003', account: 'A1003', other_account: 'OTHER', access_number: '07711003' },
    ]);
  });

  it('one number on two live subscriptions', async () => {
    await secondLine('07711003', '1002');
    await findQuality(pool(), { clock });
    expect(await found('DUPLICATE_ACCESS_NUMBER')).toEqual([
      { subject: '07711003', customer: '1002', others: ['1002', '1003'], count: 2 },
    ]);
    await pool().query(`update subscription set status = 'TERMINATED' where subscription_id = 'S1003'`);
    await findQuality(pool(), { clock });
    expect(await found('DUPLICATE_ACCESS_NUMBER')).toEqual([]);
  });

  it('rules that tie', async () => {
    await pool().query(
      `update customer set placement = '{"kind": "RULE", "decidedOn": "2026-11-16", "cabinet": "55J", "tied": true}'
       where customer_code in ('1001', '1002')`,
    );
    await findQuality(pool(), { clock });
    expect(await found('TIED_RULES')).toEqual([
      { subject: '55J QX-P-1-1', customer: '1001', others: [], count: 2 },
    ]);
  });

  it('keeps the day on which it was found first, and forgets what was put right', async () => {
    await findQuality(pool(), { clock });
    clock.advance(2 * DAY_MS);
    await findQuality(pool(), { clock });
    const first = await list('network', '?kind=NUMBER_OUTSIDE_RANGES');
    expect(first.findings[0]?.found_on).toBe('2026-11-21');
    expect(first.checked_at).toMatch(/^2026-11-23/);
    await pool().query(
      `update cabinet_rule set range_to = '0771-1002', to_digits = 7711002 where range_from = '0771-1001'`,
    );
    await findQuality(pool(), { clock });
    expect(await found('NUMBER_OUTSIDE_RANGES')).toEqual([]);
  });

  it('is looked for when a feed was taken since, and each day', async () => {
    expect(await findQualityWhereDue(pool(), clock)).toBe(false);
    await pool().query(
      `insert into feed_run (file, sha256, outcome, started_at) values ('lines97.csv', '', 'TAKEN', $1)`,
      [clock.now()],
    );
    clock.advance(60_000);
    expect(await findQualityWhereDue(pool(), clock)).toBe(true);
    expect(await findQualityWhereDue(pool(), clock)).toBe(false);
    clock.advance(DAY_MS);
    expect(await findQualityWhereDue(pool(), clock)).toBe(true);
  });
});

describe('who sees it', () => {
  it.each([
    ['network', ['NUMBER_OUTSIDE_RANGES 1', 'CABINET_WITHOUT_COMMUNITY 2']],
    ['region', ['NUMBER_OUTSIDE_RANGES 1', 'CABINET_WITHOUT_COMMUNITY 2']],
    ['qx-public', ['NUMBER_OUTSIDE_RANGES 1', 'CABINET_WITHOUT_COMMUNITY 1']],
    ['elsewhere', []],
  ])('%s: %j', async (who, counts) => {
    await findQuality(pool(), { clock });
    const said = await list(who);
    const shown = Object.entries(said.counts).filter(([, count]) => count > 0);
    expect(shown.map(([kind, count]) => `${kind} ${count}`)).toEqual(counts);
    expect(said.total).toBe(shown.reduce((sum, [, count]) => sum + count, 0));
  });

  it.each(['wei', 'lead', 'viewer', 'qx-business'])('not %s', async (who) => {
    for (const [method, path] of [
      ['GET', 'findings'],
      ['POST', 'check'],
    ] as const) {
      const { status, body } = await call(who, method, path);
      expect([status, (body as { error: { code: string } }).error.code]).toEqual([403, 'E_PERMISSION']);
    }
  });

  it('finds by code, name, cabinet and community, page by page; and looks again when asked', async () => {
    expect((await list('network')).checked_at).toBeNull();
    expect((await call('network', 'POST', 'check')).status).toBe(204);
    expect((await list('network', '?search=99j')).findings.map((row) => row.subject)).toEqual(['99J']);
    expect((await list('network', '?search=1002')).findings.map((row) => row.customer_code)).toEqual([
      '1002',
    ]);
    const second = await list('network', '?limit=1&offset=1');
    expect([second.total, second.findings.map((row) => row.subject)]).toEqual([3, ['77J']]);
  });
});
