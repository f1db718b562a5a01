import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import * as XLSX from 'xlsx';
import type { CallEntry } from '../shared/domain/calls.ts';
import { addDays } from '../shared/lib/dates.ts';
import { CustomerPage } from './pages/customer.ts';
import { CustomersPage } from './pages/customers.ts';
import { SignInPage } from './pages/sign-in.ts';
import { SyncPanel } from './pages/sync-panel.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD, TEAM_LEAD } from './support/people.ts';
import { rowsOf, signIn } from './support/server-view.ts';
import { expect, test } from './support/test.ts';

test.describe.configure({ timeout: 300_000 });

const LIST = '年底续约';
const NOTE = '要和家里商量，下周一再打';
const FILLED_IN = '同事代打，已谈妥';

/** @param raw false: every cell as the sheet shows it */
async function firstSheet(path: string, raw = true): Promise<Record<string, string>[]> {
  const book = XLSX.read(await readFile(path));
  return XLSX.utils.sheet_to_json<Record<string, string>>(book.Sheets[book.SheetNames[0]!]!, { raw });
}

/** As Excel saves it: a day that somebody types is a number with a format. */
function workbookOf(rows: readonly Record<string, string | Date>[]): Buffer {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.json_to_sheet([...rows], { UTC: true }), '外呼');
  return Buffer.from(XLSX.write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
}

class CallsPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  get entries(): Locator {
    return this.page.getByRole('list', { name: LIST }).getByRole('button');
  }
  get current(): Locator {
    return this.page.getByRole('list', { name: LIST }).locator('[aria-current="true"]');
  }
  get number(): Locator {
    return this.page.locator('[data-phone]');
  }
  get note(): Locator {
    return this.page.getByRole('textbox', { name: '备注' });
  }
  async menu(item: string): Promise<void> {
    await this.page.getByRole('button', { name: '更多', exact: true }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }
}

