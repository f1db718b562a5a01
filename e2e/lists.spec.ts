import { readFile } from 'node:fs/promises';
import * as XLSX from 'xlsx';
import type { Page } from '@playwright/test';
import { SignInPage } from './pages/sign-in.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD, TEAM_LEAD } from './support/people.ts';
import { expect, test } from './support/test.ts';

// Long walks through many screens.
test.describe.configure({ timeout: 300_000 });

const menuOf = (page: Page) => page.getByRole('navigation', { name: '列单' });
const rowsOf = (page: Page) =>
  page
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') })
    .filter({ visible: true });
const summaryOf = (page: Page) => page.getByRole('status').filter({ hasText: /个用户/ });

async function openLists(page: Page): Promise<void> {
  await page.getByRole('menuitem', { name: '客户列单' }).click();
  await expect(page.getByRole('heading', { name: '客户列单', level: 1 })).toBeVisible();
}
async function openList(page: Page, name: string): Promise<void> {
  await menuOf(page)
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click();
  await expect(page.locator('header').getByRole('heading', { name, level: 2, exact: true })).toBeVisible();
}

test('lists are read, tightened, kept, written about offline, exported and turned into calls; the leader sees the feedback', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const { page, context } = desk;
  await new SignInPage(page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await openLists(page);

  // Nearly every list has something to show, however few customers he has here.
  const entries = menuOf(page).getByRole('button');
  await expect(entries).toHaveCount(16);
  const lengths = (await entries.allInnerTexts()).map((text) => Number(text.replaceAll(/\D/g, '')));
  expect(lengths.filter((length) => length > 0).length).toBeGreaterThanOrEqual(12);

  // The definition stands beside the list, and a threshold changes it.
  await openList(page, '异常波动');
  await expect(page.getByText(/未拆机，收入与前三月均值之差/)).toBeVisible();
  const before = await summaryOf(page).innerText();
  await page.getByRole('spinbutton', { name: /金额不低于/ }).fill('1');
  await page.getByRole('spinbutton', { name: /比例不低于/ }).fill('1');
  await page.keyboard.press('Enter');
  await expect(summaryOf(page)).not.toHaveText(before);
  await expect(rowsOf(page).first()).toBeVisible();

  // Kept under a name, and opened again from another list.
  await page.getByRole('button', { name: '存为我的列单' }).click();
  await page.getByRole('textbox', { name: '列单名称' }).fill('细看波动');
  await page.keyboard.press('Enter');
  await openList(page, '收入');
  await page.getByRole('button', { name: /我的列单 1/ }).click();
  await page.getByRole('menuitem', { name: /细看波动/ }).click();
  await expect(page.getByRole('spinbutton', { name: /金额不低于/ })).toHaveValue('1.00');

  // Sorted by a press on the header, and only what is new.
  await page.getByRole('columnheader', { name: '变化' }).click();
  await expect(page).toHaveURL(/sort=/);
  // What is asked for stands in the address, from which the box is drawn a moment later.
  const onlyNew = page.getByRole('checkbox', { name: '只看较上月新增' });
  await onlyNew.click();
  await expect(onlyNew).toBeChecked();
  for (const row of await rowsOf(page).all()) await expect(row).toContainText('新');

  // What was found out is written on the row, without a network.
  await openList(page, '费用零次');
  await context.setOffline(true);
  await rowsOf(page).first().click();
  await page.keyboard.press('f');
  const form = page.getByRole('form', { name: '反馈' });
  await form.getByRole('combobox', { name: '原因' }).click();
  await page.getByTitle('闲置不用').click();
  await form.getByRole('textbox', { name: /情况/ }).fill('门面已关，等月底答复');
  // What is begun stays when the form is closed by a press beside it.
  await page.getByRole('heading', { name: '客户列单', level: 1 }).click();
  await expect(form).toBeHidden();
  await rowsOf(page).first().click();
  await page.keyboard.press('f');
  await expect(form.getByRole('textbox', { name: /情况/ })).toHaveValue('门面已关，等月底答复');
  await form.getByRole('textbox', { name: /情况/ }).press('Control+Enter');
  await expect(form).toBeHidden();
  const written = rowsOf(page).filter({ hasText: '门面已关' });
  await expect(written).toContainText('待传');
  await context.setOffline(false);
  await expect(written).not.toContainText('待传', { timeout: 60_000 });
  await expect(summaryOf(page)).toContainText(/已反馈 1 \/ \d+/);

  // The workbook says what it is of, and carries what was written.
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出', exact: true }).click();
  const file = await download;
  expect(file.suggestedFilename()).toContain('费用零次_2026-10');
  const book = XLSX.read(await readFile(await file.path()));
  const rows = XLSX.utils.sheet_to_json<Record<string, unknown>>(book.Sheets[book.SheetNames[0]!]!);
  expect(rows.some((row) => row['反馈'] === '门面已关，等月底答复' && row['原因'] === '闲置不用')).toBe(true);
  expect(XLSX.utils.sheet_to_csv(book.Sheets['说明']!)).toContain('费用零次');

  // To the customer and back; then everything of the list is to be called.
  await rowsOf(page).first().getByRole('link').click();
  await expect(page).toHaveURL(/\/customers\/KH/);
  await page.goBack();
  await page
    .getByRole('button', { name: /转外呼/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox').first()).toHaveValue(/费用零次 2026-10/);
  await page.keyboard.press('Escape');

  // His leader reads it, and how far everybody has come.
  const other = await openDesk();
  await new SignInPage(other.page).enter(TEAM_LEAD.staffNo, DEMO_PASSWORD);
  await openLists(other.page);
  await openList(other.page, '费用零次');
  await other.page.getByText('反馈进度').click();
  const community = rowsOf(other.page).filter({ hasText: ACCOUNT_MANAGER.community });
  await expect(community).toContainText(`${ACCOUNT_MANAGER.name} 1`);
});
