import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Customer, Placement } from '../../../shared/domain/rows.ts';
import { freshDatabase, type FreshDatabase } from '../../test-support/fresh-database.ts';
import { whileHeld } from '../../test-support/waiting.ts';
import {
  feedFolder,
  feeRow,
  REGION,
  subscriptionRow,
  TEST_CLOCK,
  type FeedFolder,
} from '../test-support/feed-folder.ts';

let database: FreshDatabase;
let folder: FeedFolder;
beforeEach(async () => {
  database = await freshDatabase();
  folder = await feedFolder(database.pool);
  await folder.take('org_units.csv', REGION);
  await folder.take('cross_boxes.csv', [
    '55J001,青秀,0771-5500000,0771-5500399,Q-GZ-1-1',
    '55J001,青秀,0771-5500100,0771-5500199,Q-GZ-1-2',
    '55J001,青秀,,,Q-TB-1',
    '55J002,青秀,0771-5500400,0771-5500799,',
    '55J003,青秀,0771-5500800,0771-5501199,Q-GZ-1-2',
    '55J003,青秀,0771-5500800,0771-5501199,Q-GZ-1-1',
    '55J004,青秀,0771-5501200,0771-5501599,X-GZ-1-1',
  ]);
  await folder.take('line97_20261116.csv', [
    '0771-5500050,55J001,1,局',
    '0771-5500150,55J001,2,局',
    'nn0771550015088,55J001,3,局',
    '0771-9999999,55J001,4,局',
    '0771-5500500,55J002,5,局',
    '0771-5500900,55J003,6,局',
    '0771-5501300,55J004,7,局',
    '0771-5509000,55J004,8,局',
    '0771-5509001,55J999,9,局',
  ]);
});
afterEach(async () => {
  // Whatever was logged, founded to reopened: by the clock of the server, not by that of the database.
  const { rows } = await database.pool.query<{ logged_at: Date }>(
    'select distinct logged_at from reassignment_log',
  );
  expect(rows).toEqual([{ logged_at: TEST_CLOCK.now() }]);
  await folder.remove();
  await database.drop();
});

const customers = async (): Promise<Customer[]> => {
  const { rows } = await database.pool.query<{ body: string }>(
    `select body from sync_row where entity = 'customer' order by id`,
  );
  return rows.map(({ body }) => JSON.parse(body) as Customer);
};
const places = async (): Promise<[string, string, string][]> =>
  (await customers()).map((one) => [one.customerCode, one.billingAccountNumber, one.communityCode]);
const placementOf = async (account: string): Promise<Placement | undefined> =>
  (await customers()).find((one) => one.billingAccountNumber === account)?.placement;
const log = async (): Promise<unknown[]> =>
  (
    await database.pool.query<{ all: unknown[] }>(
      `select array[kind, customer_code, from_community, to_community] as all from reassignment_log
       where kind <> 'FOUNDED' order by log_id`,
    )
  ).rows.map((row) => row.all);

const on = (number: string, more = {}) => ({ number, ...more });

