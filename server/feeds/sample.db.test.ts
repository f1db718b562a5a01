import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Entity, RowsByEntity } from '../../shared/domain/rows.ts';
import { freshDatabase, type FreshDatabase } from '../test-support/fresh-database.ts';
import { takeFeeds } from './take.ts';
import { countHeld } from './test-support/count-held.ts';
import { SampleRecount, type Recount } from './test-support/recount.ts';

const SAMPLE = resolve(import.meta.dirname, '../../../shared/feeds');

async function held({ pool }: FreshDatabase): Promise<Recount> {
  const rows = async <E extends Entity>(entity: E): Promise<RowsByEntity[E][]> => {
    const { rows: found } = await pool.query<{ body: string }>(
      'select body from sync_row where entity = $1',
      [entity],
    );
    return found.map(({ body }) => JSON.parse(body) as RowsByEntity[E]);
  };
  return countHeld({
    customers: await rows('customer'),
    ledgers: await rows('ledger'),
    balances: await rows('balance'),
  });
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
