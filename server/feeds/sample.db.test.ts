import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Agreement, Balance, Customer, FeeClass, Ledger } from '../../shared/domain/rows.ts';
import { addMonths } from '../../shared/lib/dates.ts';
import { freshDatabase, type FreshDatabase } from '../test-support/fresh-database.ts';
import { takeFeeds } from './take.ts';
import { SampleRecount, type Recount } from './test-support/recount.ts';

const SAMPLE = resolve(import.meta.dirname, '../../../shared/feeds');

const FEE_CLASS: Readonly<Record<string, FeeClass>> = {
  月租费: 'rent',
  本地话费: 'local',
  长途话费: 'longDistance',
  国际话费: 'international',
  上网费: 'internet',
  增值业务费: 'valueAdded',
  其他费: 'other',
};

/** The rows that clients hold, counted: what comes out at the other end of the intake. */
async function held({ pool }: FreshDatabase): Promise<Recount> {
  const rows = async <T>(entity: string): Promise<T[]> => {
    const { rows: found } = await pool.query<{ body: string }>(
      'select body from sync_row where entity = $1',
      [entity],
    );
    return found.map(({ body }) => JSON.parse(body) as T);
  };
  const customers = await rows<Customer>('customer');
  const balances = await rows<Balance>('balance');
  const subscriptions = customers.flatMap((customer) =>
    customer.subscriptions.map((one) => ({ customer, ...one })),
  );
  const open = customers.filter((customer) => customer.closedOn === undefined);
  const communities = new Map<string, string[]>();
  for (const { communityCode, billingAccountNumber } of open)
    communities.set(communityCode, [...(communities.get(communityCode) ?? []), billingAccountNumber].sort());
  const describeAgreement = ({ start, end, monthlyCommitment, penalty }: Agreement): string =>
    `${start}..${end} ${monthlyCommitment} ${penalty}`;
  return {
    accountsOfCommunity: communities,
    accountOfSubscription: new Map(
      subscriptions.map((one) => [one.subscriptionId, one.customer.billingAccountNumber]),
    ),
    missing: subscriptions
      .filter((one) => one.missingSince !== undefined)
      .map((one) => one.subscriptionId)
      .sort(),
    closedAccounts: customers
      .filter((one) => one.closedOn !== undefined)
      .map((one) => one.billingAccountNumber)
      .sort(),
    fees: feesOf(await rows<Ledger>('ledger')),
    arrears: new Map(
      balances.flatMap(({ arrears }) => arrears.map((one) => [one.subscriptionId, one.amount])),
    ),
    agreements: new Map(
      customers.flatMap((one) => one.agreements.map((a) => [a.agreementNumber, describeAgreement(a)])),
    ),
    prepaid: new Map(
      balances.flatMap(({ prepaid }) => prepaid.map((one) => [one.subscriptionId, one.amount])),
    ),
    orders: customers.flatMap((one) => one.orders.map((order) => order.orderNumber)).sort(),
  };
}

function feesOf(ledgers: Ledger[]): Recount['fees'] {
  const sums: Recount['fees'] = new Map();
  for (const ledger of ledgers) {
    ledger.fees.rent.forEach((_, i) => {
      const month = addMonths(ledger.from, i);
      const sum = sums.get(month) ?? Object.fromEntries(Object.keys(FEE_CLASS).map((header) => [header, 0]));
      for (const [header, feeClass] of Object.entries(FEE_CLASS)) sum[header]! += ledger.fees[feeClass][i]!;
      sums.set(month, sum);
    });
  }
  return sums;
}

/** Which versions of the rows stand there: nothing at all was written where it stays the same. */
const versions = async ({ pool }: FreshDatabase): Promise<unknown> =>
  (
    await pool.query(`select md5(string_agg(entity || id || xmin::text, ',' order by entity, id)) as all_rows,
    (select seq from sync_clock) as clock from sync_row`)
  ).rows;

describe.skipIf(!existsSync(SAMPLE))('the sample, beside a count of its own files', () => {
  let database: FreshDatabase;
  const recount = new SampleRecount();
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  async function takeDay(day: string): Promise<void> {
    const runs = await takeFeeds(database.pool, join(SAMPLE, day));
    const names = readdirSync(join(SAMPLE, day));
    expect(runs).toHaveLength(names.length);
    for (const run of runs) {
      expect(run, run.file).toMatchObject({ outcome: 'TAKEN', rows_set_aside: 0 });
      expect(run.rows_changed + run.rows_unchanged + run.rows_set_aside, run.file).toBe(run.rows_read);
    }
    recount.take(join(SAMPLE, day));
  }

  async function expectEqual(): Promise<Recount> {
    const [have, want] = [await held(database), recount.result()];
    expect([...have.fees].sort()).toEqual([...want.fees].sort());
    expect(have).toEqual({ ...want, fees: have.fees });
    return have;
  }

  async function expectNothingNew(day: string): Promise<void> {
    const before = await versions(database);
    const runs = await takeFeeds(database.pool, join(SAMPLE, day));
    for (const run of runs)
      expect(run, run.file).toMatchObject({
        outcome: 'TAKEN',
        rows_changed: 0,
        rows_removed: 0,
        rows_unchanged: run.rows_read,
      });
    expect(await versions(database)).toEqual(before);
  }

  it('is equal after the first day', async () => {
    await takeDay('20261120');
    const { accountsOfCommunity, accountOfSubscription, fees } = await expectEqual();
    expect([...accountsOfCommunity.values()].flat()).toHaveLength(6178);
    expect(accountOfSubscription.size).toBe(7043);
    expect(fees.size).toBe(13);
  });

  it('is unchanged, row by row, when the first day is taken again', () => expectNothingNew('20261120'));

  it('is equal after the next day, and only what changed was written', async () => {
    const { rows: before } = await database.pool.query<{ clock: string }>(
      'select seq as clock from sync_clock',
    );
    await takeDay('20261121');
    const { missing, closedAccounts } = await expectEqual();
    expect(missing.length).toBeGreaterThan(0);
    expect(closedAccounts.length).toBeGreaterThan(0);
    const { rows } = await database.pool.query<{ written: number }>(
      `select count(*)::integer as written from sync_state where entity = 'customer' and seq > $1`,
      [before[0]!.clock],
    );
    expect(rows[0]!.written).toBeLessThan(400);
    await expectNothingNew('20261121');
  });

  it('is equal after the lines of the week have come', async () => {
    await takeDay('20261123');
    await expectEqual();
    await expectNothingNew('20261123');
  });

  it('refuses the first day after the next, and takes nothing of it', async () => {
    const before = await versions(database);
    const runs = await takeFeeds(database.pool, join(SAMPLE, '20261120', 'billing_users_20261120.csv'));
    expect(runs).toMatchObject([{ outcome: 'REFUSED', refusal: 'E_OLDER' }]);
    expect(await versions(database)).toEqual(before);
  });

  it('holds no row that the store would say otherwise', async () => {
    const before = await versions(database);
    for (const entity of ['customer', 'ledger', 'balance', 'interaction', 'orgUnit', 'freshness'])
      await database.pool.query('select project_all($1)', [entity]);
    expect(await versions(database)).toEqual(before);
  });
});
