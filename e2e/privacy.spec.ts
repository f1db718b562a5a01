import type { Page } from '@playwright/test';
import { CustomerPage } from './pages/customer.ts';
import { CustomersPage } from './pages/customers.ts';
import { SignInPage } from './pages/sign-in.ts';
import { SyncPanel } from './pages/sync-panel.ts';
import { KillableBrowser } from './support/killable-browser.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD, TEAM_LEAD } from './support/people.ts';
import { findInFiles } from './support/raw-files.ts';
import { rowsOf, signIn } from './support/server-view.ts';
import { expect, test } from './support/test.ts';

// Whole starts of a browser, each with a key made of a password.
test.setTimeout(300_000);

const NOTE = '月底前上门面谈，带上续约资料与报价';
const lockHeading = (page: Page) => page.getByRole('heading', { name: '已锁定' });
const submitPassword = async (page: Page, password: string): Promise<void> => {
  await page.getByLabel('口令', { exact: true }).fill(password);
  await page.getByRole('button', { name: '解锁' }).click();
};

test('[C13] nothing on the disk says who the customers are, what their numbers are and what was written', async ({
  backend,
}) => {
  const server = await signIn(backend.address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const customers = await rowsOf(backend.address, server, 'customer');
  const browser = await KillableBrowser.create();
  try {
    const page = await browser.start();
    await page.goto(backend.address);
    await new SignInPage(page).submit(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
    await expect(page.getByText(/已核对一致/)).toBeVisible({ timeout: 60_000 });
    await page.getByRole('menuitem', { name: '客户查询' }).click();
    const list = new CustomersPage(page);
    await (await list.find(customers[0]!.name)).first().click();
    const customer = new CustomerPage(page);
    await expect(customer.panel('资料')).toBeVisible();
    await page.context().setOffline(true);
    await customer.writeNote(NOTE);
    // What was opened lately and what was ticked off name customers too.
    await page.getByRole('menuitem', { name: /^提醒/ }).click();
    await page.getByRole('row').getByRole('button', { name: '完成' }).first().click();
    // Codes name rows of the cache. Among the small settings they would say whom he looked at.
    const settings = await page.evaluate(() => localStorage.getItem('channeldesk.settings') ?? '');
    expect(settings).toContain('recentCustomers');
    expect(settings).toContain('reminders.marks');
    expect(
      customers.filter(
        ({ customerCode, name }) => settings.includes(customerCode) || settings.includes(name),
      ),
    ).toEqual([]);
    // Long enough for the snapshot of the index, which is made when all is quiet.
    await page.waitForTimeout(2000);
    // As the plug is pulled: nothing is tidied up.
    await browser.kill();

    const secrets = customers.flatMap(({ name, billingAccountNumber, contact, subscriptions }) => [
      name,
      billingAccountNumber,
      contact.address,
      ...contact.persons.flatMap((person) => [person.phone]),
      ...subscriptions.flatMap((one) => [one.accessNumber, one.installationAddress, one.contactPhone]),
    ]);
    const long = secrets.filter((text) => [...text].length >= 6 || /[^\x20-\x7e]{4}/.test(text));
    expect(new Set(long).size).toBeGreaterThan(100);
    expect(await findInFiles(browser.profile, [NOTE, ...long])).toEqual([]);
    // What may be read is found, so that it is known to be looked for in the right place.
    const readable = await findInFiles(browser.profile, [
      'sealed1 ',
      ...customers.slice(0, 3).map(({ customerCode }) => customerCode),
    ]);
    expect(readable.map(({ file }) => file).join('\n')).toMatch(/IndexedDB/);
    expect(readable.map(({ text }) => text)).toContain('sealed1 ');
    expect(readable.length).toBeGreaterThan(2);
  } finally {
    await browser.dispose();
  }
});

test('locked by Ctrl+L: nothing is seen, a restart does not open it, and the password does without a network', async ({
  desk,
  backend,
}) => {
  await new SignInPage(desk.page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const name = await new CustomersPage(desk.page).rows.first().getByRole('link').first().innerText();
  await desk.page.keyboard.press('Control+l');
  await expect(lockHeading(desk.page)).toBeVisible();
  await expect(desk.page.getByText(name).filter({ visible: true })).toHaveCount(0);
  // The keyboard reaches nothing behind the lock either.
  await desk.page.keyboard.press('Control+k');
  await expect(desk.page.getByRole('listbox', { name: '查找客户' })).toBeHidden();
  await submitPassword(desk.page, 'wrong-horse-1');
  await expect(desk.page.getByRole('alert')).toContainText('工号或口令不对');
  await submitPassword(desk.page, DEMO_PASSWORD);
  await expect(desk.page.getByRole('heading', { name: '客户查询' })).toBeVisible();

  await desk.page.getByRole('menuitem', { name: /锁定/ }).click();
  await expect(lockHeading(desk.page)).toBeVisible();
  await backend.stop();
  const page = await desk.restart();
  await page.goto('/');
  await expect(lockHeading(page)).toBeVisible({ timeout: 60_000 });
  await submitPassword(page, DEMO_PASSWORD);
  await expect(page.getByRole('heading', { name: '工作台' })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('menuitem', { name: '客户查询' }).click();
  await expect(page.getByText(name).first()).toBeVisible();
  await backend.start();
});

test('signed out and without a network: each opens his own with his password, and five wrong ones cost a pause', async ({
  desk,
  backend,
}) => {
  const entry = new SignInPage(desk.page);
  await entry.enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const total = await new CustomersPage(desk.page).total();
  await signOut(desk.page);
  await entry.enter(TEAM_LEAD.staffNo, DEMO_PASSWORD);
  expect(await new CustomersPage(desk.page).total()).not.toBe(total);
  await signOut(desk.page);
  await backend.stop();

  const page = await desk.restart();
  const again = new SignInPage(page);
  await page.goto('/');
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible({ timeout: 60_000 });
  await again.submit('610099', DEMO_PASSWORD);
  await expect(page.getByText('连不上服务器')).toBeVisible();
  for (const left of [4, 3, 2, 1, 0]) {
    await again.submit(ACCOUNT_MANAGER.staffNo, 'wrong-horse-1');
    await expect(page.getByText(`还可再试 ${left} 次`)).toBeVisible({ timeout: 30_000 });
  }
  await again.submit(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await expect(page.getByText(/错误次数太多/)).toBeVisible();
  // A restart is no way around it, and the other person is not kept waiting.
  await page.reload();
  await again.submit(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await expect(page.getByText(/错误次数太多/)).toBeVisible();
  await again.submit(TEAM_LEAD.staffNo, DEMO_PASSWORD);
  await expect(page.getByRole('heading', { name: '工作台' })).toBeVisible({ timeout: 60_000 });
  await signOut(page);

  // The pause is over: his password opens his customers, and what he writes waits.
  await page.clock.install({ time: Date.now() + 31_000 });
  await page.reload();
  await again.submit(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await expect(page.getByRole('heading', { name: '工作台' })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('menuitem', { name: '客户查询' }).click();
  const list = new CustomersPage(page);
  expect(await list.total()).toBe(total);
  await list.rows.first().getByRole('link').first().click();
  await expect(new CustomerPage(page).panel('资料')).toBeVisible();
  await new CustomerPage(page).writeNote(NOTE);
  await backend.start();
  await page.getByRole('button', { name: /登录已过期/ }).click();
  await new SyncPanel(page).close();
});

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^登录人员/ }).click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '退出登录' }).click();
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
}
