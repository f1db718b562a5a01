import { FEE_CLASSES } from '../shared/domain/rows.ts';
import type { FeeClass, Ledger } from '../shared/domain/rows.ts';
import { monthRange } from '../shared/lib/dates.ts';
import { SignInPage } from './pages/sign-in.ts';
import { figure, WorkbenchPage } from './pages/workbench.ts';
import { DEMO_PASSWORD, TEAM_LEAD } from './support/people.ts';
import { rowsOf, signIn } from './support/server-view.ts';
import { expect, test } from './support/test.ts';
import type { Locator, Page } from '@playwright/test';

// Long walks through many screens.
test.describe.configure({ timeout: 300_000 });

/** Names of the classes as the screen has them. */
const CLASS_NAMES: Record<FeeClass, string> = {
  rent: '月租',
  internet: '上网',
  local: '本地',
  longDistance: '长途',
  valueAdded: '增值',
  international: '国际',
  other: '其他',
};

async function enter(page: Page): Promise<WorkbenchPage> {
  await new SignInPage(page).enter(TEAM_LEAD.staffNo, DEMO_PASSWORD);
  const workbench = new WorkbenchPage(page);
  await workbench.open();
  return workbench;
}
const countIn = async (place: Locator, of: RegExp): Promise<number> =>
  figure(of.exec(await place.innerText())![1]!);
const titleCount = async (place: Locator): Promise<number> =>
  figure(/(\d[\d,]*) 户/.exec((await place.getAttribute('title'))!)![1]!);

test('each of the five figures is the list that it opens', async ({ desk }) => {
  const workbench = await enter(desk.page);
  const value = async (tile: Locator): Promise<number> => {
    const [, text] = (await tile.innerText())
      .split('\n')
      .filter((line) => /^[\d,.]+$/.test(line.trim()))
      .entries()
      .next().value!;
    return figure(text);
  };

  const customers = workbench.tile('在网客户');
  const live = await value(customers);
  const behindLive = await workbench.listBehind(customers);
  expect(behindLive).toMatchObject({ count: live, chips: ['状态：未拆机'] });

  const revenue = workbench.tile('收入');
  const month = /\d{4}-\d\d/.exec(await revenue.innerText())![0];
  const amount = await value(revenue);
  const behindRevenue = await workbench.listBehind(revenue);
  expect(amount).toBeGreaterThan(0);
  expect(behindRevenue).toMatchObject({ revenue: amount, chips: [`${month} 有费用`] });

  const arrears = workbench.tile('欠费');
  const owed = await value(arrears);
  const owing = await titleCount(arrears.getByTitle(/户/));
  const behindArrears = await workbench.listBehind(arrears);
  expect(owed).toBeGreaterThan(0);
  expect(behindArrears).toMatchObject({ count: owing, arrears: owed, chips: ['欠费：1 个月起'] });

  const agreements = workbench.tile('90 天内协议到期');
  const unit = /份( · (\d+) 户)?/.exec(await agreements.innerText())!;
  const ending = unit[2] === undefined ? await value(agreements) : Number(unit[2]);
  expect(ending).toBeGreaterThan(0);
  expect(await workbench.listBehind(agreements)).toMatchObject({
    count: ending,
    chips: ['协议：90 天内到期'],
  });

  const zero = workbench.tile('零次户');
  const of = /用户 · (\d+) 户/.exec(await zero.innerText());
  const silent = of === null ? await value(zero) : Number(of[1]);
  expect(await workbench.listBehind(zero)).toMatchObject({ count: silent, chips: ['零次户'] });
});

