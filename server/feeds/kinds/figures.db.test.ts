import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../../test-support/fresh-database.ts';
import { feedFolder, feeRow, REGION, subscriptionRow, type FeedFolder } from '../test-support/feed-folder.ts';

let database: FreshDatabase;
let folder: FeedFolder;
beforeEach(async () => {
  database = await freshDatabase();
  folder = await feedFolder(database.pool);
  await folder.take('org_units.csv', REGION);
  await folder.take('billing_users_20261120.csv', [
    subscriptionRow('1', 'HT1'),
    subscriptionRow('2', 'HT1'),
    subscriptionRow('3', 'HT3'),
  ]);
});
afterEach(async () => {
  await folder.remove();
  await database.drop();
});

const row = async <T>(entity: string, id: string): Promise<T | undefined> => {
  const { rows } = await database.pool.query<{ body: string }>(
    'select body from sync_row where entity = $1 and id = $2',
    [entity, id],
  );
  return rows[0] && (JSON.parse(rows[0].body) as T);
};

describe('fees', () => {
  it('are packed from the first month to the last, summed over the subscriptions, each told apart', async () => {
    await folder.take('bi_fees_202608.csv', [
      '1,202608,1.00,2.00,3.00,4.00,5.00,6.00,7.00,28.00,11,12,13,14',
      feeRow('2', '202608', '0.50'),
    ]);
    await folder.take('bi_fees_202610.csv', [feeRow('1', '202610', '9.00')]);
    expect(await row('ledger', 'KH0000000001')).toEqual({
      customerCode: 'KH0000000001',
      from: '2026-08',
      fees: {
        rent: [150, 0, 900],
        internet: [500, 0, 0],
        local: [200, 0, 0],
        longDistance: [300, 0, 0],
        valueAdded: [600, 0, 0],
        international: [400, 0, 0],
        other: [700, 0, 0],
      },
      traffic: {
        localMinutes: [12, 0, 1],
        longDistanceMinutes: [14, 0, 2],
        internationalMinutes: [16, 0, 3],
        megabytes: [18, 0, 4],
      },
      bySubscription: { '1': [2800, 0, 900], '2': [50, 0, 0] },
      detail: {
        months: 3,
        of: {
          '1': {
            rent: [100, 0, 900],
            internet: [500, 0, 0],
            local: [200, 0, 0],
            longDistance: [300, 0, 0],
            valueAdded: [600, 0, 0],
            international: [400, 0, 0],
            other: [700, 0, 0],
            localMinutes: [11, 0, 1],
            longDistanceMinutes: [12, 0, 2],
            internationalMinutes: [13, 0, 3],
            megabytes: [14, 0, 4],
          },
          '2': {
            rent: [50, 0, 0],
            localMinutes: [1, 0, 0],
            longDistanceMinutes: [2, 0, 0],
            internationalMinutes: [3, 0, 0],
            megabytes: [4, 0, 0],
          },
        },
      },
    });
    expect(await row('ledger', 'KH0000000002')).toBeUndefined();
  });

  it('of one subscription are not told twice, and a month without a row between others is zero', async () => {
    await folder.take('bi_fees_202512.csv', [feeRow('3', '202512')]);
    await folder.take('bi_fees_202602.csv', [feeRow('3', '202602')]);
    const ledger = await row('ledger', 'KH0000000002');
    expect(ledger).toMatchObject({
      from: '2025-12',
      subscriptionId: '3',
      fees: { rent: [1000, 0, 1000] },
    });
    expect(ledger).not.toHaveProperty('bySubscription');
  });

  it('of a month that is delivered again are replaced', async () => {
    await folder.take('bi_fees_202610.csv', [feeRow('1', '202610', '1.00'), feeRow('3', '202610', '3.00')]);
    const again = await folder.take('bi_fees_202610.csv', [
      feeRow('1', '202610', '1.00'),
      feeRow('2', '202610', '2.00'),
    ]);
    expect(again).toMatchObject({ rows_read: 2, rows_changed: 1, rows_unchanged: 1, rows_removed: 1 });
    expect(await row('ledger', 'KH0000000001')).toMatchObject({ fees: { rent: [300] } });
    expect(await row('ledger', 'KH0000000002')).toBeUndefined();
    const corrected = await folder.take('bi_fees_202610.csv', [
      feeRow('1', '202610', '1.50'),
      feeRow('2', '202610', '2.00'),
    ]);
    expect(corrected).toMatchObject({ rows_changed: 1, rows_unchanged: 1 });
    expect(await row('ledger', 'KH0000000001')).toMatchObject({ fees: { rent: [350] } });
  });

  it('of an unknown subscription wait until billing brings it', async () => {
    const fees = [feeRow('9', '202610', '7.00'), feeRow('1', '202610')];
    expect(await folder.take('bi_fees_202610.csv', fees, { force: true })).toMatchObject({
      rows_set_aside: 1,
      facts: { waiting: 1 },
    });
    const rows = ['1', '2'].map((id) => subscriptionRow(id, 'HT1'));
    const run = await folder.take('billing_users_20261121.csv', [
      ...rows,
      subscriptionRow('3', 'HT3'),
      subscriptionRow('9', 'HT9'),
    ]);
    expect(run.facts).toMatchObject({ waitingFeesTaken: 1 });
    expect(await row('ledger', 'KH0000000003')).toMatchObject({ from: '2026-10', fees: { rent: [700] } });
    expect(await folder.take('bi_fees_202610.csv', fees)).toMatchObject({
      rows_changed: 0,
      rows_unchanged: 2,
      rows_set_aside: 0,
    });
  });

  it('that waited are forgotten when their month is delivered without them', async () => {
    await folder.take('bi_fees_202610.csv', [feeRow('9', '202610')], { force: true });
    await folder.take('bi_fees_202610.csv', [feeRow('1', '202610')]);
    const run = await folder.take('billing_users_20261121.csv', [
      ...['1', '2'].map((id) => subscriptionRow(id, 'HT1')),
      subscriptionRow('3', 'HT3'),
      subscriptionRow('9', 'HT9'),
    ]);
    expect(run.facts).toMatchObject({ waitingFeesTaken: 0 });
  });
});

