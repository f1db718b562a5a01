import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { SHIPPED_ROLES } from '../../shared/domain/permissions.ts';
import { addDays, addMonths, daysBetween, isDay } from '../../shared/lib/dates.ts';
import { parseYuan } from '../../shared/lib/money.ts';
import { newCustomersOf } from './customers.ts';
import { FEED_HEADERS } from './feed-files.ts';
import { generateDemoFeeds } from './generate.ts';
import type { DemoSummary } from './generate.ts';
import type { DemoOptions } from './options.ts';
import { folderSink, memorySink } from './sinks.ts';

type Row = Record<string, string>;

const OPTIONS: DemoOptions = {
  customers: 4_000,
  seed: 1,
  month: '2026-11',
  today: '2026-11-21',
  spread: 'region',
};

function generate(options: DemoOptions): { texts: Map<string, string>; summary: DemoSummary } {
  const sink = memorySink();
  const summary = generateDemoFeeds(options, sink);
  return { texts: sink.texts(), summary };
}

/** The generator never writes a quote unless a cell needs one, so a file without quotes splits by commas. */
function rowsOf(text: string): Row[] {
  expect(text.endsWith('\n')).toBe(true);
  expect(text).not.toContain('"');
  const [header = '', ...lines] = text.trimEnd().split('\n');
  const names = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    expect(cells.length).toBe(names.length);
    return Object.fromEntries(names.map((name, i) => [name, cells[i]!]));
  });
}

const hashOf = (texts: Map<string, string>): string => {
  const hash = createHash('sha256');
  for (const [file, text] of [...texts].sort()) hash.update(file).update('\0').update(text).update('\0');
  return hash.digest('hex');
};

const fen = (text: string | undefined): number => {
  const value = parseYuan(text ?? '');
  if (value === undefined) throw new Error(`not an amount: ${text}`);
  return value;
};

const distinct = (rows: Row[], ...columns: string[]): number =>
  new Set(rows.map((row) => columns.map((column) => row[column]).join('|'))).size;