test('revenue by class: bars and rows open those who were charged, and nobody else', async ({
  desk,
  backend,
}) => {
  const { page } = desk;
  const workbench = await enter(page);
  const panel = workbench.panel('收入趋势');
  const session = await signIn(backend.address, TEAM_LEAD.staffNo, DEMO_PASSWORD);
  const open = new Set(
    (await rowsOf(backend.address, session, 'customer'))
      .filter((customer) => customer.closedOn === undefined)
      .map((customer) => customer.customerCode),
  );
  const ledgers = (await rowsOf(backend.address, session, 'ledger')).filter((one) =>
    open.has(one.customerCode),
  );

  // The table of the chart: each figure is what the server's rows add up to, by code of its own.
  await panel.getByText('表', { exact: true }).click();
  const heads = await panel.getByRole('columnheader').allInnerTexts();
  const rows = await panel
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') })
    .all();
  const cells = async (row: Locator): Promise<number[]> =>
    (await row.getByRole('cell').allInnerTexts()).map((text) => (text === '—' ? 0 : figure(text)));
  const newest = await cells(rows[0]!);
  const month = await rows[0]!.getByRole('rowheader').innerText();
  const earlier = await rows[2]!.getByRole('rowheader').innerText();
  const before = await cells(rows[2]!);
  const columnOf = (name: string): number => heads.indexOf(name) - 1;
  for (const feeClass of FEE_CLASSES) {
    const column = columnOf(CLASS_NAMES[feeClass]);
    if (column < 0) continue;
    expect(newest[column], feeClass).toBeCloseTo(chargedIn(ledgers, month, feeClass).yuan, 2);
    expect(before[column], feeClass).toBeCloseTo(chargedIn(ledgers, earlier, feeClass).yuan, 2);
  }

  // A row opens the month.
  const ofMonth = await workbench.listBehind(rows[0]!);
  expect(ofMonth.revenue).toBeCloseTo(newest[columnOf('合计')]!, 2);
  expect(ofMonth).toMatchObject({ count: chargedIn(ledgers, month).customers, chips: [`${month} 有费用`] });

  // A part of a bar opens its class: the newest bar is pressed from its foot upwards until two classes have opened.
  const seen = new Set<FeeClass>();
  for (let height = 3; height < 240 && seen.size < 2; height += 24) {
    const feeClass = await pressBar(page, panel, rows.length, height);
    if (feeClass === null || seen.has(feeClass)) {
      if (feeClass !== null) await workbench.open();
      continue;
    }
    seen.add(feeClass);
    const list = await workbench.readList();
    expect(list).toMatchObject({
      count: chargedIn(ledgers, month, feeClass).customers,
      chips: [`${month} 有${CLASS_NAMES[feeClass]}费`],
    });
    await workbench.open();
  }
  expect(seen.size).toBe(2);

  const sheet = await workbench.excelOf('收入趋势');
  expect(sheet.name).toMatch(/^收入趋势_.+\.xlsx$/);
  const inSheet = sheet.rows.find((row) => row['月份'] === month)!;
  expect(Number(inSheet['合计'])).toBeCloseTo(newest[columnOf('合计')]!, 2);
  expect(Number(inSheet['月租'])).toBeCloseTo(newest[columnOf('月租')]!, 2);
  await expectPicture(workbench, '收入趋势');
});

