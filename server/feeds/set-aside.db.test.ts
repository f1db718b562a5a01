import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../test-support/fresh-database.ts';
import { feedFolder, feeRow, REGION, subscriptionRow, type FeedFolder } from './test-support/feed-folder.ts';

let database: FreshDatabase;
let folder: FeedFolder;
beforeEach(async () => {
  database = await freshDatabase();
  folder = await feedFolder(database.pool);
  await folder.take('org_units.csv', REGION);
  await folder.take('billing_users_20261120.csv', [subscriptionRow('1', 'HT1'), subscriptionRow('2', 'HT2')]);
});
afterEach(async () => {
  await folder.remove();
  await database.drop();
});

/** Takes rows by force (small files are soon above 5 %), and tells the lines that were set aside. */
async function setAside(name: string, ...rows: string[]): Promise<[number, string][]> {
  const run = await folder.take(name, rows, { force: true });
  expect(run.outcome, run.detail ?? '').toBe('TAKEN');
  expect(run.rows_changed + run.rows_unchanged + run.rows_set_aside).toBe(run.rows_read);
  const { rows: aside } = await database.pool.query<{ line: number; reason: string; row_text: string }>(
    'select line, reason, row_text from feed_set_aside where run_id = $1 order by line',
    [run.run_id],
  );
  for (const { line, row_text } of aside) expect(row_text).toBe(rows[line - 2]);
  return aside.map(({ line, reason }) => [line, reason]);
}

const count = async (table: string): Promise<number> =>
  (await database.pool.query<{ n: number }>(`select count(*)::integer as n from ${table}`)).rows[0]!.n;