describe('arrears and prepaid balances', () => {
  it('make one row a customer, which goes when nothing is left', async () => {
    await folder.take('arrears_20261120.csv', ['HT1,2,202609,2,5.00', 'HT1,1,202610,1,1.50']);
    await folder.take('prepaid_20261120.csv', ['1,-0.50,2026-11-20']);
    expect(await row('balance', 'KH0000000001')).toEqual({
      customerCode: 'KH0000000001',
      arrears: [
        { subscriptionId: '1', sinceMonth: '2026-10', months: 1, amount: 150 },
        { subscriptionId: '2', sinceMonth: '2026-09', months: 2, amount: 500 },
      ],
      prepaid: [{ subscriptionId: '1', amount: -50, asOf: '2026-11-20' }],
    });
    expect(await folder.take('arrears_20261121.csv', ['HT1,2,202609,2,5.00'])).toMatchObject({
      rows_unchanged: 1,
      rows_removed: 1,
    });
    expect(await row('balance', 'KH0000000001')).toMatchObject({ arrears: [{ subscriptionId: '2' }] });
    await folder.take('arrears_20261122.csv', []);
    await folder.take('prepaid_20261122.csv', []);
    expect(await row('balance', 'KH0000000001')).toBeUndefined();
  });

  it('are found by the subscription; another account is a finding, and it goes when it is put right', async () => {
    const run = await folder.take('arrears_20261120.csv', ['HT7,1,202610,1,1.50']);
    expect(run).toMatchObject({ outcome: 'TAKEN', rows_set_aside: 0, facts: { accountsDiffer: 1 } });
    expect(await row('balance', 'KH0000000001')).toMatchObject({ arrears: [{ subscriptionId: '1' }] });
    const findings = async (): Promise<unknown[]> =>
      (
        await database.pool.query<Record<string, unknown>>(
          'select kind, subject, detail from quality_finding',
        )
      ).rows;
    expect(await findings()).toEqual([
      {
        kind: 'ACCOUNT_DIFFERS',
        subject: 'arrears 1',
        detail: { subscriptionId: '1', arrears: 'HT7', billing: 'HT1' },
      },
    ]);
    await folder.take('arrears_20261121.csv', ['HT1,1,202610,1,1.50']);
    expect(await findings()).toEqual([]);
  });
});

describe('agreements and orders', () => {
  it('hang on the customer, and go with the file', async () => {
    await folder.take('agreements_20261120.csv', ['A1,3,包年,2026-01-01,2026-12-31,45.56,113.90']);
    await folder.take('orders10000_20261120.csv', ['G1,3,改速,配线,2026-11-08 14:15']);
    expect(await row('customer', 'KH0000000002')).toMatchObject({
      agreements: [
        {
          agreementNumber: 'A1',
          subscriptionId: '3',
          plan: '包年',
          start: '2026-01-01',
          end: '2026-12-31',
          monthlyCommitment: 4556,
          penalty: 11390,
        },
      ],
      orders: [
        {
          orderNumber: 'G1',
          subscriptionId: '3',
          kind: '改速',
          stage: '配线',
          acceptedAt: '2026-11-08T14:15:00+08:00',
        },
      ],
    });
    await folder.take('agreements_20261121.csv', [], { force: true });
    expect(await folder.take('orders10000_20261121.csv', ['G1,3,改速,竣工,2026-11-08 14:15'])).toMatchObject({
      rows_changed: 1,
    });
    expect(await row('customer', 'KH0000000002')).toMatchObject({
      agreements: [],
      orders: [{ stage: '竣工' }],
    });
  });
});

describe('freshness', () => {
  it('tells the newest file of each kind, and not of the same one twice', async () => {
    await folder.take('bi_fees_202610.csv', [feeRow('1', '202610')]);
    const clock = { now: () => new Date('2026-11-22T01:00:00Z') };
    await folder.take('bi_fees_202609.csv', [feeRow('1', '202609')], { clock });
    await folder.take('bi_fees_202610.csv', [feeRow('1', '202610')], { clock });
    expect(await row('freshness', 'bi_fees')).toEqual({
      kind: 'bi_fees',
      source: 'ANALYTICS',
      asOf: '2026-10',
      receivedAt: '2026-11-20T09:00:00.000+08:00',
      cadence: 'MONTHLY',
      file: 'bi_fees_202610.csv',
      rows: 1,
    });
    await folder.take('bi_fees_202610.csv', [feeRow('1', '202610', '2.00')], { clock });
    expect(await row('freshness', 'bi_fees')).toMatchObject({ receivedAt: '2026-11-22T09:00:00.000+08:00' });
    expect(await row('freshness', 'org_units')).toBeUndefined();
  });
});
