import type { Page } from '@playwright/test';
import { CustomerPage } from './pages/customer.ts';
import { CustomersPage } from './pages/customers.ts';
import { SignInPage } from './pages/sign-in.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD, SYSTEM_ADMIN } from './support/people.ts';
import { rowsOf, signIn } from './support/server-view.ts';
import { expect, test } from './support/test.ts';

// Two people on two machines.
test.describe.configure({ timeout: 300_000 });

const menuOf = (page: Page) => page.getByRole('navigation', { name: '主菜单' }).getByRole('menuitem');

async function administer(page: Page, tab: string): Promise<void> {
  await page.getByRole('tab', { name: tab }).click();
}

async function enterAdministrator(page: Page): Promise<void> {
  const entry = new SignInPage(page);
  await entry.open();
  await entry.submit(SYSTEM_ADMIN.staffNo, DEMO_PASSWORD);
  // He has no customers, so he begins with what he administers, and no workbench is offered.
  await expect(page.getByRole('heading', { name: '系统管理' })).toBeVisible({ timeout: 60_000 });
  await expect(menuOf(page).filter({ hasText: '工作台' })).toHaveCount(0);
}

/** What of a person still lies on the machine; what the machine keeps for itself is left out. */
const leftBehind = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const own = ['channeldesk-device', 'channeldesk-vault'];
    const databases = (await indexedDB.databases()).map(({ name }) => name ?? '');
    const settings = JSON.parse(localStorage.getItem('channeldesk.settings') ?? '{}') as object;
    const vault = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('channeldesk-vault');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(new Error('the vault does not open'));
    });
    const secrets = await new Promise<IDBValidKey[]>((resolve, reject) => {
      const asking = vault.transaction('secrets').objectStore('secrets').getAllKeys();
      asking.onsuccess = () => resolve(asking.result);
      asking.onerror = () => reject(new Error('the vault cannot be read'));
    });
    vault.close();
    return [
      ...databases.filter((name) => name.startsWith('channeldesk-') && !own.includes(name)),
      ...Object.keys(settings).filter((name) => name.startsWith('keys.')),
      ...secrets.map(String).filter((name) => /^(master|session)/.test(name)),
    ];
  });

test('a role is invented, given, and taken: the menu of its holder follows with the next sync', async ({
  desk,
  openDesk,
}) => {
  const { page } = desk;
  const theirs = (await openDesk()).page;
  await new SignInPage(theirs).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await expect(menuOf(theirs).filter({ hasText: '客户划分' })).toHaveCount(0);

  await enterAdministrator(page);
  await administer(page, '角色和菜单');
  await page.getByRole('button', { name: '新建角色' }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('textbox', { name: '角色' }).fill('划分助理');
  await form.getByLabel('确认新增客户').check();
  await form.getByLabel('查看汇总').check();
  await form.getByLabel('客户划分').check();
  await form.getByLabel('辖区汇总').check();
  await form.getByRole('button', { name: /保\s*存/ }).click();
  await expect(page.getByRole('row', { name: /划分助理/ })).toBeVisible();

  await page.getByRole('tab', { name: '人员' }).click();
  await page.getByRole('searchbox', { name: '工号或姓名' }).fill(ACCOUNT_MANAGER.staffNo);
  await page.keyboard.press('Enter');
  const person = page.getByRole('row', { name: new RegExp(ACCOUNT_MANAGER.staffNo) });
  await person.getByRole('button', { name: '给角色' }).click();
  const grant = page.getByRole('dialog');
  await grant.getByRole('combobox', { name: '角色' }).fill('划分助理');
  await page.keyboard.press('Enter');
  await grant.getByRole('combobox', { name: '组织' }).fill(ACCOUNT_MANAGER.community);
  await page.keyboard.press('Enter');
  await grant.getByRole('button', { name: /保\s*存/ }).click();
  await expect(person).toContainText('划分助理');

  // Nobody signs in again and nobody reloads: the sync brings it.
  await expect(menuOf(theirs).filter({ hasText: '客户划分' })).toBeVisible({ timeout: 60_000 });

  await person.getByRole('button', { name: /划分助理/ }).click();
  await page
    .getByRole('tooltip')
    .getByRole('button', { name: /收\s*回/ })
    .click();
  await expect(menuOf(theirs).filter({ hasText: '客户划分' })).toHaveCount(0, { timeout: 60_000 });
});

test('a laptop that is taken back delivers two notes, erases itself and leaves its receipt', async ({
  desk,
  openDesk,
  backend,
}) => {
  const laptop = await openDesk();
  await new SignInPage(laptop.page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await new CustomersPage(laptop.page).rows.first().getByRole('link').first().click();
  // Out of reach of the server, while everybody else goes on.
  await laptop.context.route(/\/(sync|auth|admin|devices|api|server)\//, (route) =>
    route.abort('internetdisconnected'),
  );
  const notes = ['十一月底前上门，带续约资料', '改到十二月一日，带发票'];
  for (const note of notes) await new CustomerPage(laptop.page).writeNote(note);
  expect(await leftBehind(laptop.page)).toEqual(
    expect.arrayContaining(
      [/^channeldesk-outbox-/, /^keys\./, /^master-/, /^session-/].map((name) => expect.stringMatching(name)),
    ),
  );

  await enterAdministrator(desk.page);
  await administer(desk.page, '设备');
  await desk.page.getByRole('searchbox', { name: '工号或姓名' }).fill(ACCOUNT_MANAGER.staffNo);
  await desk.page.keyboard.press('Enter');
  const device = desk.page.getByRole('row', { name: new RegExp(ACCOUNT_MANAGER.staffNo) }).first();
  await device.getByRole('button', { name: /收\s*回/ }).click();
  await desk.page
    .getByRole('tooltip')
    .getByRole('button', { name: /收\s*回/ })
    .click();
  await expect(device).toContainText('已收回');

  await laptop.context.unroute(/\/(sync|auth|admin|devices|api|server)\//);
  await laptop.page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect(laptop.page.getByRole('heading', { name: '登录' })).toBeVisible({ timeout: 120_000 });
  expect(await leftBehind(laptop.page)).toEqual([]);

  const session = await signIn(backend.address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const written = (await rowsOf(backend.address, session, 'interaction')).map(({ note }) => note);
  expect(written).toEqual(expect.arrayContaining(notes));
  await desk.page.getByRole('tab', { name: '审计记录' }).click();
  await expect(desk.page.getByRole('row', { name: /设备已清除.*补传 2( |$)/ }).first()).toBeVisible();
});