describe('rows that are set aside', () => {
  it('of billing', async () => {
    const rows = [
      subscriptionRow('1', 'HT1'),
      subscriptionRow('', 'HT3'),
      subscriptionRow('3', ''),
      subscriptionRow('4', 'HT4', { activatedOn: '2026-02-30' }),
      subscriptionRow('5', 'HT5', { activatedOn: '' }),
      subscriptionRow('6', 'HT6', { terminatedOn: '20260101' }),
      subscriptionRow('7', 'HT7', { state: '在网' }),
      subscriptionRow('8', 'HT8', { area: '桂林' }),
      subscriptionRow('1', 'HT9', { name: '重复' }),
      '9,short',
      subscriptionRow('2', 'HT2'),
    ];
    expect(await setAside('billing_users_20261121.csv', ...rows)).toEqual([
      [3, 'MISSING_KEY'],
      [4, 'MISSING_KEY'],
      [5, 'BAD_DATE'],
      [6, 'BAD_DATE'],
      [7, 'BAD_DATE'],
      [8, 'UNKNOWN_STATE'],
      [9, 'UNKNOWN_AREA'],
      [10, 'DUPLICATE_KEY'],
      [11, 'MALFORMED_ROW'],
    ]);
    expect(await count('subscription')).toBe(2);
    expect(await count('customer')).toBe(2);
  });

  it('of fees; of unknown subscriptions they wait', async () => {
    const rows = [
      feeRow('1', '202610'),
      feeRow('1', '202610', '11.00'),
      feeRow('2', '202609'),
      feeRow('2', '202613'),
      '2,202610,10.00,0.00,0.00,0.00,0.00,0.00,0.00,10.01,1,2,3,4',
      '2,202610,-10.00,0.00,0.00,0.00,0.00,0.00,0.00,10.00,1,2,3,4',
      '2,202610,x,0.00,0.00,0.00,0.00,0.00,0.00,10.00,1,2,3,4',
      feeRow('77', '202610'),
    ];
    expect(await setAside('bi_fees_202610.csv', ...rows)).toEqual([
      [3, 'DUPLICATE_KEY'],
      [4, 'BAD_DATE'],
      [5, 'BAD_DATE'],
      [6, 'BAD_TOTAL'],
      [7, 'NEGATIVE_AMOUNT'],
      [8, 'BAD_NUMBER'],
      [9, 'UNKNOWN_SUBSCRIPTION'],
    ]);
    expect(await count('fee')).toBe(1);
    expect(await count('fee_waiting')).toBe(1);
  });

  it('of arrears, agreements, balances and orders', async () => {
    expect(
      await setAside(
        'arrears_20261120.csv',
        'HT1,1,202609,2,5.00',
        'HT1,1,202609,2,6.00',
        'HT2,2,2026-09,2,5.00',
        'HT2,2,202609,2,-5.00',
        'HT9,9,202609,2,5.00',
      ),
    ).toEqual([
      [3, 'DUPLICATE_KEY'],
      [4, 'BAD_DATE'],
      [5, 'NEGATIVE_AMOUNT'],
      [6, 'UNKNOWN_SUBSCRIPTION'],
    ]);
    expect(
      await setAside(
        'agreements_20261120.csv',
        'A1,1,包年,2026-01-01,2026-12-31,1.00,2.00',
        'A1,2,包年,2026-01-01,2026-12-31,1.00,2.00',
        'A2,2,包年,2026-01-01,2025-12-31,1.00,2.00',
        'A3,2,包年,2026-01-01,2026-12-32,1.00,2.00',
        'A4,9,包年,2026-01-01,2026-12-31,1.00,2.00',
        ',2,包年,2026-01-01,2026-12-31,1.00,2.00',
        'A5,2,包年,2026-01-01,2026-12-31,-1.00,2.00',
      ),
    ).toEqual([
      [3, 'DUPLICATE_KEY'],
      [4, 'BAD_DATE'],
      [5, 'BAD_DATE'],
      [6, 'UNKNOWN_SUBSCRIPTION'],
      [7, 'MISSING_KEY'],
      [8, 'NEGATIVE_AMOUNT'],
    ]);
    expect(
      await setAside(
        'prepaid_20261120.csv',
        '1,-5.98,2026-11-20',
        '2,5.00,',
        '9,1.00,2026-11-20',
        '1,2.00,2026-11-20',
      ),
    ).toEqual([
      [3, 'BAD_DATE'],
      [4, 'UNKNOWN_SUBSCRIPTION'],
      [5, 'DUPLICATE_KEY'],
    ]);
    expect(
      await setAside(
        'orders10000_20261120.csv',
        'G1,1,改速,配线,2026-11-08 14:15',
        'G1,2,改速,配线,2026-11-08 14:15',
        'G2,2,改速,配线,2026-11-08',
        'G3,9,改速,配线,2026-11-08 14:15',
      ),
    ).toEqual([
      [3, 'DUPLICATE_KEY'],
      [4, 'BAD_DATE'],
      [5, 'UNKNOWN_SUBSCRIPTION'],
    ]);
    const { rows } = await database.pool.query('select amount from prepaid');
    expect(rows).toEqual([{ amount: -598 }]);
  });

  it('of lines and opening assignments', async () => {
    expect(await setAside('line97_20261116.csv', '0771-1,55J,1,局', ',55J,1,局', '0771-1,56J,1,局')).toEqual([
      [3, 'MISSING_KEY'],
      [4, 'DUPLICATE_KEY'],
    ]);
    expect(
      await setAside(
        'opening_assignments.csv',
        'HT1,Q-SY-1,商业',
        'HT2,Q-SY,商业',
        'HT3,Q-SY-1,零售',
        'HT1,Q-SY-1,公众',
        'HT4,Q-GZ-0,流动',
      ),
    ).toEqual([
      [3, 'UNKNOWN_UNIT'],
      [4, 'UNKNOWN_SEGMENT'],
      [5, 'DUPLICATE_KEY'],
    ]);
  });

  it('of units, cabinet rules and people', async () => {
    expect(
      await setAside(
        'org_units.csv',
        ...REGION,
        'Z1,某,Z9,片,公众,青秀',
        'Z2,某,Z1,社区,公众,青秀',
        'Z3,某,R,分公司,,',
        'Z4,某,R,片,私人,',
        'Z5,甲,Z6,片,公众,',
        'Z6,乙,Z5,片,公众,',
        'R,又一个,,省公司,,',
      ),
    ).toEqual([
      [REGION.length + 2, 'UNKNOWN_PARENT'],
      [REGION.length + 3, 'UNKNOWN_PARENT'],
      [REGION.length + 4, 'UNKNOWN_TYPE'],
      [REGION.length + 5, 'UNKNOWN_TYPE'],
      [REGION.length + 6, 'UNKNOWN_PARENT'],
      [REGION.length + 7, 'UNKNOWN_PARENT'],
      [REGION.length + 8, 'DUPLICATE_KEY'],
    ]);
    expect(
      await setAside(
        'cross_boxes.csv',
        '55J,青秀,0771-10,0771-20,Q-GZ-1-1',
        '55J,青秀,0771-10,0771-20,Q-GZ-1-1',
        '55J,青秀,0771-10,0771-20,Q-GZ-1-2',
        '55J,青秀,0771-20,0771-10,Q-GZ-1-1',
        '55J,青秀,0771-20,,Q-GZ-1-1',
        '55J,青秀,无,无,Q-GZ-1-1',
        '55J,桂林,,,Q-GZ-1-1',
        '55J,青秀,,,Q-GZ',
        ',青秀,,,Q-GZ-1-1',
        '55J,青秀,,,',
      ),
    ).toEqual([
      [3, 'DUPLICATE_KEY'],
      [5, 'BAD_RANGE'],
      [6, 'BAD_RANGE'],
      [7, 'BAD_RANGE'],
      [8, 'UNKNOWN_AREA'],
      [9, 'UNKNOWN_UNIT'],
      [10, 'MISSING_KEY'],
    ]);
    expect(
      await setAside(
        'staff.csv',
        '1,韦,客户经理,Q-GZ-1-1',
        '1,韦,客户经理,Q-GZ-1-1',
        '1,韦,店长,Q-GZ-1-1',
        '2,莫,客户经理,月球',
        ',莫,客户经理,Q-GZ-1-1',
      ),
    ).toEqual([
      [3, 'DUPLICATE_KEY'],
      [4, 'UNKNOWN_ROLE'],
      [5, 'UNKNOWN_UNIT'],
      [6, 'MISSING_KEY'],
    ]);
  });

  it('are not missing from the file: what the store has of them stays', async () => {
    await folder.take('arrears_20261120.csv', ['HT1,1,202609,2,5.00', 'HT2,2,202609,2,7.00']);
    const run = await folder.take('arrears_20261121.csv', ['HT1,1,202609,2,abc'], { force: true });
    expect(run).toMatchObject({ rows_set_aside: 1, rows_removed: 1 });
    const { rows } = await database.pool.query('select subscription_id, amount from arrears');
    expect(rows).toEqual([{ subscription_id: '1', amount: 500 }]);
    await folder.take('billing_users_20261121.csv', [subscriptionRow('1', 'HT1', { state: '?' })], {
      force: true,
    });
    const missing = await database.pool.query(
      'select subscription_id from subscription where missing_since is not null',
    );
    expect(missing.rows).toEqual([{ subscription_id: '2' }]);
  });

  it('do not stand in the way of a later good row with their key', async () => {
    expect(
      await setAside(
        'arrears_20261120.csv',
        'HT1,1,202609,2,abc',
        'HT1,1,202609,2,5.00',
        'HT1,1,202609,2,6.00',
      ),
    ).toEqual([
      [2, 'BAD_NUMBER'],
      [4, 'DUPLICATE_KEY'],
    ]);
  });
});
