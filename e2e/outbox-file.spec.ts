import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { CustomerPage } from './pages/customer.ts';
import { CustomersPage } from './pages/customers.ts';
import { LocalWork } from './pages/local-work.ts';
import { SignInPage } from './pages/sign-in.ts';
import { SyncPanel } from './pages/sync-panel.ts';
import type { Desk } from './support/desk.ts';
import { outboxFactory } from './support/outbox-factory.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD, TEAM_LEAD } from './support/people.ts';
import { rowsOf, signIn } from './support/server-view.ts';
import { expect, test } from './support/test.ts';

test.setTimeout(240_000);

const timesOnServer = async (address: string, note: string): Promise<number> => {
  const session = await signIn(address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  return (await rowsOf(address, session, 'interaction')).filter((row) => row.note === note).length;
};

const goOffline = (desk: Desk): Promise<unknown> =>
  desk.context.route('**/sync/v1/**', (route) => route.abort());
const goOnline = (desk: Desk): Promise<void> => desk.context.unroute('**/sync/v1/**');

async function writeOffline(desk: Desk, note: string): Promise<void> {
  await goOffline(desk);
  await desk.page.getByRole('menuitem', { name: '客户查询' }).click();
  await new CustomersPage(desk.page).rows.first().getByRole('link').first().click();
  const customer = new CustomerPage(desk.page);
  await expect(customer.panel('资料')).toBeVisible();
  await customer.writeNote(note);
}

async function syncsToTheEnd(desk: Desk): Promise<void> {
  const panel = new SyncPanel(desk.page);
  await panel.open();
  await expect(async () => {
    await panel.syncNow();
    await expect(panel.section('待上传')).toContainText('没有待上传的内容', { timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await panel.close();
}

/** The cache and the outbox of whoever works here. */
const databasesOf = async (page: Page): Promise<string[]> => {
  const all = await page.evaluate(
    async (ofOutbox) =>
      [...(await indexedDB.databases()), ...(await ofOutbox.databases())].map(({ name = '' }) => name),
    await outboxFactory(page),
  );
  return all.filter((name) => /^channeldesk-(outbox-)?[0-9a-f]{8}-/.test(name));
};

test('[C11] work written offline goes to another machine in a file and arrives exactly once', async ({
  openDesk,
  backend,
}) => {
  const note = '离线写的，换一台电脑上传';
  const here = await openDesk();
  await new SignInPage(here.page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await writeOffline(here, note);
  const work = new LocalWork(here.page);
  await work.open();
  await expect(work.panel).toContainText('1 条：拜访 1');
  const file = await work.export();
  await expect(work.outcome).toHaveText(`已导出 1 条到 ${file.name}：拜访 1。`);
  expect(file.name).toMatch(/^ChannelDesk-610025-\d{4}-\d\d-\d\d\.json$/);
  expect(await readFile(file.path, 'utf8')).not.toContain(note);

  const other = await openDesk();
  await new SignInPage(other.page).enter(TEAM_LEAD.staffNo, DEMO_PASSWORD);
  const others = new LocalWork(other.page);
  await others.open();
  await others.import(file.path);
  await expect(others.problem).toContainText('没有导入');
  await expect(others.problem).toContainText('这个文件是另一位同事导出的，只有本人登录后能导入');
  await expect(others.panel).toContainText('没有。您写的都已上传。');

  const there = await openDesk();
  await new SignInPage(there.page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const elsewhere = new LocalWork(there.page);
  await elsewhere.open();
  await elsewhere.import(file.path);
  await expect(elsewhere.outcome).toContainText('取回 1 条，联网后自动上传；另有 0 条');
  await syncsToTheEnd(there);
  expect(await timesOnServer(backend.address, note)).toBe(1);
  await elsewhere.import(file.path);
  await expect(elsewhere.outcome).toContainText('取回 0 条，联网后自动上传；另有 1 条');

  await goOnline(here);
  await syncsToTheEnd(here);
  await expect(work.panel).toContainText('没有。您写的都已上传。');
  expect(await timesOnServer(backend.address, note)).toBe(1);
  await file.remove();
});

test('[C11] a machine is cleared only when nothing is lost by it, asks with numbers, and downloads again', async ({
  desk,
  backend,
}) => {
  const { page } = desk;
  const note = '清除之前写的';
  await new SignInPage(page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const total = await new CustomersPage(page).total();
  await writeOffline(desk, note);
  expect(await databasesOf(page)).toHaveLength(2);
  const work = new LocalWork(page);
  await work.open();
  await work.pressWipe();
  await expect(work.problem).toContainText('没有清除：1 条既没有上传，也没有导出');
  await expect(page.getByRole('dialog')).toBeHidden();

  const file = await work.export();
  await expect(work.outcome).toContainText('已导出 1 条');
  await work.pressWipe();
  const question = page.getByRole('dialog', { name: '清除这台电脑上您的数据？' });
  await expect(question).toContainText(/\d+ 户、[\d,]+ 行将从这台电脑上清掉/);
  await expect(question).toContainText('其中 1 条没有上传，之后只在您导出的文件里');
  await question.getByRole('button', { name: '不清除' }).click();
  await expect(question).toBeHidden();
  await expect(work.panel).toContainText('1 条：拜访 1');
  await work.pressWipe();
  await question.getByRole('button', { name: /^清除 \d+ 户$/ }).click();

  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
  expect(await databasesOf(page)).toEqual([]);

  await goOnline(desk);
  await new SignInPage(page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  expect(await new CustomersPage(page).total()).toBe(total);
  expect(await timesOnServer(backend.address, note)).toBe(0);
  await work.open();
  await work.import(file.path);
  await expect(work.outcome).toContainText('取回 1 条');
  await syncsToTheEnd(desk);
  expect(await timesOnServer(backend.address, note)).toBe(1);
  await file.remove();
});
