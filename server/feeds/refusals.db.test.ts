import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../test-support/fresh-database.ts';
import { takeFeeds } from './take.ts';
import {
  feedFolder,
  feeRow,
  headerOf,
  REGION,
  subscriptionRow,
  TEST_CLOCK,
  type FeedFolder,
} from './test-support/feed-folder.ts';

const TWENTY = Array.from({ length: 20 }, (_, i) => `24${String(i).padStart(5, '0')}`);
const BILLING = 'billing_users_20261120.csv';
const ARREARS = 'arrears_20261120.csv';

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

/** Everything a refused file must leave alone. */
async function store(): Promise<string> {
  const { rows } = await database.pool.query<{ all: string }>(`
    select md5(concat(
      (select string_agg(r::text, '|' order by entity, id) from sync_row r),
      (select string_agg(s::text, '|' order by subscription_id) from subscription s),
      (select string_agg(c::text, '|' order by customer_code) from customer c),
      (select string_agg(q::text, '|' order by kind, subject) from quality_finding q),
      (select string_agg(k::text, '|' order by key) from store_info k),
      (select seq from sync_clock))) as all`);
  return rows[0]!.all;
}

const billing = (ids: readonly string[]): string[] => ids.map((id) => subscriptionRow(id, `HT${id}`));

describe('a file is refused as a whole, and changes nothing', () => {
  async function expectRefusal(name: string, content: string | Buffer, refusal: string): Promise<void> {
    const before = await store();
    const path = await folder.writeRaw(name, content);
    const [run] = await takeFeeds(database.pool, path, { clock: TEST_CLOCK });
    expect(run).toMatchObject({ outcome: 'REFUSED', refusal, rows_changed: 0 });
    expect(run!.detail).not.toBe('');
    expect(run!.rows_changed + run!.rows_unchanged + run!.rows_set_aside).toBe(run!.rows_read);
    expect(await store()).toBe(before);
    const { rows } = await database.pool.query(
      'select outcome, refusal, file from feed_run order by run_id desc limit 1',
    );
    expect(rows).toEqual([{ outcome: 'REFUSED', refusal, file: name }]);
  }
  const header = headerOf(BILLING);
  const good = `${header}\n${subscriptionRow('1', 'HT1')}\n`;

  it('its name says nothing', () => expectRefusal('billing_20261120.csv', good, 'E_NAME'));
  it('its columns are others', () => expectRefusal(BILLING, good.replace('产品,', ''), 'E_COLUMNS'));
  it('it is a web page', () => expectRefusal(BILLING, '<!doctype html>\n<h1>502</h1>\n', 'E_COLUMNS'));
  it('it is empty', () => expectRefusal(BILLING, '', 'E_COLUMNS'));
  it('it is in neither encoding', () =>
    expectRefusal(
      BILLING,
      Buffer.concat([iconv.encode(good, 'gb18030'), Buffer.from([0xff, 0x0a])]),
      'E_ENCODING',
    ));
  it('it is in UTF-16', () => expectRefusal(BILLING, Buffer.from(`\uFEFF${good}`, 'utf16le'), 'E_ENCODING'));
  it('its last line does not end', () => expectRefusal(BILLING, good.slice(0, -1), 'E_TRUNCATED'));
  it('its last line is short', () => expectRefusal(BILLING, `${good}2,客户\n`, 'E_TRUNCATED'));
  it('it has more than 5 % bad rows', () =>
    expectRefusal(BILLING, `${good}${subscriptionRow('2', 'HT2', { state: '未知' })}\n`, 'E_BAD_ROWS'));

  it('it cannot be read', async () => {
    const before = await store();
    // A link to nowhere: found in the folder, and gone when it is opened.
    await folder.write('linked/staff.csv');
    await rm(join(folder.path, 'linked/staff.csv'));
    await symlink(join(folder.path, 'nowhere'), join(folder.path, 'linked/staff.csv'));
    const [run] = await takeFeeds(database.pool, join(folder.path, 'linked'), { clock: TEST_CLOCK });
    expect(run).toMatchObject({ outcome: 'REFUSED', refusal: 'E_UNREADABLE' });
    expect(await store()).toBe(before);
  });
});

