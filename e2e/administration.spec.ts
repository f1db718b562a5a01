import type { Page } from '@playwright/test';
import { AdministrationPage, workbookOf } from './pages/administration.ts';
import { CustomerPage } from './pages/customer.ts';
import { CustomersPage } from './pages/customers.ts';
import { SignInPage } from './pages/sign-in.ts';
import { outboxFactory } from './support/outbox-factory.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD, SYSTEM_ADMIN } from './support/people.ts';
import { rowsOf, signIn } from './support/server-view.ts';
import { expect, test } from './support/test.ts';

// Two people on two machines.
test.describe.configure({ timeout: 300_000 });

const menuOf = (page: Page) => page.getByRole('navigation', { name: '主菜单' }).getByRole('menuitem');

const administer = (page: Page, tab: string): Promise<void> => new AdministrationPage(page).tab(tab);

async function enterAdministrator(page: Page): Promise<void> {
  const entry = new SignInPage(page);
  await entry.open();
  await entry.submit(SYSTEM_ADMIN.staffNo, DEMO_PASSWORD);
  // He has no customers, so he begins with what he administers, and no workbench is offered.
  await expect(page.getByRole('heading', { name: '系统管理' })).toBeVisible({ timeout: 60_000 });
  await expect(menuOf(page).filter({ hasText: '工作台' })).toHaveCount(0);
}

/** A sheet is chosen and written; as many lines as are told take another state by it. */
async function bringBack(page: Page, sheet: ReturnType<typeof workbookOf>, changed: number): Promise<void> {
  await page.getByRole('button', { name: /^导\s*入$/ }).click();
  const importing = page.getByRole('dialog');
  await importing.locator('input[type=file]').setInputFiles(sheet);
  await importing.getByRole('button', { name: `写入 ${changed} 条` }).click();
  await expect(importing.getByRole('status')).toContainText(`已写入 ${changed} 条`);
  await importing
    .getByRole('button', { name: /关\s*闭/ })
    .last()
    .click();
}

/** What of a person still lies on the machine; what the machine keeps for itself is left out. */
const leftBehind = async (page: Page): Promise<string[]> =>
  page.evaluate(
    async (ofOutbox) => {
      const own = ['channeldesk-device', 'channeldesk-vault'];
      const all = [...(await indexedDB.databases()), ...(await ofOutbox.databases())];
      const databases = all.map(({ name }) => name ?? '');
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
    },
    await outboxFactory(page),
  );