describe('a new customer', () => {
  it('is founded in file order, and placed by its first subscription alone', async () => {
    await folder.take('billing_users_20261120.csv', [
      subscriptionRow('3', 'HT-B', on('0771-5500150', { name: '先到' })),
      subscriptionRow('1', 'HT-A', on('0771-5500050')),
      subscriptionRow('2', 'HT-B', on('0771-5500050', { name: '后到' })),
      subscriptionRow('4', 'HT-C', on('0771-9999999')),
    ]);
    expect(await places()).toEqual([
      ['KH0000000001', 'HT-B', 'Q-GZ-1-2'],
      ['KH0000000002', 'HT-A', 'Q-GZ-1-1'],
      ['KH0000000003', 'HT-C', 'Q-TB-1'],
    ]);
    const [first, , third] = await customers();
    expect(first).toMatchObject({
      name: '先到',
      responsibleUnit: 'Q-GZ',
      reportingSegment: 'MASS_MARKET',
      placement: {
        kind: 'RULE',
        decidedOn: '2026-11-20',
        cabinet: '55J001',
        number: '07715500150',
        rangeFrom: '0771-5500100',
        rangeTo: '0771-5500199',
      },
    });
    expect(first!.subscriptions.map((one) => one.subscriptionId).sort()).toEqual(['2', '3']);
    expect(third).toMatchObject({
      reportingSegment: 'CONTRACT_AGENT',
      responsibleUnit: 'Q-TB',
      placement: { rangeFrom: null, rangeTo: null },
    });
  });

  it('is matched by the fixed line inside a broadband account', async () => {
    await folder.take('billing_users_20261120.csv', [subscriptionRow('1', 'HT1', on('nn0771550015088'))]);
    expect(await places()).toEqual([['KH0000000001', 'HT1', 'Q-GZ-1-2']]);
  });

  it('is matched whatever billing area the rule is of', async () => {
    await folder.take('billing_users_20261120.csv', [
      subscriptionRow('1', 'HT1', on('0771-5501300', { area: '柳州' })),
    ]);
    expect(await places()).toEqual([['KH0000000001', 'HT1', 'X-GZ-1-1']]);
  });

  it('goes by the lower community code where rules tie, and that is a finding', async () => {
    await folder.take('billing_users_20261120.csv', [subscriptionRow('1', 'HT1', on('0771-5500900'))]);
    expect(await places()).toEqual([['KH0000000001', 'HT1', 'Q-GZ-1-1']]);
    expect(await placementOf('HT1')).toMatchObject({ kind: 'RULE', tied: true });
    const { rows } = await database.pool.query('select kind, subject, found_on from quality_finding');
    expect(rows).toEqual([
      { kind: 'TIED_RULES', subject: '55J003 0771-5500800 0771-5501199 Q-GZ-1-1', found_on: '2026-11-20' },
    ]);
  });

  it.each([
    ['NO_LINE', '0771-7000000', '兴宁', 'X-GZ-0', { number: '07717000000' }],
    ['NO_RULE', '0771-5509001', '柳州', 'L-GZ-0', { cabinet: '55J999' }],
    ['NUMBER_OUTSIDE_RANGES', '0771-5509000', '青秀', 'Q-GZ-0', { cabinet: '55J004' }],
    ['RULE_WITHOUT_COMMUNITY', '0771-5500500', '青秀', 'Q-GZ-0', { cabinet: '55J002' }],
  ])('waits in the public pool of its area: %s', async (reason, number, area, pool, more) => {
    await folder.take('billing_users_20261120.csv', [subscriptionRow('1', 'HT1', on(number, { area }))]);
    expect(await places()).toEqual([['KH0000000001', 'HT1', pool]]);
    expect(await placementOf('HT1')).toMatchObject({
      kind: 'POOL',
      decidedOn: '2026-11-20',
      reason,
      ...more,
    });
  });
});

describe('a subscription whose account is known', () => {
  it('joins the customer that holds it, wherever that is', async () => {
    await folder.take('billing_users_20261120.csv', [subscriptionRow('1', 'HT1', on('0771-5500050'))]);
    await database.pool.query(
      `update customer set community_code = 'L-SY-1', locked_until = '2027-12-03',
         placement = '{"kind": "REASSIGNMENT", "decidedOn": "2026-11-20", "request": "r", "by": "1"}'`,
    );
    await folder.take('billing_users_20261121.csv', [
      subscriptionRow('1', 'HT1', on('0771-5500050')),
      subscriptionRow('2', 'HT1', on('0771-5500150')),
    ]);
    const all = await customers();
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({
      communityCode: 'L-SY-1',
      responsibleUnit: 'L-SY',
      placement: { kind: 'REASSIGNMENT' },
    });
    expect(all[0]!.subscriptions).toHaveLength(2);
  });
});