test('arrears by age: each bar opens those who owe that long, as a chart and as a table', async ({
  desk,
}) => {
  const { page } = desk;
  const workbench = await enter(page);
  const panel = workbench.panel('欠费账龄');
  const bars = panel.getByRole('button').filter({ hasText: /笔/ });
  await expect(bars).toHaveCount(6);
  const drawn = await bars.allInnerTexts();
  let sum = 0;
  for (let stage = 1; stage <= 6; stage++) {
    const bar = bars.nth(stage - 1);
    sum += figure(/([\d,]+\.\d\d)\s*$/.exec(drawn[stage - 1]!)![1]!);
    const customers = await titleCount(bar);
    const list = await workbench.listBehind(bar);
    expect(list).toMatchObject({
      count: customers,
      chips: [stage === 6 ? '欠费：6 个月起' : `欠费：${stage} 个月`],
    });
  }
  const dunning = panel.getByRole('link', { name: '去催缴' });
  const owing = await titleCount(dunning);
  const all = await workbench.listBehind(dunning);
  expect(all.count).toBe(owing);
  expect(all.arrears).toBeCloseTo(sum, 2);
  await expect(panel).toContainText(new RegExp(`合计.*${all.arrears.toLocaleString('en-US')}`, 's'));

  await workbench.choose('欠费账龄', '看表');
  const rows = await bars.allInnerTexts();
  for (const [i, row] of rows.entries()) {
    expect(figure(/([\d,]+\.\d\d)\s*$/.exec(row)![1]!)).toBe(
      figure(/([\d,]+\.\d\d)\s*$/.exec(drawn[i]!)![1]!),
    );
    expect(await titleCount(bars.nth(i))).toBe(await countIn(bars.nth(i), /· ([\d,]+) 户/));
  }
  const third = await workbench.listBehind(bars.nth(2));
  expect(rows[2]).toContain(`${third.count} 户`);

  const sheet = await workbench.excelOf('欠费账龄');
  expect(sheet.rows).toHaveLength(6);
  expect(sheet.rows.reduce((yuan, row) => yuan + Number(row['欠费']), 0)).toBeCloseTo(sum, 2);
  await expectPicture(workbench, '欠费账龄');
});

test('agreements by day: each day opens those whose agreement ends on it', async ({ desk }) => {
  const { page } = desk;
  const workbench = await enter(page);
  const panel = workbench.panel('协议到期');
  const days = panel.getByRole('button', { name: /^\d{4}-\d\d-\d\d：/ });
  const named = await days.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')!));
  const counts = named.map((name) => /^(\S+?)：(\d+) 份，(\d+) 户$/.exec(name)!);
  expect(counts.length).toBeGreaterThan(3);

  const fullest = counts.reduce((best, one, i) => (Number(one[2]) > Number(counts[best]![2]) ? i : best), 0);
  for (const i of new Set([0, fullest, counts.length - 1])) {
    const [, day, , customers] = counts[i]!;
    const list = await workbench.listBehind(days.nth(i));
    expect(list).toMatchObject({ count: Number(customers), chips: [`协议：${day} 到期`] });
  }
  const ends = counts.reduce((sum, one) => sum + Number(one[2]), 0);
  const all = panel.getByRole('link', { name: /^查看/ });
  expect(await countIn(all, /查看 ([\d,]+) 份/)).toBe(ends);
  expect((await workbench.listBehind(all)).count).toBe(await titleCount(all));
  const expired = panel.getByRole('link', { name: /^已到期/ });
  const past = await workbench.listBehind(expired);
  expect(past.count).toBe(await titleCount(expired));
  expect(past.chips).toHaveLength(1);

  await workbench.choose('协议到期', '看表');
  await expect(days).toHaveCount(0);
  await expect(panel.locator('tbody tr')).toHaveCount(Math.min(200, ends));
  expect((await workbench.excelOf('协议到期')).rows).toHaveLength(ends);
  await expectPicture(workbench, '协议到期');
});

test('movers: those who fell and those who rose are the lists at their end', async ({ desk }) => {
  const { page } = desk;
  const workbench = await enter(page);
  const panel = workbench.panel('收入异动');
  for (const [direction, chip] of [
    ['下降', '下降 20 元以上'],
    ['上升', '上升 20 元以上'],
  ] as const) {
    await panel.getByText(direction, { exact: true }).click();
    const all = panel.getByRole('link', { name: /^全部/ });
    const count = await countIn(all, /全部 ([\d,]+) 户/);
    expect(count).toBeGreaterThan(0);
    await expect(panel.locator('tbody tr')).toHaveCount(Math.min(30, count));
    const changes = (await panel.locator('tbody tr td:last-child').allInnerTexts()).map(figure);
    expect(changes.every((change) => (direction === '下降' ? change <= -20 : change >= 20))).toBe(true);

    const sheet = await workbench.excelOf('收入异动');
    expect(sheet.name).toContain(direction);
    expect(sheet.rows).toHaveLength(count);
    expect(sheet.rows.slice(0, 30).map((row) => Number(row['差额']))).toEqual(changes);
    await expectPicture(workbench, '收入异动');

    const list = await workbench.listBehind(all);
    expect(list.count).toBe(count);
    expect(list.chips).toHaveLength(1);
    expect(list.chips[0]).toContain(chip);
  }
});