test('a role is invented, given, and taken: the menu of its holder follows with the next sync', async ({
  desk,
  openDesk,
}) => {
  const { page } = desk;
  const theirs = (await openDesk()).page;
  await new SignInPage(theirs).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await expect(menuOf(theirs).filter({ hasText: '客户划分' })).toHaveCount(0);

  await enterAdministrator(page);
  await administer(page, '角色');
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
  const listed = desk.page.getByRole('row').filter({ hasText: /\d{6}/ });
  // Until the list has been narrowed its rows move, away from under a press.
  await expect(listed.filter({ hasNotText: ACCOUNT_MANAGER.staffNo })).toHaveCount(0);
  const device = listed.first();
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

const NEWCOMER = { staffNo: '690001', name: '新来的', password: 'own horse 9' };
/** Of the team of the account manager; in no other walk, since nobody comes back. */
const LEAVER = { staffNo: '610027', community: '渡东片3社区' };

test('a community is made and moved, a newcomer comes from a sheet, takes over from who leaves, and finds a link in his menu', async ({
  desk,
  openDesk,
}) => {
  const { page } = desk;
  const administration = new AdministrationPage(page);
  await enterAdministrator(page);

  await administration.tab('组织');
  await administration.chooseUnit(LEAVER.community);
  const retiring = await administration.changeUnit('停\\s*用');
  await retiring.getByRole('button', { name: '看影响' }).click();
  await expect(retiring.getByRole('alert')).toContainText(/还不能停用.*客户 \d+、人员 1/);
  await expect(retiring.getByRole('button', { name: /^停\s*用$/ })).toBeDisabled();
  await page.keyboard.press('Escape');

  await administration.chooseUnit('渡东片');
  const adding = await administration.changeUnit('新增下级');
  await adding.getByRole('textbox', { name: '名称' }).fill('渡东片4社区');
  await adding.getByRole('button', { name: '看影响' }).click();
  await adding.getByRole('button', { name: /^新\s*增$/ }).click();
  await administration.chooseUnit('渡东片4社区');
  const moving = await administration.changeUnit('改上级');
  await moving.getByRole('combobox', { name: '新上级' }).fill('渡南片');
  await page.keyboard.press('Enter');
  await moving.getByRole('button', { name: '看影响' }).click();
  await expect(moving.getByRole('region', { name: '保存后的影响' })).toContainText('将失去社区的人 1');
  await moving.getByRole('button', { name: /^移\s*动$/ }).click();
  await expect(page.getByRole('button', { name: '渡南片' })).toBeVisible();
  const code = await page.getByRole('region', { name: '渡东片4社区' }).locator('dd').first().innerText();

  await administration.tab('人员');
  await page.getByRole('button', { name: '从 Excel 导入' }).click();
  const row = { 工号: NEWCOMER.staffNo, 姓名: NEWCOMER.name, 角色: '客户经理', 组织编码: code };
  const importing = page.getByRole('dialog');
  await importing
    .locator('input[type=file]')
    .setInputFiles(workbookOf('新员工.xlsx', [row, { ...row, 工号: '690002', 角色: '店长' }, row]));
  const refused = importing.getByRole('list', { name: '不接受的行' });
  await expect(refused.getByText('没有这个角色')).toBeVisible();
  await expect(refused.getByText('与上面一行重复')).toBeVisible();
  const results = await administration.download(() =>
    importing.getByRole('button', { name: '退回带结果的 Excel' }).click(),
  );
  expect(results.map(({ 结果, 原因 }) => [结果, 原因])).toEqual([
    ['新增', '新的人员'],
    ['不接受', '没有这个角色'],
    ['不接受', '与上面一行重复'],
  ]);
  await importing.getByRole('button', { name: '写入可接受的 1 行' }).click();
  await expect(importing.getByRole('status')).toContainText('已写入 1 行');
  await importing
    .getByRole('button', { name: /关\s*闭/ })
    .last()
    .click();
  const handing = page.getByRole('dialog', { name: '给 1 位新人发初始口令' });
  await handing.getByRole('button', { name: '生成 1 个口令' }).click();
  const [first] = await administration.download(() =>
    handing.getByRole('button', { name: '下载 1 个口令' }).click(),
  );
  await handing
    .getByRole('button', { name: /关\s*闭/ })
    .last()
    .click();

  // The password that was given opens nothing but the form for one of his own.
  const theirs = (await openDesk()).page;
  const entry = new SignInPage(theirs);
  await entry.open();
  await entry.submit(NEWCOMER.staffNo, first!['初始口令']!);
  await expect(theirs.getByRole('heading', { name: '设置自己的口令' })).toBeVisible();
  const choose = async (password: string): Promise<void> => {
    await theirs.getByLabel('新口令', { exact: true }).fill(password);
    await theirs.getByLabel('再输一次').fill(password);
    await theirs.getByRole('button', { name: '改口令并登录' }).click();
  };
  await choose('short');
  await expect(entry.problem.filter({ hasText: '新口令不符合规定' })).toBeVisible();
  await choose(NEWCOMER.password);
  await expect(theirs.getByText(/已核对一致/)).toBeVisible({ timeout: 120_000 });

  const leaver = await administration.find(LEAVER.staffNo);
  await leaver.getByRole('button', { name: '交接社区' }).click();
  const leaving = page.getByRole('dialog');
  await leaving.getByRole('combobox', { name: '接手人' }).fill(NEWCOMER.staffNo);
  await page.locator('.ant-select-item-option', { hasText: NEWCOMER.name }).click();
  await leaving.getByText('同时停用原来的人').click();
  await leaving.getByRole('button', { name: /交接 1 个社区/ }).click();
  const told = page.getByRole('dialog', { name: /已交接 1 个社区，\d+ 户/ });
  await expect(told).toContainText(LEAVER.community);
  await told.getByRole('button', { name: /关\s*闭/ }).click();
  await expect(leaver).toContainText('已停用');
  await expect(leaver).not.toContainText(LEAVER.community);

  await administration.tab('菜单');
  await page.getByRole('button', { name: '新增链接' }).click();
  const linking = page.getByRole('dialog');
  await linking.getByRole('textbox', { name: '中文名称' }).fill('办公系统');
  await linking.getByRole('textbox', { name: '英文名称' }).fill('Office');
  await linking.getByRole('textbox', { name: '打开' }).fill('https://oa.example.com/inbox');
  await linking.getByRole('combobox', { name: '显示的角色' }).fill('客户经理');
  await page.keyboard.press('Enter');
  await linking.getByRole('button', { name: /保\s*存/ }).click();
  await expect(page.getByRole('row', { name: /办公系统 Office/ })).toBeVisible();
  await page.getByRole('button', { name: '上移 办公系统' }).click();
  await page.getByRole('switch', { name: '显示 外呼' }).click();

  // What he has taken over and what his menu shows come with the sync; the link opens beside, knowing nothing of us.
  await expect(menuOf(theirs).filter({ hasText: '办公系统' })).toBeVisible({ timeout: 60_000 });
  await expect(menuOf(theirs).filter({ hasText: '外呼' })).toHaveCount(0, { timeout: 60_000 });
  await menuOf(theirs).filter({ hasText: '客户查询' }).click();
  await expect(new CustomersPage(theirs).rows.first()).toBeVisible({ timeout: 60_000 });
  await menuOf(theirs).filter({ hasText: '通知' }).click();
  await expect(theirs.getByText(`交接：${LEAVER.community}`).first()).toBeVisible();
  await theirs
    .context()
    .route('https://oa.example.com/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>OA</title>' }),
    );
  const opening = theirs.context().waitForEvent('page');
  await menuOf(theirs).filter({ hasText: '办公系统' }).click();
  const opened = await opening;
  await opened.waitForURL('https://oa.example.com/inbox');
  expect(await opened.evaluate(() => [window.opener === null, document.referrer])).toEqual([true, '']);

  // What was hidden is shown again, and a link that is removed leaves the menu.
  await page.getByRole('switch', { name: '显示 外呼' }).click();
  await page.getByRole('switch', { name: '显示 办公系统' }).click();
  await expect(menuOf(theirs).filter({ hasText: '外呼' })).toHaveCount(1, { timeout: 60_000 });
  await expect(menuOf(theirs).filter({ hasText: '办公系统' })).toHaveCount(0, { timeout: 60_000 });
});