describe('5 % bad rows are still taken', () => {
  it('one of twenty', async () => {
    const rows = [...billing(TWENTY.slice(1)), subscriptionRow('9', 'HT9', { state: '未知' })];
    expect(await folder.take(BILLING, rows)).toMatchObject({
      outcome: 'TAKEN',
      rows_read: 20,
      rows_changed: 19,
      rows_set_aside: 1,
    });
  });

  it('two of twenty only by force, and what they were is kept either way', async () => {
    const rows = [
      ...billing(TWENTY.slice(2)),
      subscriptionRow('8', '', {}),
      subscriptionRow('9', 'HT9', { area: '月球' }),
    ];
    const refused = await folder.take(BILLING, rows);
    expect(refused).toMatchObject({
      outcome: 'REFUSED',
      refusal: 'E_BAD_ROWS',
      rows_read: 20,
      rows_set_aside: 2,
    });
    const forced = await folder.take(BILLING, rows, { force: true });
    expect(forced).toMatchObject({ outcome: 'TAKEN', forced: true, rows_changed: 18, rows_set_aside: 2 });
    const { rows: kept } = await database.pool.query(
      'select run_id, line, reason from feed_set_aside order by run_id, line',
    );
    expect(kept).toEqual(
      [refused, forced].flatMap(({ run_id }) => [
        { run_id, line: 20, reason: 'MISSING_KEY' },
        { run_id, line: 21, reason: 'UNKNOWN_AREA' },
      ]),
    );
  });
});

describe('a file that shrank under 90 % of the last', () => {
  it.each([
    ['billing_users_20261121.csv', BILLING, (id: string) => subscriptionRow(id, `HT${id}`)],
    ['line97_20261121.csv', 'line97_20261114.csv', (id: string) => `0771-${id},55J001,001,青秀局`],
    [
      'agreements_20261121.csv',
      'agreements_20261120.csv',
      (id: string) => `XY${id},${id},包年,2026-01-01,2026-12-31,1.00,2.00`,
    ],
  ])('%s is refused, and by force taken', async (next, first, row) => {
    await folder.take(BILLING, billing(TWENTY));
    expect(await folder.take(first, TWENTY.map(row))).toMatchObject({ outcome: 'TAKEN' });
    expect(await folder.take(next, TWENTY.slice(3).map(row))).toMatchObject({
      outcome: 'REFUSED',
      refusal: 'E_SHRUNK',
    });
    expect(await folder.take(next, TWENTY.slice(2).map(row))).toMatchObject({
      outcome: 'TAKEN',
      rows_removed: 2,
    });
    expect(await folder.take(next, TWENTY.slice(10).map(row), { force: true })).toMatchObject({
      outcome: 'TAKEN',
      rows_removed: 8,
    });
  });

  it('arrears may all be paid', async () => {
    await folder.take(BILLING, billing(TWENTY));
    await folder.take(
      ARREARS,
      TWENTY.map((id) => `HT${id},${id},202609,2,1.00`),
    );
    expect(await folder.take('arrears_20261121.csv', [])).toMatchObject({
      outcome: 'TAKEN',
      rows_removed: 20,
    });
  });
});

describe('an older file', () => {
  it('is refused after a newer one of its kind, the same day is not older', async () => {
    await folder.take('billing_users_20261121.csv', billing(['1']));
    expect(await folder.take(BILLING, billing(['1']))).toMatchObject({
      outcome: 'REFUSED',
      refusal: 'E_OLDER',
    });
    expect(await folder.take('billing_users_20261121.csv', billing(['1']))).toMatchObject({
      outcome: 'TAKEN',
    });
    expect(await folder.take('arrears_20261101.csv', [])).toMatchObject({ outcome: 'TAKEN' });
  });

  it('of fees is one of the same month that was delivered before', async () => {
    await folder.take(BILLING, billing(['1']));
    const take = (name: string) => folder.take(name, [feeRow('1', name.slice(-10, -4))]);
    expect(await take('20261120/bi_fees_202610.csv')).toMatchObject({ outcome: 'TAKEN' });
    expect(await take('20261119/bi_fees_202610.csv')).toMatchObject({
      outcome: 'REFUSED',
      refusal: 'E_OLDER',
    });
    expect(await take('20261119/bi_fees_202609.csv')).toMatchObject({ outcome: 'TAKEN' });
    expect(await take('20261121/bi_fees_202610.csv')).toMatchObject({ outcome: 'TAKEN' });
    expect(await take('bi_fees_202610.csv')).toMatchObject({ outcome: 'TAKEN', delivered_on: '2026-11-21' });
  });

  it('is never an undated one', async () => {
    await folder.take('20261121/org_units.csv', REGION);
    expect(await folder.take('20261101/org_units.csv', REGION)).toMatchObject({ outcome: 'TAKEN' });
  });
});