/** Checks every rule of the feed format on every row; returns nothing, throws at the first that is broken. */
function checkFormat(texts: Map<string, string>, today: string): void {
  const all = new Map([...texts].map(([file, text]) => [file.split('/')[1]!, rowsOf(text)]));
  for (const [file, text] of texts) {
    const kind = file.split('/')[1]!.replace(/(_\d+)?\.csv$/, '') as keyof typeof FEED_HEADERS;
    expect(text.startsWith(`${FEED_HEADERS[kind]}\n`)).toBe(true);
  }
  const rows = (start: string): Row[] =>
    [...all].filter(([file]) => file.startsWith(start)).flatMap(([, list]) => list);
  const latest = all.get(`billing_users_${today.replaceAll('-', '')}.csv`)!;
  const ids = new Set(latest.map((row) => row['用户ID']));
  const units = new Set(rows('org_units').map((row) => row['组织编码']));
  const areas = new Set(rows('org_units').map((row) => row['计费区域']));
  const accounts = new Set(latest.map((row) => row['合同号']));

  expect(distinct(latest, '用户ID')).toBe(latest.length);
  expect(distinct(latest, '业务接入号')).toBe(latest.length);
  for (const row of rows('billing_users')) {
    if (!ids.has(row['用户ID'])) throw new Error('a subscription of the opening stock is missing today');
    if (!/^\d{10}$/.test(row['用户ID']!)) throw new Error(row['用户ID']);
    if (!/^([a-z]{2}0\d{3}\d{7}\d{2}|0\d{3}-\d{7})$/.test(row['业务接入号']!))
      throw new Error(row['业务接入号']);
    if (!['在用', '停机', '停机保号', '拆机'].includes(row['用户状态']!)) throw new Error(row['用户状态']);
    if (!areas.has(row['计费区域'])) throw new Error(row['计费区域']);
    if (!isDay(row['入网日期']!) || row['入网日期']! > today) throw new Error(row['入网日期']);
    const ended = row['拆机日期']!;
    if ((row['用户状态'] === '拆机') !== (ended !== '')) throw new Error('only a terminated line has an end');
    if (ended !== '' && (!isDay(ended) || ended > today || ended < row['入网日期']!)) throw new Error(ended);
    if (row['用户名称'] === '' || row['装机地址'] === '' || row['联系电话'] === '') throw new Error('empty');
  }
  for (const row of rows('org_units'))
    if (row['上级编码'] !== '' && !units.has(row['上级编码'])) throw new Error(row['上级编码']);
  for (const row of [...rows('staff'), ...rows('opening_assignments'), ...rows('cross_boxes')]) {
    const code = row['组织编码'] ?? row['社区编码'];
    if (code !== '' && !units.has(code)) throw new Error(code);
  }
  expect(distinct(rows('cross_boxes'), '交接箱', '号码段起', '号码段止')).toBe(rows('cross_boxes').length);
  expect(distinct(rows('opening_assignments'), '合同号')).toBe(rows('opening_assignments').length);
  for (const row of rows('opening_assignments'))
    if (!accounts.has(row['合同号'])) throw new Error(row['合同号']);
  for (const [file, list] of all) {
    if (file.startsWith('line97_')) expect(distinct(list, '业务接入号')).toBe(list.length);
    if (!file.startsWith('bi_fees_')) continue;
    expect(distinct(list, '用户ID', '账期')).toBe(list.length);
    for (const row of list) {
      if (file !== `bi_fees_${row['账期']}.csv` || !ids.has(row['用户ID']))
        throw new Error('foreign fee row');
      const classes = ['月租费', '本地话费', '长途话费', '国际话费', '上网费', '增值业务费', '其他费'];
      const sum = classes.reduce((total, name) => total + fen(row[name]), 0);
      if (sum !== fen(row['应收合计'])) throw new Error(`${file} ${row['用户ID']}: does not add up`);
      if (classes.some((name) => fen(row[name]) < 0)) throw new Error('negative fee');
      for (const name of ['本地分钟', '长途分钟', '国际分钟', '上网流量MB'])
        if (!/^\d+$/.test(row[name]!)) throw new Error(row[name]);
    }
  }
  for (const kind of ['arrears', 'agreements', 'prepaid', 'orders10000'])
    for (const row of rows(kind))
      if (!ids.has(row['用户ID'])) throw new Error(`${kind}: unknown subscription`);
  const accountOf = new Map(latest.map((row) => [row['用户ID'], row['合同号']]));
  for (const row of rows('arrears')) {
    if (accountOf.get(row['用户ID']) !== row['合同号']) throw new Error('arrears of another account');
    if (!/^\d{6}$/.test(row['欠费账期起']!) || Number(row['欠费月数']) < 1) throw new Error('arrears');
    if (fen(row['欠费金额']) <= 0) throw new Error('arrears of nothing');
  }
  expect(distinct(rows('arrears'), '用户ID')).toBe(rows('arrears').length);
  expect(distinct(rows('agreements'), '协议号')).toBe(rows('agreements').length);
  for (const row of rows('agreements')) {
    if (!isDay(row['开始日期']!) || !isDay(row['到期日期']!)) throw new Error('agreement dates');
    if (row['开始日期']! > row['到期日期']! || row['开始日期']! > today)
      throw new Error('agreement turned round');
    if (fen(row['月承诺消费']) <= 0 || fen(row['违约金']) <= 0) throw new Error('agreement amounts');
  }
  expect(distinct(rows('prepaid'), '用户ID')).toBe(rows('prepaid').length);
  for (const row of rows('prepaid')) fen(row['预付费余额']);
  expect(distinct(rows('orders10000'), '工单号')).toBe(rows('orders10000').length);
  for (const row of rows('orders10000'))
    if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/.test(row['受理时间']!) || row['受理时间']!.slice(0, 10) > today)
      throw new Error(row['受理时间']);
}

