import { readFile } from 'node:fs/promises';
import * as XLSX from 'xlsx';
import { SignInPage } from './pages/sign-in.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD, TEAM_LEAD } from './support/people.ts';
import { rowsOf, signIn } from './support/server-view.ts';
import { expect, test } from './support/test.ts';

// Two people, two browsers.
test.describe.configure({ timeout: 300_000 });
test.use({ actionTimeout: 60_000 });

const NAME = '渡东商贸楼';

test('a group is made offline, filled by search and from Excel whose rows are all accounted for, and seen by who holds its members', async ({
  openDesk,
  backend,
}) => {
  const session = await signIn(backend.address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const customers = (await rowsOf(backend.address, session, 'customer')).filter(
    ({ closedOn }) => closedOn === undefined,
  );
  const [first, second, third] = customers;
  const lead = await openDesk();
  const { page } = lead;
  await new SignInPage(page).enter(TEAM_LEAD.staffNo, DEMO_PASSWORD);
  await expect(page.getByText(/已核对一致/)).toBeVisible({ timeout: 60_000 });

  await lead.context.setOffline(true);
  await page.getByRole('menuitem', { name: /客户群/ }).click();
  await page.getByRole('button', { name: '新建客户群' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('名称').fill(NAME);
  await form.getByLabel('地址').fill('渡东路 8 号');
  await form.getByRole('button', { name: /^保\s*存$/ }).click();
  await expect(page.getByRole('heading', { name: NAME })).toBeVisible();

  await page.getByRole('button', { name: '加成员' }).click();
  const search = page.getByRole('dialog');
  await search.getByRole('combobox', { name: '客户' }).fill(first!.billingAccountNumber);
  await page.locator('.ant-select-item-option').first().click();
  await search.getByRole('button', { name: '加入 1 户' }).click();
  await expect(page.getByText('已加入 1 户')).toBeVisible();

  const book = XLSX.utils.book_new();
  const rows = [
    ['客户编码', '备注'],
    ...[second, third, second, first].map((one) => [one!.customerCode, '']),
    ['KH9999999999', '?'],
  ];
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows), '名单');
  const file = {
    name: '名单.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(XLSX.write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer),
  };
  await page.getByRole('button', { name: '从 Excel 加' }).click();
  const importing = page.getByRole('dialog');
  await importing.locator('input[type=file]').setInputFiles(file);
  const totals = importing.getByRole('table', { name: '各行去向' });
  for (const line of [/加入\s*2/, /已在群里\s*1/, /重复\s*1/, /找不到\s*1/, /合计行数\s*5/])
    await expect(totals.getByRole('row', { name: line }).first()).toBeVisible();
  const saved = page.waitForEvent('download');
  await importing.getByRole('button', { name: '退回带结果的 Excel' }).click();
  const result = XLSX.read(await readFile(await (await saved).path()), { type: 'buffer' });
  const cells = XLSX.utils.sheet_to_json<string[]>(result.Sheets['名单']!, { header: 1, defval: '' });
  expect(cells.map((row) => row[2])).toEqual(['结果', '加入', '加入', '重复', '已在群里', '找不到']);
  await importing.getByRole('button', { name: '加入 2 户' }).click();
  await expect(importing.getByText('2 户已存本机')).toBeVisible();
  await importing
    .getByRole('button', { name: /^关\s*闭$/ })
    .last()
    .click();

  await page.locator('.ant-segmented-item', { hasText: '成员' }).click();
  const members = page.getByRole('group', { name: '成员', exact: true });
  for (const one of [first, second, third]) await expect(members.getByText(one!.customerCode)).toBeVisible();
  await lead.context.setOffline(false);
  await expect(page.getByText(/已核对一致/)).toBeVisible({ timeout: 60_000 });
  await expect
    .poll(
      async () =>
        (await rowsOf(backend.address, session, 'groupMembership')).filter(
          (row) => row.customerCode === third!.customerCode && row.addedBy === TEAM_LEAD.staffNo,
        ).length,
      { timeout: 60_000 },
    )
    .toBe(1);

  // Whoever holds a member sees on it what group it is in, and the way there; the figure leads to its customers.
  const mine = await openDesk();
  await new SignInPage(mine.page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await mine.page.goto(`/#/customers/${third!.customerCode}`);
  await mine.page.getByRole('link', { name: NAME }).click();
  await expect(mine.page.getByRole('heading', { name: NAME })).toBeVisible();
  await mine.page.getByRole('button', { name: '3 户', exact: true }).first().click();
  await expect(mine.page.getByRole('button', { name: /^去掉/ }).first()).toContainText(`客户群：${NAME}`);
});

test('a notice reaches the people of the unit, the bell counts it, its publisher sees who has read it, and it vanishes when withdrawn', async ({
  openDesk,
}) => {
  const title = '明日 8:30 片会';
  const lead = await openDesk();
  await new SignInPage(lead.page).enter(TEAM_LEAD.staffNo, DEMO_PASSWORD);
  await lead.page.getByRole('button', { name: /^通知/ }).click();
  await lead.page.getByRole('button', { name: '发布' }).click();
  const form = lead.page.getByRole('dialog');
  await form.getByLabel('标题').fill(title);
  await form.getByLabel('正文').fill('地点：二楼会议室。\n请带本月外呼名单。');
  await form.getByRole('button', { name: /^发\s*布$/ }).click();
  await expect(lead.page.getByRole('heading', { name: title })).toBeVisible();

  const mine = await openDesk();
  await new SignInPage(mine.page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const bell = mine.page.getByRole('banner').getByRole('button', { name: /^通知/ });
  await expect(bell).toHaveAccessibleName('通知，3 条未读', { timeout: 60_000 });
  await mine.context.setOffline(true);
  await bell.click();
  await mine.page.getByRole('button', { name: new RegExp(title) }).click();
  await expect(mine.page.getByText('请带本月外呼名单。')).toBeVisible();
  await mine.page.getByRole('button', { name: '标为已读' }).click();
  await expect(bell).toHaveAccessibleName('通知，2 条未读');
  await mine.context.setOffline(false);

  // It tells how things stood when it was opened: who looked before the mark had arrived looks again.
  const drawer = lead.page.getByRole('dialog', { name: '阅读情况' });
  const reader = drawer.getByRole('row', { name: new RegExp(ACCOUNT_MANAGER.name) });
  await expect(async () => {
    await lead.page.keyboard.press('Escape');
    await expect(drawer).toBeHidden();
    await lead.page.getByRole('button', { name: '阅读情况' }).click();
    await expect(reader).toBeVisible();
    expect(await reader.innerText()).not.toContain('未读');
  }).toPass({ timeout: 60_000 });
  await expect(drawer.getByText(/已读 \d+ \/ \d+ 人/)).toBeVisible();
  await lead.page.keyboard.press('Escape');
  await lead.page.getByRole('button', { name: '撤回' }).click();
  await lead.page.getByRole('button', { name: '撤回通知' }).click();
  await expect(mine.page.getByRole('button', { name: new RegExp(title) })).toHaveCount(0, {
    timeout: 60_000,
  });
});