describe('waiting for a line', () => {
  const rows = [
    subscriptionRow('1', 'HT1', on('0771-5500060')),
    subscriptionRow('2', 'HT2', on('0771-5500160')),
    subscriptionRow('3', 'HT3', on('0771-5500170')),
    subscriptionRow('4', 'HT4', on('0771-5509009')),
  ];
  const lines = [
    '0771-5500060,55J001,1,局',
    '0771-5500160,55J001,2,局',
    '0771-5500170,55J001,3,局',
    '0771-5509009,55J004,4,局',
  ];

  it('ends when 97 brings it, but not for who is locked or was moved by a person', async () => {
    await folder.take('billing_users_20261120.csv', rows);
    await database.pool.query(
      `update customer set locked_until = '2027-12-03' where billing_account_number = 'HT2'`,
    );
    await database.pool.query(
      `update customer set community_code = 'Q-SY-1', placement = '{"kind": "DIVISION", "decidedOn": "2026-11-20", "batch": "b", "by": "1"}'
       where billing_account_number = 'HT3'`,
    );
    await database.pool.query(
      `insert into reassignment_request (request_id, customer_code, from_community, to_community, reason, asked_by, asked_at,
         arrived_at, state)
       values ('RQ1', 'KH0000000001', 'Q-GZ-0', 'Q-SY-1', '', '1', '', now(), 'OPEN')`,
    );
    const run = await folder.take('line97_20261123.csv', lines, { force: true });
    expect(run.facts).toMatchObject({ matchedAgain: 2 });
    expect(await places()).toEqual([
      ['KH0000000001', 'HT1', 'Q-GZ-1-1'],
      ['KH0000000002', 'HT2', 'Q-GZ-0'],
      ['KH0000000003', 'HT3', 'Q-SY-1'],
      ['KH0000000004', 'HT4', 'Q-GZ-0'],
    ]);
    expect(await placementOf('HT1')).toMatchObject({
      kind: 'RULE',
      decidedOn: '2026-11-23',
      cabinet: '55J001',
    });
    expect(await placementOf('HT4')).toMatchObject({ kind: 'POOL', reason: 'NUMBER_OUTSIDE_RANGES' });
    expect(await log()).toEqual([
      ['MATCHED_AGAIN', 'KH0000000001', 'Q-GZ-0', 'Q-GZ-1-1'],
      ['MATCHED_AGAIN', 'KH0000000004', 'Q-GZ-0', 'Q-GZ-0'],
    ]);
    const asked = await database.pool.query('select state, decided_at from reassignment_request');
    expect(asked.rows).toEqual([{ state: 'OVERTAKEN', decided_at: TEST_CLOCK.now() }]);
  });

  it('goes by what a person does while the lines are being taken', async () => {
    await folder.take('billing_users_20261120.csv', rows);
    const run = await whileHeld(
      database.pool,
      `update customer set community_code = 'Q-SY-1', placement = '{"kind": "DIVISION", "decidedOn": "2026-11-20", "batch": "b", "by": "1"}'
       where billing_account_number = 'HT1'`,
      () => folder.take('line97_20261123.csv', lines, { force: true }),
    );
    expect(run.facts).toMatchObject({ matchedAgain: 3 });
    expect((await places())[0]).toEqual(['KH0000000001', 'HT1', 'Q-SY-1']);
    expect(await placementOf('HT1')).toMatchObject({ kind: 'DIVISION' });
    expect((await log())[0]).toEqual(['MATCHED_AGAIN', 'KH0000000002', 'Q-GZ-0', 'Q-GZ-1-2']);
  });

  it('ends once a lock has run out', async () => {
    await folder.take('billing_users_20261120.csv', rows);
    await database.pool.query(`update customer set locked_until = '2026-11-19'`);
    expect((await folder.take('line97_20261123.csv', lines, { force: true })).facts).toMatchObject({
      matchedAgain: 4,
    });
    expect((await folder.take('line97_20261123.csv', lines)).facts).toMatchObject({ matchedAgain: 0 });
  });
});