test('each kind of reminder is the list that it opens', async ({ desk }) => {
  const { page } = desk;
  await enter(page);
  const workbench = new WorkbenchPage(page);
  const names = ['回访到期', '协议将到期', '协议已到期', '欠费', '预付费余额不足'];
  const groupOf = (name: string): Locator =>
    page.getByRole('navigation', { name: '提醒种类' }).getByRole('button', { name: new RegExp(`^${name}`) });
  const countIn = async (group: Locator): Promise<number> =>
    figure(/([\d,]+)\s*$/.exec(await group.innerText())![1]!);
  let told = 0;
  for (const name of names) {
    await page.getByRole('menuitem', { name: /^提醒/ }).click();
    const group = groupOf(name);
    await group.click();
    const count = await countIn(group);
    told += count;
    await page.getByRole('link', { name: '看客户列表' }).click();
    const list = await workbench.readList();
    expect(list.count, name).toBe(count);
    expect(list.chips.length).toBeGreaterThan(0);
  }
  await page.getByRole('menuitem', { name: /^提醒/ }).click();
  for (const name of ['投诉到期', '升级的投诉']) told += await countIn(groupOf(name));
  expect(told).toBeGreaterThan(10);
  // The number in the menu is all of them.
  await expect(page.getByRole('menuitem', { name: /^提醒/ })).toContainText(told.toLocaleString('en-US'));
});

/** How many were charged in a month, and how much, counted from the server's rows. */
function chargedIn(
  ledgers: readonly Ledger[],
  month: string,
  feeClass?: FeeClass,
): { customers: number; yuan: number } {
  const classes = feeClass === undefined ? FEE_CLASSES : [feeClass];
  const fees = ledgers.map((ledger) => {
    const at = monthRange(ledger.from, month).length - 1;
    return classes.map((one) => ledger.fees[one][at] ?? 0);
  });
  return {
    customers: fees.filter((one) => one.some((fen) => fen !== 0)).length,
    yuan: fees.flat().reduce((sum, fen) => sum + fen, 0) / 100,
  };
}

/** Presses the newest bar so many pixels above its foot. @returns the class whose list has opened, if any */
async function pressBar(
  page: Page,
  panel: Locator,
  months: number,
  height: number,
): Promise<FeeClass | null> {
  const canvas = panel.getByRole('img').locator('canvas');
  await expect(canvas).toBeVisible();
  const box = (await canvas.boundingBox())!;
  const [left, right, bottom] = [46, 16, 42];
  const each = (box.width - left - right) / months;
  await page.mouse.click(box.x + left + (months - 0.5) * each, box.y + box.height - bottom - height);
  // A press beside the bar opens nothing.
  await page.waitForTimeout(300);
  const opened = new URLSearchParams(page.url().split('?')[1] ?? '').get('fee-class');
  return FEE_CLASSES.find((one) => one === opened) ?? null;
}

/** A picture that can be opened again, in several colours. */
async function expectPicture(workbench: WorkbenchPage, title: string): Promise<void> {
  const picture = await workbench.pictureOf(title);
  expect(picture.name).toMatch(new RegExp(`^${title}.*\\.png$`));
  expect(picture.width).toBeGreaterThan(300);
  expect(picture.height).toBeGreaterThan(150);
  expect(picture.colours).toBeGreaterThan(5);
}