describe('the same rows', () => {
  it('come out of UTF-8, UTF-8 with its mark and GB18030, with LF and CRLF', async () => {
    const rows = [
      headerOf(BILLING),
      subscriptionRow('1', 'HT1', { name: '覃丽华㐀', address: '"民族大道,1""号""\n2栋"' }),
      subscriptionRow('2', 'HT2'),
    ];
    const text = rows.map((row) => `${row}\n`).join('');
    const files = [
      Buffer.from(text),
      Buffer.from(`\uFEFF${text}`),
      iconv.encode(text, 'gb18030'),
      iconv.encode(text.replace(/\n(?=2,|$|1,)/g, '\r\n'), 'gb18030'),
    ];
    const runs = [];
    for (const file of files) {
      const path = await folder.writeRaw(BILLING, file);
      runs.push(...(await takeFeeds(database.pool, path, { clock: TEST_CLOCK })));
    }
    expect(runs.map((run) => [run.encoding, run.rows_changed, run.rows_unchanged])).toEqual([
      ['UTF-8', 2, 0],
      ['UTF-8', 0, 2],
      ['GB18030', 0, 2],
      ['GB18030', 0, 2],
    ]);
    const { rows: stored } = await database.pool.query(
      'select name, installation_address from subscription where subscription_id = $1',
      ['1'],
    );
    expect(stored).toEqual([{ name: '覃丽华㐀', installation_address: '民族大道,1"号"\n2栋' }]);
  });
});

describe('a folder', () => {
  it('is taken in spite of a refused file, and later fees wait for nothing', async () => {
    await folder.write('20261120/billing_users_20261120.csv', ...billing(['1', '2']));
    await folder.write('20261120/bi_fees_202609.csv', feeRow('1', '202609'));
    await folder.writeRaw('20261120/bi_fees_202610.csv', 'nonsense\n');
    await folder.write('20261120/bi_fees_202611.csv', feeRow('1', '202611'), feeRow('2', '202611'));
    await folder.write('20261120/arrears_20261120.csv', 'HT1,1,202609,2,1.00');
    const runs = await takeFeeds(database.pool, join(folder.path, '20261120'), { clock: TEST_CLOCK });
    expect(runs.map((run) => [run.file, run.outcome])).toEqual([
      ['billing_users_20261120.csv', 'TAKEN'],
      ['bi_fees_202609.csv', 'TAKEN'],
      ['bi_fees_202610.csv', 'REFUSED'],
      ['bi_fees_202611.csv', 'TAKEN'],
      ['arrears_20261120.csv', 'TAKEN'],
    ]);
    const { rows } = await database.pool.query(
      `select body::json -> 'fees' ->> 'rent' as rent from sync_row where entity = 'ledger' order by id`,
    );
    expect(rows).toEqual([{ rent: '[1000,0,1000]' }, { rent: '[1000]' }]);
  });

  it('is taken by one process at a time', async () => {
    await folder.write('billing_users_20261120.csv', ...billing(TWENTY));
    const runs = await Promise.all(
      [1, 2, 3].map(() => takeFeeds(database.pool, join(folder.path, BILLING), { clock: TEST_CLOCK })),
    );
    expect(
      runs
        .flat()
        .map((run) => run.rows_changed)
        .sort(),
    ).toEqual([0, 0, 20]);
  });
});

describe('a store is for real feeds or for the demo', () => {
  it('and the first file decides', async () => {
    expect(await folder.take('org_units.csv', REGION, { demo: true })).toMatchObject({
      outcome: 'REFUSED',
      refusal: 'E_STORE_KIND',
    });
    await database.pool.query(`update store_info set value = 'demo' where key = 'kind'`);
    expect(await folder.take('org_units.csv', REGION)).toMatchObject({
      outcome: 'REFUSED',
      refusal: 'E_STORE_KIND',
    });
    expect(await folder.take('org_units.csv', REGION, { demo: true })).toMatchObject({ outcome: 'TAKEN' });
    expect(await folder.take('org_units.csv', REGION, { force: true })).toMatchObject({ outcome: 'TAKEN' });
  });
});