describe('the demo feeds', () => {
  let texts: Map<string, string>;
  let summary: DemoSummary;
  const rows = (file: string): Row[] => rowsOf(texts.get(file) ?? '');
  beforeAll(() => {
    ({ texts, summary } = generate(OPTIONS));
  });

  it('are the same bytes for the same seed, month and number of customers', () => {
    expect(hashOf(generate(OPTIONS).texts)).toBe(hashOf(texts));
    expect(hashOf(generate({ ...OPTIONS, seed: 2 }).texts)).not.toBe(hashOf(texts));
  });

  it('are written to a folder byte for byte as they are generated', () => {
    const folder = mkdtempSync(join(tmpdir(), 'demo-'));
    const small = { ...OPTIONS, customers: 300 };
    generateDemoFeeds(small, folderSink(folder));
    const written = new Map(
      readdirSync(folder).flatMap((day) =>
        readdirSync(join(folder, day)).map((name): [string, string] => [
          `${day}/${name}`,
          readFileSync(join(folder, day, name), 'utf8'),
        ]),
      ),
    );
    rmSync(folder, { recursive: true });
    expect(hashOf(written)).toBe(hashOf(generate(small).texts));
  });

  it('keep every rule of the format, whatever the seed, size, month and day', () => {
    checkFormat(texts, OPTIONS.today);
    fc.assert(
      fc.property(
        fc.record({
          customers: fc.integer({ min: 100, max: 400 }),
          seed: fc.integer({ min: 0, max: 1_000_000 }),
          month: fc.constantFrom('2026-11', '2027-01', '2028-03', '2026-02'),
          day: fc.integer({ min: 1, max: 28 }),
          spread: fc.constantFrom('region' as const, 'network' as const, 'department' as const),
          over: fc.boolean(),
        }),
        ({ customers, seed, month, day, spread, over }) => {
          // The demo stays with a month that is over until the 8th of the next.
          const today = over
            ? `${addMonths(month, 1)}-0${(day % 8) + 1}`
            : `${month}-${String(day).padStart(2, '0')}`;
          checkFormat(generate({ customers, seed, month, today, spread }).texts, today);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('hold exactly the customers asked for, the new ones of the month among them', () => {
    const billing = rows('20261121/billing_users_20261121.csv');
    const opening = rows('20261031/billing_users_20261031.csv');
    const accounts = new Set(billing.map((row) => row['合同号']));
    expect(accounts.size).toBe(OPTIONS.customers);
    const old = new Set(opening.map((row) => row['合同号']));
    const isNew = [...accounts].filter((account) => !old.has(account));
    expect(isNew.length).toBe(newCustomersOf(OPTIONS.customers));
    expect(billing.length / accounts.size).toBeGreaterThan(1.1);
    expect(billing.length / accounts.size).toBeLessThan(1.18);
    expect(billing.length).toBe(summary.subscriptions);
    const joined = billing.filter((row) => row['入网日期']! > '2026-10-31' && old.has(row['合同号']));
    expect(joined.length).toBeGreaterThan(5);
    for (const row of opening) expect(row['入网日期']! <= '2026-10-31').toBe(true);
  });

  it('place customers in every community and pool of every channel', () => {
    const openings = rows('20261031/opening_assignments.csv');
    const used = new Set(openings.map((row) => row['社区编码']));
    const ruled = new Set(rows('20261031/cross_boxes.csv').map((row) => row['社区编码']));
    const leaves = rows('20261031/org_units.csv').filter((unit) => /社区/.test(unit['类型']!));
    const empty = leaves.filter((unit) => !used.has(unit['组织编码']) && !ruled.has(unit['组织编码']));
    // A public pool is where the rules lead that lead nowhere.
    expect(empty.filter((unit) => !(unit['类型'] === '未分配社区' && unit['渠道'] === '公众'))).toEqual([]);
    expect(new Set(openings.map((row) => row['统计属性']))).toEqual(
      new Set(['公众', '商业', '大客户', '统包', '流动']),
    );
  });

  it('have shops in public communities that are reported as businesses, some with a business monthly package', () => {
    const shops = rows('20261031/opening_assignments.csv').filter(
      (row) => row['统计属性'] === '商业' && row['社区编码']!.includes('-GZ-'),
    );
    expect(shops.length).toBeGreaterThan(100);
    for (const shop of shops) expect(shop['社区编码']).not.toMatch(/-0$/);
    const accounts = new Set(shops.map((row) => row['合同号']));
    const lines = rows('20261121/billing_users_20261121.csv').filter((row) => accounts.has(row['合同号']));
    const packages = lines.filter((row) => row['产品'] === '商务包月').map((row) => row['用户ID']);
    expect(packages.length).toBeGreaterThan(lines.length / 10);
    expect(packages.length).toBeLessThan(lines.length / 2);
    const agreements = rows('20261121/agreements_20261121.csv').filter((row) =>
      packages.includes(row['用户ID']),
    );
    expect(agreements.length).toBeGreaterThan(10);
    for (const row of agreements) expect(row['套餐名称']).toMatch(/商务.*包月/);
  });

  it('have cabinet rules of every kind', () => {
    const rules = rows('20261031/cross_boxes.csv');
    const byCabinet = new Map<string, Row[]>();
    for (const rule of rules)
      byCabinet.set(rule['交接箱']!, [...(byCabinet.get(rule['交接箱']!) ?? []), rule]);
    const digits = (text: string): number => Number(text.replaceAll('-', ''));
    const span = (rule: Row): [number, number] => [digits(rule['号码段起']!), digits(rule['号码段止']!)];
    const pairs = [...byCabinet.values()].flatMap((list) =>
      list
        .filter((rule) => rule['号码段起'] !== '')
        .flatMap((one, i, ranges) => ranges.slice(i + 1).map((two) => [span(one), span(two)] as const)),
    );
    expect(rules.some((rule) => rule['号码段起'] === '' && rule['社区编码'] !== '')).toBe(true);
    expect(rules.some((rule) => rule['社区编码'] === '')).toBe(true);
    expect(pairs.some(([one, two]) => two[0] > one[0] && two[1] < one[1])).toBe(true);
    expect(pairs.some(([one, two]) => one[1] - one[0] === two[1] - two[0] && two[0] <= one[1])).toBe(true);
    const known = new Set(rules.map((rule) => rule['交接箱']));
    const lines = rows('20261121/line97_20261116.csv');
    expect(lines.some((line) => !known.has(line['交接箱']))).toBe(true);
    const billing = rows('20261121/billing_users_20261121.csv');
    expect(billing.length).toBeGreaterThan(lines.length);
  });

  it('have every role held by somebody, and people with two roles', () => {
    const staff = rows('20261031/staff.csv');
    const titles = Object.values(SHIPPED_ROLES).map((role) => role.title);
    expect(new Set(staff.map((row) => row['角色']))).toEqual(new Set<string>(titles));
    expect(titles.length).toBe(17);
    expect(distinct(staff, '工号')).toBeLessThan(staff.length);
    expect(distinct(staff, '工号', '角色', '组织编码')).toBe(staff.length);
  });

  it('have every status, arrears of one to six months and more, balances low and negative', () => {
    const billing = rows('20261121/billing_users_20261121.csv');
    expect(new Set(billing.map((row) => row['用户状态']))).toEqual(
      new Set(['在用', '停机', '停机保号', '拆机']),
    );
    const months = new Set(rows('20261121/arrears_20261121.csv').map((row) => Number(row['欠费月数'])));
    for (const count of [1, 2, 3, 4, 5, 6]) expect(months).toContain(count);
    expect(Math.max(...months)).toBeGreaterThan(6);
    const balances = rows('20261121/prepaid_20261121.csv').map((row) => fen(row['预付费余额']));
    expect(balances.some((balance) => balance < 0)).toBe(true);
    expect(balances.some((balance) => balance >= 0 && balance < 1_000)).toBe(true);
  });

  it('have agreements that are over, end within 30, 60 and 90 days, and later; orders at every stage', () => {
    const left = rows('20261121/agreements_20261121.csv').map((row) =>
      daysBetween(OPTIONS.today, row['到期日期']!),
    );
    for (const [from, to] of [
      [-400, -1],
      [0, 30],
      [31, 60],
      [61, 90],
      [91, 1_200],
    ] as const)
      expect(left.some((days) => days >= from && days <= to)).toBe(true);
    const orders = rows('20261121/orders10000_20261121.csv');
    expect(distinct(orders, '当前环节')).toBe(6);
    expect(distinct(orders, '业务类型')).toBe(6);
  });

  it('have 24 months of fees with zero charges, months without a row, seasons and sharp movers', () => {
    const { feeMonths } = summary.calendar;
    expect(feeMonths.length).toBe(24);
    expect(feeMonths.at(-1)).toBe('2026-10');
    const files = feeMonths.map((month) => rows(`20261031/bi_fees_${month.replace('-', '')}.csv`));
    const last = new Map(files.at(-1)!.map((row) => [row['用户ID']!, fen(row['应收合计'])]));
    const before = new Map(files.at(-2)!.map((row) => [row['用户ID']!, fen(row['应收合计'])]));
    const inService = rows('20261121/billing_users_20261121.csv').filter(
      (row) => row['用户状态'] === '在用' && row['入网日期']! < '2026-08-01',
    );
    const lastOf = (row: Row): number | undefined => last.get(row['用户ID']!);
    expect(inService.filter((row) => lastOf(row) === 0).length).toBeGreaterThan(20);
    expect(inService.filter((row) => lastOf(row) === undefined).length).toBeGreaterThan(15);
    const ratios = [...last].map(([id, total]) => total / (before.get(id) ?? Number.NaN));
    expect(ratios.filter((ratio) => ratio > 1.8).length).toBeGreaterThan(8);
    expect(ratios.filter((ratio) => ratio < 0.4).length).toBeGreaterThan(20);
    const longDistance = (index: number): number => {
      const paying = files[index]!.filter((row) => fen(row['应收合计']) > 0);
      return paying.reduce((sum, row) => sum + fen(row['长途话费']), 0) / paying.length;
    };
    expect(
      longDistance(feeMonths.indexOf('2026-02')) / longDistance(feeMonths.indexOf('2026-03')),
    ).toBeGreaterThan(1.25);
  });

  it('lie within the reach of one network or one department when asked to', () => {
    const areasOf = (spread: DemoOptions['spread']): Set<string> => {
      const made = generate({ ...OPTIONS, customers: 600, spread });
      return new Set(
        rowsOf(made.texts.get('20261121/billing_users_20261121.csv')!).map((row) => row['计费区域']!),
      );
    };
    expect(areasOf('network')).toEqual(new Set(['东渡', '北塔', '南浦', '西麓']));
    expect(areasOf('department')).toEqual(new Set(['东渡']));
    const made = generate({ ...OPTIONS, customers: 600, spread: 'department' });
    for (const row of rowsOf(made.texts.get('20261031/opening_assignments.csv')!))
      expect(row['社区编码']).toMatch(/^LJ-QH-01-GZ-/);
  });

  it('bring new customers on the first day of a month too, before 97 has delivered', () => {
    const made = generate({ ...OPTIONS, customers: 400, today: '2026-12-01', month: '2026-12' });
    expect(made.summary.calendar.lineDay).toBeUndefined();
    const opening = rowsOf(made.texts.get('20261130/billing_users_20261130.csv')!);
    const today = rowsOf(made.texts.get('20261201/billing_users_20261201.csv')!);
    expect(distinct(today, '合同号') - distinct(opening, '合同号')).toBe(24);
    expect(addDays('2026-12-01', -1)).toBe(made.summary.calendar.openingDay);
  });

  it('bring the new customers of a month that is over with a file of that month', () => {
    const { texts: made, summary: of } = generate({ ...OPTIONS, customers: 400, today: '2026-12-02' });
    expect(of.days).toEqual(['2026-10-31', '2026-11-30', '2026-12-02']);
    const accountsOn = (day: string): Set<string> =>
      new Set(rowsOf(made.get(`${day}/billing_users_${day}.csv`)!).map((row) => row['合同号']!));
    const [opening, atTheEnd, today] = ['20261031', '20261130', '20261202'].map(accountsOn);
    expect(atTheEnd!.size - opening!.size).toBe(24);
    expect(atTheEnd).toEqual(today);
    expect(rowsOf(made.get('20261130/line97_20261130.csv')!).length).toBeGreaterThan(400);
  });
});
