import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Customer, Ledger } from '../../../shared/domain/rows.ts';
import { monthRange } from '../../../shared/lib/dates.ts';
import { freshDatabase, type FreshDatabase } from '../../test-support/fresh-database.ts';
import { feedFolder, feeRow, REGION, subscriptionRow, type FeedFolder } from '../test-support/feed-folder.ts';

let database: FreshDatabase;
let folder: FeedFolder;
beforeEach(async () => {
  database = await freshDatabase();
  folder = await feedFolder(database.pool);
  await folder.take('org_units.csv', REGION);
});
afterEach(async () => {
  await folder.remove();
  await database.drop();
});

const IDS = ['1', '2', '3', '4'];

/** Four of one customer in service; those named have ended. */
const billing = (day: string, ended: Record<string, string> = {}) =>
  folder.take(
    `billing_users_${day}.csv`,
    IDS.map((id) => subscriptionRow(id, 'HT1', ended[id] ? { state: '拆机', terminatedOn: ended[id] } : {})),
  );

async function onRequest(): Promise<string[]> {
  const { rows } = await database.pool.query<{ body: string }>(
    `select body from sync_row where entity = 'customer' and id = 'KH0000000001'`,
  );
  const { subscriptions } = JSON.parse(rows[0]!.body) as Customer;
  return subscriptions.filter((one) => one.onRequest === true).map((one) => one.subscriptionId);
}

describe('a subscription was given up on request', () => {
  it('where an order to remove it was seen, however long ago the order has gone', async () => {
    await billing('20261120');
    await folder.take('arrears_20261120.csv', ['HT1,1,202608,3,5.00', 'HT1,2,202608,3,5.00']);
    await folder.take('orders10000_20261120.csv', [
      'G1,1,拆机,配线,2026-11-08 14:15',
      'G2,2,移机,配线,2026-11-08 14:15',
    ]);
    expect(await onRequest()).toEqual([]);
    await folder.take('orders10000_20261121.csv', ['G3,3,新装,配线,2026-11-08 14:15']);
    await billing('20261121', { '1': '2026-11-21', '2': '2026-11-21' });
    expect(await onRequest()).toEqual(['1']);
  });

  it('or where nothing was owed on its last day, whatever came later', async () => {
    await billing('20261120');
    // 1 owes from before, 2 began to owe afterwards, 3 has paid before it went, 4 pays after it went.
    await folder.take('arrears_20261120.csv', [
      'HT1,3,202609,2,5.00',
      'HT1,1,202609,2,5.00',
      'HT1,4,202609,2,5.00',
    ]);
    await folder.take('arrears_20261121.csv', ['HT1,1,202609,2,5.00', 'HT1,4,202609,2,5.00']);
    await billing('20261122', { '1': '2026-11-22', '2': '2026-11-22', '3': '2026-11-22', '4': '2026-11-22' });
    expect(await onRequest()).toEqual(['2', '3']);
    await folder.take('arrears_20261122.csv', [
      'HT1,1,202609,2,5.00',
      'HT1,4,202609,2,5.00',
      'HT1,2,202612,1,5.00',
    ]);
    expect(await onRequest()).toEqual(['2', '3']);
    await folder.take('arrears_20261123.csv', ['HT1,1,202609,2,5.00']);
    expect(await onRequest()).toEqual(['2', '3']);
  });
});

it('a ledger of very many subscriptions stays a row that fits, with fewer months apart or none', async () => {
  const ids = Array.from({ length: 100 }, (_, i) => `46300000${String(i).padStart(2, '0')}`);
  const months = monthRange('2025-09', '2026-10').map((month) => month.replace('-', ''));
  for (const [count, day, kept] of [
    [40, '20261120', 13],
    [90, '20261121', 4],
    [100, '20261122', undefined],
  ] as const) {
    const some = ids.slice(0, count);
    await folder.take(
      `billing_users_${day}.csv`,
      some.map((id) => subscriptionRow(id, 'HT1')),
    );
    for (const month of months) {
      await folder.take(
        `bi_fees_${month}.csv`,
        some.map((id) => feeRow(id, month, '1234.56')),
        { force: true },
      );
    }
    const { rows } = await database.pool.query<{ body: string }>(
      `select body from sync_row where entity = 'ledger'`,
    );
    const { body } = rows[0]!;
    expect(body.length).toBeLessThan(64 * 1024);
    const ledger = JSON.parse(body) as Ledger;
    expect(Object.keys(ledger.bySubscription!)).toHaveLength(count);
    expect(ledger.detail?.months).toBe(kept);
  }
});