test('[C4] a list is made and worked through by the keys without a network; every call arrives once, and the list goes to a colleague', async ({
  openDesk,
  backend,
}) => {
  const { page, context } = await openDesk();
  await new SignInPage(page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const panel = new SyncPanel(page);
  await expect(panel.pill).toContainText('已核对一致', { timeout: 120_000 });
  const list = new CustomersPage(page);
  for (const at of [0, 1, 2, 3]) await list.rows.nth(at).getByRole('checkbox').click();

  await context.setOffline(true);
  await page.getByRole('button', { name: '转外呼', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /外呼名单 · 4 户/ });
  await dialog.getByRole('textbox', { name: '名称' }).fill(LIST);
  await dialog.getByRole('button', { name: '生成名单' }).click();
  const calls = new CallsPage(page);
  await expect(calls.entries).toHaveCount(4);

  await test.step('number, outcome, next day and note by one key each', async () => {
    const first = (await calls.current.locator('b').textContent()) ?? '';
    await expect(calls.number).toContainText('****');
    await page.keyboard.press('Space');
    await expect(calls.number).not.toContainText('****');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert').filter({ hasText: '先选结果' })).toBeVisible();
    await page.keyboard.press('2');
    await page.keyboard.press('w');
    await page.keyboard.press('/');
    await expect(calls.note).toBeFocused();
    await page.keyboard.type(NOTE);
    await page.keyboard.press('Enter');
    await expect(calls.current).not.toContainText(first);
    await expect(calls.entries.filter({ hasText: first })).toContainText('考虑中');
    await expect(page.getByText('1 / 4', { exact: true })).toBeVisible();
  });

  await test.step('the last one is undone, and stands there as it was entered', async () => {
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
    await expect(page.getByText('2 / 4', { exact: true })).toBeVisible();
    await page.keyboard.press('z');
    await expect(page.getByText('1 / 4', { exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: /^1 同意/ })).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('4');
    await page.keyboard.press('Enter');
    await expect(page.getByText('2 / 4', { exact: true })).toBeVisible();
  });

  await test.step('skipping goes on and leaves him to be called', async () => {
    const skipped = (await calls.current.locator('b').textContent()) ?? '';
    await page.keyboard.press('j');
    await expect(calls.current).not.toContainText(skipped);
    await page.keyboard.press('3');
    await page.keyboard.press('Enter');
    await expect(calls.current).toContainText(skipped);
    await expect(page.getByText('3 / 4', { exact: true })).toBeVisible();
  });

  await context.setOffline(false);
  await expect(panel.pill).toContainText('已核对一致', { timeout: 120_000 });
  const session = await signIn(backend.address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const entriesOf = async (): Promise<CallEntry[]> => {
    const lists = await rowsOf(backend.address, session, 'callList');
    const listId = lists.find(({ name }) => name === LIST)?.listId;
    return (await rowsOf(backend.address, session, 'callEntry')).filter((entry) => entry.listId === listId);
  };
  await expect
    .poll(async () => (await entriesOf()).map(({ result }) => result ?? 'none').sort(), { timeout: 60_000 })
    .toEqual(['CONSIDERING', 'NO_ANSWER', 'REFUSED', 'none']);
  const notes = await rowsOf(backend.address, session, 'interaction');
  expect(notes.filter(({ note }) => note === NOTE)).toHaveLength(1);
  const listId = (await entriesOf())[0]!.listId;
  expect(notes.filter(({ call }) => call?.listId === listId)).toHaveLength(3);

  let sheet: Record<string, string>[] = [];
  await test.step('it goes to Excel with what was said', async () => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '导出 Excel' }).click();
    const path = await (await download).path();
    const rows = await firstSheet(path);
    expect(rows).toHaveLength(4);
    expect(rows.map((row) => row['通话结果'] ?? '').sort()).toEqual(['', '拒绝', '未接', '考虑中']);
    expect(typeof rows[0]!['合同号']).toBe('string');
    expect(rows.find((row) => row['通话结果'] === '考虑中')!['备注']).toBe(NOTE);
    sheet = await firstSheet(path, false);
  });

  await test.step('what a colleague filled in comes back: good rows are recorded once, the others are named with why', async () => {
    const filled = sheet.map((row) =>
      row['通话结果'] === undefined
        ? { ...row, 通话结果: '同意', 下次日期: new Date('2026-12-07T00:00:00Z'), 备注: FILLED_IN }
        : row['通话结果'] === '拒绝'
          ? { ...row, 通话结果: '再说吧' }
          : row,
    );
    await calls.menu('导入结果');
    const importing = page.getByRole('dialog', { name: `导入结果 · ${LIST}` });
    await importing.locator('input[type=file]').setInputFiles({
      name: '退回.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: workbookOf(filled),
    });
    const totals = importing.getByRole('table', { name: '各行去向' });
    for (const line of [/可接受\s*1/, /没有变化\s*2/, /结果不认识\s*1/, /合计行数\s*4/])
      await expect(totals.getByRole('row', { name: line })).toBeVisible();
    await expect(importing.getByRole('list', { name: '不接受的行' }).getByRole('listitem')).toHaveCount(1);
    const back = page.waitForEvent('download');
    await importing.getByRole('button', { name: '退回带结果的 Excel' }).click();
    const told = await firstSheet(await (await back).path());
    expect(told.map((row) => row['结果']).sort()).toEqual(['可接受', '没有变化', '没有变化', '结果不认识']);
    await importing.getByRole('button', { name: '写入可接受的 1 行' }).click();
    await expect(importing.getByText('已写入 1 行')).toBeVisible();
    await importing
      .getByRole('button', { name: /^关\s*闭$/ })
      .last()
      .click();
    await expect(page.getByText('4 / 4', { exact: true })).toBeVisible();
    await expect
      .poll(async () => (await entriesOf()).map(({ result }) => result ?? 'none').sort(), { timeout: 60_000 })
      .toEqual(['AGREED', 'CONSIDERING', 'NO_ANSWER', 'REFUSED']);
    const written = await rowsOf(backend.address, session, 'interaction');
    expect(written.filter(({ note, nextOn }) => note === FILLED_IN && nextOn === '2026-12-07')).toHaveLength(
      1,
    );
  });

  await calls.menu('移交同事');
  const hand = page.getByRole('dialog', { name: new RegExp(`移交 ${LIST}`) });
  await hand.getByRole('combobox').fill(TEAM_LEAD.staffNo);
  await page.getByText(new RegExp(`${TEAM_LEAD.name} · ${TEAM_LEAD.staffNo}`)).click();
  await hand.getByRole('button', { name: '移交' }).click();
  const theirs = await signIn(backend.address, TEAM_LEAD.staffNo, DEMO_PASSWORD);
  const taken = async (): Promise<string[]> =>
    (await rowsOf(backend.address, theirs, 'callList')).map(
      ({ name, handedByName }) => `${name} ${handedByName}`,
    );
  await expect.poll(taken, { timeout: 60_000 }).toContain(`${LIST} ${ACCOUNT_MANAGER.name}`);
  await expect(page.getByText('这份名单不在这台电脑上')).toBeVisible({ timeout: 60_000 });
});

