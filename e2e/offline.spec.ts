import { CustomerPage } from './pages/customer.ts';
import { CustomersPage } from './pages/customers.ts';
import { SignInPage } from './pages/sign-in.ts';
import { SyncPanel } from './pages/sync-panel.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD } from './support/people.ts';
import { rowsOf, signIn } from './support/server-view.ts';
import { expect, test } from './support/test.ts';
import type { Page } from '@playwright/test';

const notesOnServer = async (address: string, text: string) => {
  const session = await signIn(address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  return (await rowsOf(address, session, 'interaction')).filter((interaction) => interaction.note === text);
};

test('a note written without a network survives a restart and reaches the server exactly once', async ({
  desk,
  backend,
}) => {
  await new SignInPage(desk.page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await backend.stop();

  const note = '客户要求十一月底前上门，带续约资料';
  const customer = new CustomerPage(desk.page);
  await openFirstCustomer(desk.page);
  await customer.writeNote(note);
  await expect(customer.timeline.getByText('待传')).toBeVisible();
  await expect(new SyncPanel(desk.page).pill).toContainText('离线 · 1 条待传', { timeout: 30_000 });

  // The browser ends and starts again with no server there: the page, the customers and the note come from this machine.
  const page = await desk.restart();
  await page.goto('/');
  await expect(page.getByRole('heading', { name: '工作台' })).toBeVisible({ timeout: 30_000 });
  const panel = new SyncPanel(page);
  await expect(panel.pill).toContainText('1 条待传', { timeout: 30_000 });
  await panel.open();
  await expect(panel.section('待上传')).toContainText(note);
  await panel.close();

  await backend.start();
  await panel.open();
  await page.getByRole('button', { name: '立即同步' }).click();
  await expect(panel.section('待上传')).toContainText('没有待上传的内容', { timeout: 30_000 });
  await panel.close();
  await expect(panel.pill).toContainText('已核对一致');

  await expect.poll(async () => (await notesOnServer(backend.address, note)).length).toBe(1);
  await page.reload();
  await expect(page.getByText(/已核对一致/)).toBeVisible({ timeout: 30_000 });
  expect(await notesOnServer(backend.address, note)).toHaveLength(1);
});

test('a note whose answer was lost is applied once', async ({ desk, backend }) => {
  await new SignInPage(desk.page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  let lost = 0;
  await desk.context.route('**/sync/v1/push', async (route) => {
    if (lost > 0) return route.continue();
    lost++;
    await route.fetch();
    return route.abort('connectionreset');
  });
  const note = '回答丢失也只记一次';
  await openFirstCustomer(desk.page);
  await new CustomerPage(desk.page).writeNote(note);
  const panel = new SyncPanel(desk.page);
  await expect.poll(() => lost).toBe(1);
  await panel.open();
  await expect(async () => {
    await desk.page.getByRole('button', { name: '立即同步' }).click({ timeout: 1_000 });
    await expect(panel.section('待上传')).toContainText('没有待上传的内容', { timeout: 2_000 });
  }).toPass({ timeout: 45_000 });
  expect(await notesOnServer(backend.address, note)).toHaveLength(1);
});

test('the server goes away and comes back: everything stays usable, and the state says so calmly', async ({
  desk,
  backend,
}) => {
  await new SignInPage(desk.page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const list = new CustomersPage(desk.page);
  const total = await list.total();
  const panel = new SyncPanel(desk.page);
  await backend.stop();
  await panel.open();
  await desk.page.getByRole('button', { name: '立即同步' }).click();
  await expect(desk.page.getByText('离线，照常可用', { exact: true })).toBeVisible({ timeout: 30_000 });
  await panel.close();
  await expect(panel.pill).toContainText('离线 · 没有待传');
  expect(await list.total()).toBe(total);

  await backend.start();
  await panel.open();
  await desk.page.getByRole('button', { name: '立即同步' }).click();
  await expect(desk.page.getByText('与服务器核对一致', { exact: true })).toBeVisible({ timeout: 30_000 });
});

async function openFirstCustomer(page: Page): Promise<void> {
  await new CustomersPage(page).rows.first().getByRole('link').first().click();
  await expect(new CustomerPage(page).panel('资料')).toBeVisible();
}
