import { readFile } from 'node:fs/promises';
import * as XLSX from 'xlsx';
import { CustomerPage } from './pages/customer.ts';
import { CustomersPage } from './pages/customers.ts';
import { Palette } from './pages/palette.ts';
import { SignInPage } from './pages/sign-in.ts';
import { SyncPanel } from './pages/sync-panel.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD, SYSTEM_ADMIN } from './support/people.ts';
import { expect, test } from './support/test.ts';

// Long walks through many screens.
test.describe.configure({ timeout: 300_000 });

test('the palette leads to every screen, in Chinese, by pinyin initials and in English', async ({ desk }) => {
  const { page } = desk;
  await new SignInPage(page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const palette = new Palette(page);
  const heading = (name: string) => page.getByRole('heading', { name, exact: true, level: 1 });

  await palette.run('工作台', '工作台');
  await expect(heading('工作台')).toBeVisible();
  await palette.run('tx', '提醒');
  await expect(heading('提醒')).toBeVisible();
  await palette.run('settings', '设置');
  await expect(heading('设置')).toBeVisible();
  await palette.run('kehuchaxun', '客户查询');
  await expect(heading('客户查询')).toBeVisible();

  // Without > customers come first, and the command stands in its group behind them.
  await palette.open();
  await page.keyboard.type('gongzuotai');
  await expect(palette.group('前往').getByRole('option')).toHaveText(['工作台']);
});

test('the palette groups what it offers, what was used lately first', async ({ desk }) => {
  const { page } = desk;
  await new SignInPage(page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const palette = new Palette(page);
  await palette.run('sz', '设置');
  await palette.run('gzt', '工作台');

  await palette.open();
  await expect(palette.options.first()).toHaveText('工作台');
  await expect(palette.group('最近用过').getByRole('option')).toHaveText(['工作台', '设置']);
  await expect(palette.group('前往').getByRole('option')).toHaveText([
    ...['客户查询', '客户列单', '外呼', '提醒', '投诉', '客户群', '通知', '调整审批'],
    ...['固定报表', '存量分析', '商务分析'],
  ]);
  await expect(palette.group('操作').getByRole('option')).toHaveText(['立即同步', '锁定', '退出登录']);
  await expect(palette.group('客户视图').getByRole('option').first()).toHaveText('全部');
  // Arrows go through all groups and around the end.
  await page.keyboard.press('ArrowDown');
  await expect(palette.chosen).toHaveText('设置');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(palette.chosen).toHaveText('语言：English');
  await page.keyboard.press('Escape');
  await expect(palette.options).toHaveCount(0);
  await expect(page.getByRole('heading', { name: '工作台', level: 1 })).toBeVisible();
});

test('theme and language change from the palette, and are kept', async ({ desk }) => {
  const { page } = desk;
  await new SignInPage(page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const palette = new Palette(page);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await palette.run('深色', '主题：深色');
  await expect.poll(background).not.toBe(light);
  await palette.run('english', '语言：English');
  await expect(page.getByRole('heading', { name: 'Customers', level: 1 })).toBeVisible();

  const again = await desk.restart();
  await again.goto('/');
  await expect(again.getByRole('heading', { name: 'Workbench', level: 1 })).toBeVisible();
  expect(await again.evaluate(() => getComputedStyle(document.body).backgroundColor)).not.toBe(light);
  // Found by Chinese and pinyin too, although the screen speaks English.
  await new Palette(again).run('jt', 'Language: 简体中文');
  await expect(again.getByRole('heading', { name: '工作台', level: 1 })).toBeVisible();
});

test('a note about the open customer begins in the palette', async ({ desk }) => {
  const { page } = desk;
  await new SignInPage(page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const palette = new Palette(page);
  await palette.open();
  await page.keyboard.type('>记');
  await expect(palette.options).toHaveCount(0);
  await page.keyboard.press('Escape');

  await new CustomersPage(page).rows.first().getByRole('link').first().click();
  const screen = new CustomerPage(page);
  await expect(screen.panel('资料')).toBeVisible();
  const name = await page.getByRole('heading', { level: 1 }).innerText();
  await palette.run('记电话', `记电话：${name}`);
  const note = page.getByRole('textbox', { name: '说了什么、答应了什么' });
  await expect(note).toBeFocused();
  await page.keyboard.type('问过续约，下周答复');
  await page.keyboard.press('Control+Enter');
  const entry = screen.timeline.getByRole('listitem').filter({ hasText: '问过续约，下周答复' });
  await expect(entry).toContainText('电话');
});

test('the list that is open is exported from the palette, and a view is opened by its name', async ({
  desk,
}) => {
  const { page } = desk;
  await new SignInPage(page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const palette = new Palette(page);
  await palette.run('qfzw', '欠费在网');
  const tab = page.getByRole('tab', { name: /^欠费在网/ });
  await expect(tab).toHaveAttribute('aria-selected', 'true');
  const shown = Number((await tab.innerText()).replace(/\D/g, ''));
  expect(shown).toBeGreaterThan(0);

  const download = page.waitForEvent('download');
  await palette.run('export', '导出当前列表');
  const book = XLSX.read(await readFile(await (await download).path()));
  expect(XLSX.utils.sheet_to_json(book.Sheets[book.SheetNames[0]!]!)).toHaveLength(shown);

  // Elsewhere there is no list to export.
  await palette.run('sz', '设置');
  await expect(page.getByRole('heading', { name: '设置', level: 1 })).toBeVisible();
  await palette.open();
  await page.keyboard.type('>导出');
  await expect(palette.options).toHaveCount(0);
});

test('synchronising and signing out are in the palette', async ({ desk }) => {
  const { page } = desk;
  await new SignInPage(page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const palette = new Palette(page);
  const pulled = page.waitForRequest('**/sync/v1/pull');
  await palette.run('tb', '立即同步');
  await pulled;
  await expect(new SyncPanel(page).pill).toContainText('已核对一致');
  await palette.run('tcdl', '退出登录');
  await expect(page.getByRole('dialog')).toContainText('退出登录？');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
});

test('who has no customers is not led to them', async ({ desk }) => {
  const { page } = desk;
  const signIn = new SignInPage(page);
  await signIn.open();
  await signIn.submit(SYSTEM_ADMIN.staffNo, DEMO_PASSWORD);
  await expect(page.getByText(/已核对一致/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('menuitem', { name: '客户查询' })).toHaveCount(0);
  const palette = new Palette(page);
  await palette.open();
  await expect(palette.group('前往').getByRole('option')).toHaveText(['通知', '系统管理', '设置']);
  await expect(palette.group('客户视图')).toHaveCount(0);
});