describe('a subscription whose account changes', () => {
  beforeEach(async () => {
    await folder.take('billing_users_20261120.csv', [
      subscriptionRow('1', 'HT1', on('0771-5500050')),
      subscriptionRow('2', 'HT2', on('0771-5500150')),
    ]);
    await folder.take('bi_fees_202610.csv', [feeRow('1', '202610', '10.00'), feeRow('2', '202610', '20.00')]);
    await folder.take('arrears_20261120.csv', ['HT1,1,202610,1,5.00']);
  });
  const ledgers = async (): Promise<unknown> =>
    (
      await database.pool.query(
        `select id, bucket, body::json -> 'fees' ->> 'rent' as rent from sync_row where entity = 'ledger' order by id`,
      )
    ).rows;

  it('moves with its history to the customer that holds the new one; who is left empty is closed', async () => {
    const run = await folder.take('billing_users_20261121.csv', [
      subscriptionRow('1', 'HT2', on('0771-5500050')),
      subscriptionRow('2', 'HT2', on('0771-5500150')),
    ]);
    expect(run.facts).toMatchObject({ founded: 0, accountsChanged: 1, closed: 1 });
    const [closed, holder] = await customers();
    expect(closed).toMatchObject({
      customerCode: 'KH0000000001',
      closedOn: '2026-11-21',
      subscriptions: [],
      communityCode: 'Q-GZ-1-1',
    });
    expect(holder!.subscriptions.map((one) => one.subscriptionId)).toEqual(['1', '2']);
    expect(await ledgers()).toEqual([{ id: 'KH0000000002', bucket: 'community:Q-GZ-1-2', rent: '[3000]' }]);
    const { rows } = await database.pool.query(`select id from sync_row where entity = 'balance'`);
    expect(rows).toEqual([{ id: 'KH0000000002' }]);
    expect(await log()).toEqual([
      ['ACCOUNT_CHANGED', 'KH0000000001', 'Q-GZ-1-1', 'Q-GZ-1-2'],
      ['CLOSED', 'KH0000000001', 'Q-GZ-1-1', 'Q-GZ-1-1'],
    ]);
  });

  it('founds a customer where nobody holds the new one', async () => {
    await folder.take('billing_users_20261121.csv', [
      subscriptionRow('1', 'HT3', on('0771-5500050')),
      subscriptionRow('2', 'HT2', on('0771-5500150')),
    ]);
    const all = await customers();
    expect(all.map((one) => [one.customerCode, one.closedOn ?? null, one.firstSeenMonth])).toEqual([
      ['KH0000000001', '2026-11-21', '2024-05'],
      ['KH0000000002', null, '2024-05'],
      ['KH0000000003', null, '2026-11'],
    ]);
  });

  it('reopens a closed customer when it comes back to its account', async () => {
    await folder.take('billing_users_20261121.csv', [
      subscriptionRow('1', 'HT2', on('0771-5500050')),
      subscriptionRow('2', 'HT2', on('0771-5500150')),
    ]);
    await folder.take('billing_users_20261122.csv', [
      subscriptionRow('1', 'HT1', on('0771-5500050')),
      subscriptionRow('2', 'HT2', on('0771-5500150')),
    ]);
    const [reopened] = await customers();
    expect(reopened).not.toHaveProperty('closedOn');
    expect(reopened!.subscriptions.map((one) => one.subscriptionId)).toEqual(['1']);
    expect((await log()).at(-1)).toEqual(['REOPENED', 'KH0000000001', 'Q-GZ-1-1', 'Q-GZ-1-1']);
    expect(await ledgers()).toHaveLength(2);
  });
});

