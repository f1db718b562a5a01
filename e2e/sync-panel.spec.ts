import type { Page } from '@playwright/test';
import { openDatabase } from '../server/postgres/database.ts';
import type { Customer } from '../shared/domain/rows.ts';
import { pullResponse } from '../shared/sync/protocol.ts';
import { CustomerPage } from './pages/customer.ts';
import { CustomersPage } from './pages/customers.ts';
import { SignInPage } from './pages/sign-in.ts';
import { SyncPanel } from './pages/sync-panel.ts';
import type { Backend } from './support/backend.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD } from './support/people.ts';
import { rowsOf, signIn, writeContact } from './support/server-view.ts';
import { expect, test } from './support/test.ts';

test.setTimeout(180_000);

const THEIRS = '财务在二楼，周三不在';
const MINE = '周三上午可以上门';
const PERSON = { name: '孔女士', role: '决策者', phone: '13377760386' };

const customersOf = async (address: string): Promise<Customer[]> => {
  const session = await signIn(address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const rows = await rowsOf(address, session, 'customer');
  return rows.filter((customer) => customer.closedOn === undefined);
};
const contactOf = async (address: string, customerCode: string): Promise<Customer['contact'] | undefined> =>
  (await customersOf(address)).find((one) => one.customerCode === customerCode)?.contact;
const notesOn = async (address: string, text: string): Promise<number> => {
  const session = await signIn(address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  return (await rowsOf(address, session, 'interaction')).filter(({ note }) => note === text).length;
};

/** Both write the remark: the other one while the form stands open here. `alsoPerson`: and I a contact person. */
async function bothWrite(
  page: Page,
  address: string,
  customer: Customer,
  { alsoPerson = false } = {},
): Promise<SyncPanel> {
  await new CustomerPage(page).open(customer.customerCode);
  await page.getByRole('button', { name: '改资料' }).click();
  const form = page.getByRole('dialog', { name: '改资料' });
  await form.getByLabel('备注').fill(MINE);
  if (alsoPerson) {
    await form.getByRole('textbox', { name: '姓名' }).first().fill(PERSON.name);
    await form.getByRole('textbox', { name: '电话' }).first().fill(PERSON.phone);
  }
  // Closed without saving or cancelling it is there again, and still on top of what was seen when it was begun.
  await page.keyboard.press('Escape');
  await expect(form).toBeHidden();
  const other = await signIn(address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const result = await writeContact(address, other, customer.customerCode, [
    { field: 'remark', from: customer.contact.remark, to: THEIRS },
  ]);
  expect(result.status).toBe('applied');
  await page.getByRole('button', { name: '改资料' }).click();
  await expect(form.getByLabel('备注')).toHaveValue(MINE);
  await form.getByRole('button', { name: '保存' }).click();
  const panel = new SyncPanel(page);
  await expect(panel.pill).toContainText('1 条需处理');
  await panel.open();
  return panel;
}

async function onStore(backend: Backend, sql: string, values: unknown[]): Promise<Record<string, string>[]> {
  const database = await openDatabase({ databaseUrl: null, dataDir: backend.dataDir, postgresHome: null });
  try {
    return (await database.pool.query<Record<string, string>>(sql, values)).rows;
  } finally {
    await database.close();
  }
}

test('[C6] a conflict can be edited in sight of both values and sent again; too long is said before', async ({
  desk,
  backend,
}) => {
  const { page } = desk;
  const customer = (await customersOf(backend.address))[4]!;
  await new SignInPage(page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const panel = await bothWrite(page, backend.address, customer);
  const before = panel.attention.getByRole('row', { name: /^改之前/ }).getByRole('cell');
  await expect(before).toHaveText([customer.contact.remark || '（空）', customer.contact.remark || '（空）']);

  const form = await panel.editAgain(panel.attention);
  const send = form.getByRole('button', { name: '存下并上传' });
  await expect(form).toContainText(`服务器上的：${THEIRS}`);
  const remark = form.getByRole('textbox', { name: '备注' });
  await remark.fill('备'.repeat(2001));
  await expect(form).toContainText('最多 2,000 个字，现在 2,001 个。');
  await expect(send).toBeDisabled();
  await form.getByRole('button', { name: '用它' }).click();
  await expect(remark).toHaveValue(THEIRS);
  await remark.fill(`${THEIRS}；${MINE}`);
  await send.click();

  await expect(panel.section('需要处理')).toBeHidden();
  await expect
    .poll(async () => (await contactOf(backend.address, customer.customerCode))?.remark)
    .toBe(`${THEIRS}；${MINE}`);
});

test('[C6] giving an edit up asks with what is lost, and leaves the server as it is', async ({
  desk,
  backend,
}) => {
  const { page } = desk;
  const customer = (await customersOf(backend.address))[5]!;
  await new SignInPage(page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const panel = await bothWrite(page, backend.address, customer);
  const question = page.getByRole('dialog', { name: '放弃这一条？' });
  await panel.attention.getByRole('button', { name: '放弃' }).click();
  await expect(question).toContainText(customer.name);
  await expect(question).toContainText(`备注：${MINE}`);
  await question.getByRole('button', { name: '不放弃' }).click();
  await expect(panel.attention).toHaveCount(1);

  await panel.attention.getByRole('button', { name: '放弃' }).click();
  await question.getByRole('button', { name: '放弃 1 条' }).click();
  await expect(question).toBeHidden();
  await expect(panel.section('需要处理')).toBeHidden();
  await panel.close();
  await expect(new CustomerPage(page).panel('资料')).toContainText(THEIRS);
  expect((await contactOf(backend.address, customer.customerCode))?.remark).toBe(THEIRS);
});

test("[C6] taking the server's value keeps what else the same edit changed", async ({ desk, backend }) => {
  const { page } = desk;
  const customer = (await customersOf(backend.address))[6]!;
  await new SignInPage(page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const panel = await bothWrite(page, backend.address, customer, { alsoPerson: true });
  await expect(panel.attention).toContainText('同一次改动里还有：联系人：孔女士');
  await panel.attention.getByRole('button', { name: '用服务器的' }).click();
  await expect(panel.section('需要处理')).toBeHidden();
  await expect
    .poll(async () => (await contactOf(backend.address, customer.customerCode))?.persons[0]?.name)
    .toBe(PERSON.name);
  expect((await contactOf(backend.address, customer.customerCode))?.remark).toBe(THEIRS);
});

test('[C7] work on a customer that has left is told of: a note still arrives, a change comes back', async ({
  desk,
  backend,
}) => {
  const { page } = desk;
  const note = '调走之前约好了下周二';
  const customer = (await customersOf(backend.address))[7]!;
  const [elsewhere] = await onStore(
    backend,
    `select u.unit_code from org_unit u join org_unit mine on mine.unit_code = $1
     where u.kind = mine.kind and u.parent_code <> mine.parent_code and u.channel = mine.channel limit 1`,
    [customer.communityCode],
  );
  await new SignInPage(page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await desk.context.route('**/sync/v1/push', (route) => route.abort());
  const screen = new CustomerPage(page);
  await screen.open(customer.customerCode);
  await screen.writeNote(note);
  await page.getByRole('button', { name: '改资料' }).click();
  const form = page.getByRole('dialog', { name: '改资料' });
  await form.getByLabel('备注').fill(MINE);
  await form.getByRole('button', { name: '保存' }).click();
  await expect(form).toBeHidden();
  await onStore(backend, 'update customer set community_code = $2 where customer_code = $1', [
    customer.customerCode,
    elsewhere!['unit_code'],
  ]);

  const panel = new SyncPanel(page);
  await panel.open();
  await panel.syncNow();
  const left = panel.section('已不归您的客户');
  await expect(left).toContainText(customer.name, { timeout: 60_000 });
  await expect(left).toContainText(customer.customerCode);
  await expect(left).toContainText('1 条联络记录照常送达，标为迟到；1 条其他改动会退回到“需要处理”');

  await desk.context.unroute('**/sync/v1/push');
  await panel.syncNow();
  await expect(panel.attention).toContainText('这个客户已不在您的范围', { timeout: 60_000 });
  await expect(panel.attention).toHaveAccessibleName(`${customer.name} 联系资料`);
  await expect(left).toContainText('1 条已退回，见“需要处理”');
  const [kept] = await onStore(backend, 'select count(*)::text as n from interaction where note = $1', [
    note,
  ]);
  expect(kept!['n']).toBe('1');
});

test('[C10] a clock that is ten minutes off is flagged, whatever else is said', async ({ desk }) => {
  await desk.context.route('**/sync/v1/pull', async (route) => {
    // Not as a file of gzip, which would have to be unpacked here.
    const headers = { ...route.request().headers(), accept: 'application/json' };
    const response = await route.fetch({ headers });
    if (!response.ok()) return route.fulfill({ response });
    const page = pullResponse.parse(await response.json());
    const server_time = new Date(Date.parse(page.server_time) - 10 * 60_000).toISOString();
    return route.fulfill({ response, json: { ...page, server_time } });
  });
  await new SignInPage(desk.page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const panel = new SyncPanel(desk.page);
  await panel.open();
  await expect(desk.page.getByRole('note')).toContainText(/这台电脑的时钟比服务器快 10 分钟/);
});

test('[C5] storage that was lost is told with what came back, until the person has seen it', async ({
  desk,
  backend,
}) => {
  const { page } = desk;
  const note = '丢失之前写的一笔';
  await new SignInPage(page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await desk.context.route('**/sync/v1/push', (route) => route.abort());
  await new CustomersPage(page).rows.first().getByRole('link').first().click();
  const customer = new CustomerPage(page);
  await expect(customer.panel('资料')).toBeVisible();
  const name = await page.getByRole('heading', { level: 1 }).innerText();
  await customer.writeNote(note);
  await page.goto('about:blank');
  const devtools = await desk.context.newCDPSession(page);
  await devtools.send('Storage.clearDataForOrigin', { origin: backend.address, storageTypes: 'indexeddb' });
  await page.goto('/');

  const panel = new SyncPanel(page);
  await expect(page.getByRole('heading', { name: '登录' }).or(panel.pill)).toBeVisible({ timeout: 60_000 });
  if (!(await panel.pill.isVisible()))
    await new SignInPage(page).submit(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await expect(panel.pill).toContainText('待传', { timeout: 60_000 });
  await panel.open();
  const loss = panel.section('本机数据曾丢失');
  await expect(loss).toContainText('从副本取回 1 条没有上传的内容，每条只生效一次');
  await expect(loss.getByRole('listitem')).toContainText('拜访');
  expect(name).toContain((await loss.getByRole('listitem').innerText()).replace(/^拜访 · | KH.*$/g, ''));
  await loss.getByRole('button', { name: '知道了' }).click();
  await expect(loss).toBeHidden();
  await desk.context.unroute('**/sync/v1/push');
  await panel.syncNow();
  await expect(panel.section('待上传')).toContainText('没有待上传的内容', { timeout: 60_000 });
  expect(await notesOn(backend.address, note)).toBe(1);
});

test('the panel tells each data area and each attempt, and gives support a file without anybody in it', async ({
  desk,
  backend,
}) => {
  const { page } = desk;
  await new SignInPage(page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await desk.context.route('**/sync/v1/**', (route) => route.abort());
  await new CustomersPage(page).rows.first().getByRole('link').first().click();
  const customer = new CustomerPage(page);
  await expect(customer.panel('资料')).toBeVisible();
  await customer.writeNote('约好 13377760386 孔女士，武鸣区五一中路18号');
  const panel = new SyncPanel(page);
  await panel.open();
  await panel.syncNow();
  const areas = panel.section('数据区');
  await expect(areas.getByRole('listitem').filter({ hasText: ACCOUNT_MANAGER.community })).toContainText(
    /核对一致[\d,]+ 行/,
  );
  await expect(areas.getByRole('listitem').filter({ hasText: '公共资料' })).toContainText('核对一致');
  const waiting = panel.section('待上传').getByRole('listitem');
  await expect(waiting).toContainText('拜访 · ');
  await expect(waiting).toContainText(ACCOUNT_MANAGER.community);
  const attempts = panel.section('最近尝试').getByRole('listitem');
  await expect(attempts.first()).toContainText(/\d\d:\d\d:\d\d连不上服务器/, { timeout: 30_000 });
  await expect(attempts.last()).toContainText(/完成，收 [\d,]+ 行，核对一致[\d.]+ 秒/);

  const text = await panel.diagnostics();
  expect(JSON.parse(text)).toMatchObject({
    sync: { state: 'offline' },
    outbox: [{ type: 'interaction.add' }],
  });
  const personal = (await customersOf(backend.address)).flatMap((one) => [
    one.customerCode,
    one.name,
    one.billingAccountNumber,
    one.contact.address,
    ...one.contact.persons.flatMap((person) => [person.name, person.phone]),
    ...one.subscriptions.flatMap((line) => [line.contactPhone, line.accessNumber, line.installationAddress]),
  ]);
  const written = ['13377760386', '孔女士', '武鸣区', ACCOUNT_MANAGER.name, ACCOUNT_MANAGER.staffNo];
  const told = [...personal, ...written].filter((one) => (one ?? '') !== '' && text.includes(one!));
  expect(personal.length).toBeGreaterThan(100);
  expect(told).toEqual([]);
});