test('[C4] a complaint written without a network arrives once, shows at the team lead as escalated, and is solved by him', async ({
  openDesk,
  backend,
}) => {
  const text = '宽带每晚掉线，要求换光猫';
  const session = await signIn(backend.address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const complaining = (await rowsOf(backend.address, session, 'complaint')).map((one) => one.customerCode);
  const customer = (await rowsOf(backend.address, session, 'customer')).find(
    ({ customerCode, closedOn }) => closedOn === undefined && !complaining.includes(customerCode),
  )!;
  const mine = await openDesk();
  await new SignInPage(mine.page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const pill = new SyncPanel(mine.page).pill;
  await expect(pill).toContainText('已核对一致', { timeout: 120_000 });
  const customerPage = new CustomerPage(mine.page);
  await customerPage.open(customer.customerCode);

  await mine.context.setOffline(true);
  await mine.page.getByRole('button', { name: '记投诉' }).click();
  const form = mine.page.getByRole('dialog', { name: `记投诉 · ${customer.name}` });
  await form.getByLabel('投诉内容').fill(text);
  // Closed beside it, it is there again.
  await form.getByLabel('投诉内容').press('Escape');
  await expect(form).toBeHidden();
  await mine.page.getByRole('button', { name: '记投诉' }).click();
  await expect(form.getByLabel('投诉内容')).toHaveValue(text);
  await form.getByLabel('投诉人', { exact: true }).fill('覃文静');
  await form.getByLabel('决策角色').fill('决策者');
  await mine.page.locator('.ant-select-item-option').filter({ hasText: '决策者' }).first().click();
  const received = form.getByLabel('受理日');
  const today = await received.inputValue();
  await received.click();
  // What is typed while the calendar is still opening is taken back by it.
  await expect(async () => {
    await received.fill(addDays(today, -4));
    await received.press('Enter');
    await expect(form.getByLabel('解决期限')).toHaveValue(addDays(today, -2), { timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await form.getByRole('button', { name: '保存' }).click();
  const here = customerPage.panel('投诉').getByRole('listitem').filter({ hasText: text });
  await expect(here).toContainText('过期 2 天');
  await expect(here).toContainText('待传');
  await mine.context.setOffline(false);

  const arrived = async () =>
    (await rowsOf(backend.address, session, 'complaint')).filter((one) => one.text === text);
  await expect.poll(arrived, { timeout: 60_000 }).toMatchObject([
    {
      customerCode: customer.customerCode,
      complainant: { name: '覃文静', role: '决策者' },
      owner: ACCOUNT_MANAGER.staffNo,
      state: 'OPEN',
    },
  ]);

  const lead = (await openDesk()).page;
  await new SignInPage(lead).enter(TEAM_LEAD.staffNo, DEMO_PASSWORD);
  await lead.getByRole('menuitem', { name: /^提醒/ }).click();
  await lead.getByRole('button', { name: /^升级的投诉/ }).click();
  await expect(lead.getByRole('row').filter({ hasText: customer.name })).toContainText('故障 · 过期 2 天');
  await lead.getByRole('menuitem', { name: /^投诉/ }).click();
  await lead.getByText('已升级', { exact: true }).click();
  const row = lead.getByRole('row').filter({ hasText: text });
  await expect(row).toContainText('小组负责人');
  await expect(row).toContainText(ACCOUNT_MANAGER.name);
  const download = lead.waitForEvent('download');
  await lead.getByRole('button', { name: '导出 Excel' }).click();
  const book = XLSX.read(await readFile(await (await download).path()));
  const sheet = XLSX.utils.sheet_to_json<Record<string, string>>(book.Sheets[book.SheetNames[0]!]!);
  expect(sheet.find((line) => line['内容'] === text)).toMatchObject({
    客户编码: customer.customerCode,
    投诉人: '覃文静',
    决策角色: '决策者',
    负责人: ACCOUNT_MANAGER.name,
    升级: '过期 2 天 · 小组负责人',
  });
  await row.getByRole('link', { name: text }).click();
  const detail = lead.getByRole('dialog');
  await expect(detail).toContainText('覃文静 · 决策者');
  // What is begun stays when the complaint is taken over beneath it.
  await detail.getByRole('button', { name: '解决', exact: true }).click();
  const solution = detail.getByRole('textbox', { name: '怎么解决的' });
  await solution.fill('已换光猫，客户在场试过');
  await detail.getByRole('button', { name: '接手' }).click();
  await expect(detail.getByText('接手处理')).toBeVisible();
  await expect(solution).toHaveValue('已换光猫，客户在场试过');
  await solution.press('Control+Enter');
  await expect(detail.getByText('晚 2 天解决')).toBeVisible();
  await expect(here).toContainText('已解决', { timeout: 60_000 });
  expect(await arrived()).toMatchObject([
    { owner: TEAM_LEAD.staffNo, solvedBy: TEAM_LEAD.staffNo, steps: [{ act: 'TAKE' }, { act: 'SOLVE' }] },
  ]);

  // The month in which it was received, which may be over already.
  const month = addDays(today, -4).slice(0, 7);
  await mine.page.goto('/#/workbench/report');
  await mine.page.getByRole('combobox', { name: '账期' }).click();
  await mine.page.locator(`.ant-select-item-option[title="${month}"]`).click();
  const all = await rowsOf(backend.address, session, 'complaint');
  const count = all.filter(
    ({ owner, receivedOn }) => owner === ACCOUNT_MANAGER.staffNo && receivedOn.startsWith(month),
  ).length;
  await expect(mine.page.getByText(new RegExp(`^受理投诉\\s*${count}\\b`))).toBeVisible();
});