/** No product of the demo is called so: what becomes of the line moves no figure of anybody. */
const UNUSED_LINE = '*数字电路*';

test('the dictionary goes to Excel and comes back changed; a refused file raises an alarm until somebody takes note of it', async ({
  desk: { page },
}) => {
  const administration = new AdministrationPage(page);
  await enterAdministrator(page);
  await administration.tab('产品字典');
  const line = page.getByRole('row').filter({ hasText: UNUSED_LINE });
  await expect(line).toContainText('在用');
  const lines = await administration.download(() => page.getByRole('button', { name: /^导\s*出$/ }).click());
  const retired = lines.map((row) => (row['名称'] === UNUSED_LINE ? { ...row, 状态: '停用' } : row));
  await bringBack(page, workbookOf('产品字典.xlsx', retired), 1);
  await expect(line).toContainText('已停用');
  await bringBack(page, workbookOf('产品字典.xlsx', lines), 1);
  await expect(line).toContainText('在用');

  await administration.tab('数据来源');
  const entry = menuOf(page).filter({ hasText: '系统管理' });
  const file = 'arrears_20261201.csv';
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: file, mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') });
  const alarm = page
    .getByRole('region', { name: '告警' })
    .getByRole('row')
    .filter({ hasText: `${file} 被拒收` });
  await expect(alarm).toBeVisible();
  await expect(entry).toHaveText(/^系统管理\s*\d+$/);
  await administration.tab('菜单');
  const strip = page.getByRole('alert').filter({ hasText: '告警未确认' });
  await strip.getByRole('button', { name: /查\s*看/ }).click();
  // All at once where the clock has made sources of the demo late as well.
  await page
    .getByRole('region', { name: '告警' })
    .getByRole('button', { name: /确\s*认/ })
    .first()
    .click();
  await expect(alarm).toContainText(SYSTEM_ADMIN.name);
  await expect(entry).toHaveText(/^系统管理$/);
  await administration.tab('菜单');
  await expect(page.getByRole('row').filter({ hasText: '工作台' })).toBeVisible();
  await expect(strip).toHaveCount(0);
});
