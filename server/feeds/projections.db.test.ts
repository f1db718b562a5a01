import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../test-support/fresh-database.ts';
import { feedFolder, feeRow, REGION, subscriptionRow, type FeedFolder } from './test-support/feed-folder.ts';

/** Whoever writes the store, plain SQL too: what clients hold follows in the same transaction. */
let database: FreshDatabase;
let folder: FeedFolder;
beforeEach(async () => {
  database = await freshDatabase();
  folder = await feedFolder(database.pool);
  await folder.take('org_units.csv', REGION);
  await folder.take('billing_users_20261120.csv', [subscriptionRow('1', 'HT1'), subscriptionRow('2', 'HT2')]);
  await folder.take('bi_fees_202610.csv', [feeRow('1', '202610')]);
  await folder.take('arrears_20261120.csv', ['HT1,1,202610,1,1.50']);
});
afterEach(async () => {
  await folder.remove();
  await database.drop();
});

const note = (id: string): string =>
  `insert into interaction (interaction_id, customer_code, kind, purpose, outcome, note, happened_at, staff_no)
   values ('${id}', 'KH0000000001', 'VISIT', '走访', '有意向', '“引号”"与\\', '2026-11-20T10:00:00+08:00', '1')`;
const written = async (): Promise<unknown[]> =>
  (
    await database.pool.query<{ v: string }>(
      `select concat_ws(' ', entity, id, bucket) as v from sync_row
    where xmin::text::bigint > $1 order by 1`,
      [mark],
    )
  ).rows.map((row) => row.v);
let mark = '0';
const setMark = async (): Promise<void> => {
  mark = (await database.pool.query<{ v: string }>('select pg_current_xact_id()::text as v')).rows[0]!.v;
};

describe('plain SQL', () => {
  it('writes the rows concerned, and no others', async () => {
    await setMark();
    await database.pool.query(`update subscription set contact_phone = '139' where subscription_id = '1'`);
    expect(await written()).toEqual(['customer KH0000000001 community:Q-GZ-0']);
    await setMark();
    await database.pool.query(`update fee set rent = rent + 1`);
    await database.pool.query(`insert into prepaid values ('2', 5, '2026-11-20')`);
    expect(await written()).toEqual([
      'balance KH0000000002 community:Q-GZ-0',
      'ledger KH0000000001 community:Q-GZ-0',
    ]);
  });

  it('that changes nothing writes nothing', async () => {
    await setMark();
    await database.pool.query(
      'update subscription set name = name; update fee set rent = rent; update customer set name = name',
    );
    expect(await written()).toEqual([]);
  });

  it('moves all of a customer to the bucket of its new community', async () => {
    await database.pool.query(note('i1'));
    await setMark();
    await database.pool.query(
      `update customer set community_code = 'X-GZ-1-1' where customer_code = 'KH0000000001'`,
    );
    expect(await written()).toEqual([
      'balance KH0000000001 community:X-GZ-1-1',
      'customer KH0000000001 community:X-GZ-1-1',
      'interaction i1 community:X-GZ-1-1',
      'ledger KH0000000001 community:X-GZ-1-1',
    ]);
  });

  it('removes what is no more', async () => {
    await database.pool.query('delete from fee; delete from arrears');
    const { rows } = await database.pool.query(
      `select count(*)::integer as n from sync_row where entity in ('ledger', 'balance')`,
    );
    expect(rows).toEqual([{ n: 0 }]);
  });

  it('leaves optional fields out, and keeps every character', async () => {
    await database.pool.query(note('i1'));
    await database.pool
      .query(`update customer set contact = '{"persons": [{"name": "张\\"三", "role": "决策者", "phone": "1"}], "address": "", "remark": "a\\nb"}'
      where customer_code = 'KH0000000001'`);
    const { rows } = await database.pool.query<{ body: string }>(
      `select body from sync_row where id in ('i1', 'KH0000000001') and entity in ('interaction', 'customer') order by entity`,
    );
    const [customer, interaction] = rows.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    expect(interaction).toEqual({
      interactionId: 'i1',
      customerCode: 'KH0000000001',
      kind: 'VISIT',
      purpose: '走访',
      outcome: '有意向',
      note: '“引号”"与\\',
      happenedAt: '2026-11-20T10:00:00+08:00',
      staffNo: '1',
    });
    expect(customer).toEqual({
      customerCode: 'KH0000000001',
      billingAccountNumber: 'HT1',
      communityCode: 'Q-GZ-0',
      name: '客户1',
      responsibleUnit: 'Q-GZ',
      reportingSegment: 'MASS_MARKET',
      firstSeenMonth: '2024-05',
      contact: { persons: [{ name: '张"三', role: '决策者', phone: '1' }], address: '', remark: 'a\nb' },
      placement: { kind: 'POOL', decidedOn: '2026-11-20', reason: 'NO_LINE', number: '07711' },
      subscriptions: [
        {
          subscriptionId: '1',
          name: '客户1',
          accessNumber: '0771-1',
          product: '固定电话',
          status: 'IN_SERVICE',
          installationAddress: '民族大道1号',
          billingArea: '青秀',
          activatedOn: '2024-05-06',
          contactPhone: '138',
        },
      ],
      agreements: [],
      orders: [],
    });
  });
});

describe('two writers of one customer', () => {
  it('do not write over what the other has just changed', async () => {
    const [feed, screen] = await Promise.all([database.pool.connect(), database.pool.connect()]);
    await feed.query('begin');
    await feed.query(`update subscription set contact_phone = 'from the feed' where subscription_id = '1'`);
    const editing =
      screen.query(`update customer set contact = '{"persons": [], "address": "from the screen", "remark": ""}'
      where customer_code = 'KH0000000001'`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await feed.query('commit');
    await editing;
    feed.release();
    screen.release();
    const { rows } = await database.pool.query<{ body: string }>(
      `select body from sync_row where entity = 'customer' and id = 'KH0000000001'`,
    );
    expect(rows[0]!.body).toContain('from the feed');
    expect(rows[0]!.body).toContain('from the screen');
  });

  it('nor does a note stay behind when its customer moves meanwhile', async () => {
    const [moving, noting] = await Promise.all([database.pool.connect(), database.pool.connect()]);
    await noting.query('begin');
    await noting.query(note('i1'));
    const move = moving.query(
      `update customer set community_code = 'X-GZ-1-1' where customer_code = 'KH0000000001'`,
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    await noting.query('commit');
    await move;
    moving.release();
    noting.release();
    const { rows } = await database.pool.query(`select bucket from sync_row where entity = 'interaction'`);
    expect(rows).toEqual([{ bucket: 'community:X-GZ-1-1' }]);
  });
});