describe('the founding subscription', () => {
  it('gives its name, also when that changes, as long as the customer holds it', async () => {
    await folder.take('billing_users_20261120.csv', [
      subscriptionRow('1', 'HT1', { name: '旧' }),
      subscriptionRow('2', 'HT1', { name: '别' }),
    ]);
    await folder.take('billing_users_20261121.csv', [
      subscriptionRow('1', 'HT1', { name: '新' }),
      subscriptionRow('2', 'HT1', { name: '别的' }),
    ]);
    expect((await customers())[0]!.name).toBe('新');
    await folder.take('billing_users_20261122.csv', [
      subscriptionRow('1', 'HT2', { name: '走了' }),
      subscriptionRow('2', 'HT1', { name: '别的' }),
    ]);
    expect((await customers()).map((one) => one.name)).toEqual(['新', '走了']);
  });
});

describe('a subscription that the file no longer carries', () => {
  it('is marked missing from the first such file on, and no longer when it is back', async () => {
    const both = [subscriptionRow('1', 'HT1'), subscriptionRow('2', 'HT1')];
    await folder.take('billing_users_20261120.csv', both);
    expect(await folder.take('billing_users_20261121.csv', both.slice(1), { force: true })).toMatchObject({
      rows_removed: 1,
      rows_changed: 0,
    });
    await folder.take('billing_users_20261122.csv', both.slice(1), { force: true });
    const missing = async () => (await customers())[0]!.subscriptions.map((one) => one.missingSince);
    expect(await missing()).toEqual(['2026-11-21', undefined]);
    await folder.take('billing_users_20261123.csv', both);
    expect(await missing()).toEqual([undefined, undefined]);
  });
});

describe('opening stock', () => {
  const inNetwork1 = [
    subscriptionRow('1', 'HT1', on('0771-5500050', { activatedOn: '2025-03-04' })),
    subscriptionRow('2', 'HT1', on('0771-1', { activatedOn: '2023-07-08' })),
    subscriptionRow('3', 'HT2', on('0771-5500150')),
    subscriptionRow('4', 'HT3', on('0771-2')),
  ];
  const inNetwork2 = [
    subscriptionRow('5', 'HT5', on('0772-1', { area: '柳州', activatedOn: '2022-02-02' })),
    subscriptionRow('6', 'HT6', on('0772-2', { area: '柳州' })),
  ];

  it('is placed by its assignments first, and seen first when its earliest subscription began', async () => {
    await folder.take('opening_assignments.csv', [
      'HT1,Q-SY-1,大客户',
      'HT3,X-GZ-1-2,流动',
      'HT6,L-SY-1,',
      'HT9,Q-SY-1,商业',
    ]);
    await folder.take('billing_users_20261120.csv', inNetwork1);
    const seen = async () =>
      (await customers()).map((one) => [
        one.billingAccountNumber,
        one.communityCode,
        one.reportingSegment,
        one.firstSeenMonth,
        one.placement.kind,
      ]);
    expect(await seen()).toEqual([
      ['HT1', 'Q-SY-1', 'KEY_ACCOUNT', '2023-07', 'OPENING'],
      ['HT2', 'Q-GZ-1-2', 'MASS_MARKET', '2024-05', 'RULE'],
      ['HT3', 'X-GZ-1-2', 'TRANSIENT', '2024-05', 'OPENING'],
    ]);
    // The other network opens a day later; in the first one the same day's customers are new.
    await folder.take('billing_users_20261121.csv', [
      ...inNetwork1,
      ...inNetwork2,
      subscriptionRow('9', 'HT9', on('0771-9')),
    ]);
    expect((await seen()).slice(3)).toEqual([
      ['HT5', 'L-GZ-0', 'MASS_MARKET', '2022-02', 'POOL'],
      ['HT6', 'L-SY-1', 'BUSINESS', '2024-05', 'OPENING'],
      ['HT9', 'Q-GZ-0', 'MASS_MARKET', '2026-11', 'POOL'],
    ]);
    const { rows } = await database.pool.query<{ account: string }>(
      'select billing_account_number as account from customer where opening_stock order by 1',
    );
    expect(rows.map((row) => row.account)).toEqual(['HT1', 'HT2', 'HT3', 'HT5', 'HT6']);
  });
});
