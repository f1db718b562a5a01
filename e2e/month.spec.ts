import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { BrowserContext } from '@playwright/test';
import { type DividedCustomerRow, periodCustomersResponse } from '../shared/api/division.ts';
import { DivisionPage } from './pages/division.ts';
import { RequestsPage } from './pages/reassignment.ts';
import { SignInPage } from './pages/sign-in.ts';
import { type Backend, createBackend } from './support/backend.ts';
import { signIn } from './support/server-view.ts';
import { expect as hasty, test } from './support/test.ts';

const SAMPLE = resolve(import.meta.dirname, '../../shared/feeds');
const PASSWORD = 'Sample-2026';
/** People of the sample: the 渠道管理员 of a network and of the region, and the admins of a centre's departments. */
const NETWORK_ADMIN = { staffNo: '20002', name: '马永思' };
const REGION_ADMIN = { staffNo: '10002', name: '覃丽华' };
const BUSINESS_ADMIN = { staffNo: '20020', name: '冯春' };
const KEY_ACCOUNT_ADMIN = { staffNo: '20022', name: '梁华' };
const CONTRACT_ADMIN = { staffNo: '20024', name: '廖桂' };
type Person = typeof NETWORK_ADMIN;
const PEOPLE = [NETWORK_ADMIN, REGION_ADMIN, BUSINESS_ADMIN, KEY_ACCOUNT_ADMIN, CONTRACT_ADMIN];
const MONTH = '2026-11';
const IN_WINDOW = '2026-11-23T20:00:00+08:00';
const AFTER_CLOSE = '2026-12-04T09:00:00+08:00';
const CENTRE = 'GX-NN-01';
const CENTRE_NAME = '南宁市青秀中心';
const BUSINESS_POOL = { code: `${CENTRE}-SY-0`, name: '青秀商业客户未分配社区' };
const KEY_ACCOUNT_POOL = { code: `${CENTRE}-DK-0`, name: '青秀大客户客户未分配社区' };
const BUSINESS_COMMUNITY = { code: `${CENTRE}-SY-1`, name: '青秀商业1社区' };
/** The window closed at the end of the 3rd; what it left in a pool is locked until that day of the next year. */
const LOCKED_UNTIL = '2027-12-03';

/** The walk is long, and what a machine has to do beside it may slow every step of it. */
const expect = hasty.configure({ timeout: 60_000 });

test.skip(!existsSync(SAMPLE), 'the sample feeds are not beside this checkout');
test.setTimeout(600_000);
test.use({ actionTimeout: 60_000 });

test('a whole month: from the feed by three confirmations, two steps, an undo and the close to a lock that is lifted', async ({
  browser,
}) => {
  const backend = await createBackend({ TEST_ENVIRONMENT: '1', TEST_CLOCK: IN_WINDOW });
  const machines: BrowserContext[] = [];
  /** One browser, but for each person a profile of its own, as on a machine of its own. */
  const desk = async ({ staffNo }: Person): Promise<DivisionPage> => {
    const context = await browser.newContext({ baseURL: backend.address });
    machines.push(context);
    const page = await context.newPage();
    await new SignInPage(page).enter(staffNo, PASSWORD);
    const division = new DivisionPage(page);
    await division.open();
    return division;
  };
  try {
    await backend.start();
    await takeDivisionFeeds(backend);
    for (const { staffNo } of PEOPLE) await backend.run('admin', 'set-password', staffNo, PASSWORD);
    const customers = await customersOf(backend, NETWORK_ADMIN);
    const pool = customers.filter((row) => row.in_pool);
    const [forBusiness, mistaken] = pool.filter((row) => row.community_code.startsWith(CENTRE));
    if (!forBusiness || !mistaken) throw new Error(`${CENTRE} has no two new customers in a pool`);

    // Three departments confirm, each on its own machine.
    const keyAccounts = await desk(KEY_ACCOUNT_ADMIN);
    await confirm(keyAccounts);
    await keyAccounts.page.context().close();
    const contracts = await desk(CONTRACT_ADMIN);
    await confirm(contracts);
    await contracts.page.context().close();
    const business = await desk(BUSINESS_ADMIN);
    await confirm(business);
    await expect(business.panel('新客户')).not.toContainText(forBusiness.customer_code);

    // The network's channel admin sees that they have, and how many will be locked unless somebody divides them.
    const network = await desk(NETWORK_ADMIN);
    const centres = network.panel('各中心进度');
    await expect(
      centres.getByRole('row', { name: CENTRE_NAME }).getByRole('img', { name: /确认$/ }),
    ).toHaveCount(3);
    await expect(network.page.getByText(/^3 \/ \d+，待 \d+$/)).toBeVisible();
    await expect(network.page.getByText(`${pool.length} 户将锁定一年`)).toBeVisible();

    // The channel step: one customer is business, so its department gets it.
    const sheet = await network.export();
    expect(sheet.rows).toHaveLength(customers.length + 1);
    sheet.write(forBusiness.customer_code, 'community', BUSINESS_POOL.code);
    sheet.write(forBusiness.customer_code, 'segment', '商业');
    await network.import(sheet.file('网级.xlsx'));
    await network.writeOne();
    await expect(network.row(forBusiness)).toContainText(BUSINESS_POOL.name);

    // A second sheet was a mistake: it is undone as a whole, and the first stays.
    const mistake = await network.export();
    mistake.write(mistaken.customer_code, 'community', KEY_ACCOUNT_POOL.code);
    mistake.write(mistaken.customer_code, 'segment', '大客户');
    await network.import(mistake.file('误改.xlsx'));
    await network.writeOne();
    await expect(network.row(mistaken)).toContainText(KEY_ACCOUNT_POOL.name);
    await network.undo('误改.xlsx', 1);
    await expect(network.row(mistaken)).toContainText(mistaken.community_name);
    await expect(network.row(forBusiness)).toContainText(BUSINESS_POOL.name);
    await network.page.context().close();

    // The community step: the department was given one customer, and says which community has it.
    await business.page.reload();
    await expect(business.row(forBusiness)).toContainText(BUSINESS_POOL.name);
    const own = await business.export();
    own.write(forBusiness.customer_code, 'community', BUSINESS_COMMUNITY.code);
    await business.import(own.file('部门.xlsx'));
    await business.writeOne();
    await expect(business.row(forBusiness)).toContainText(BUSINESS_COMMUNITY.name);
    await business.page.context().close();
    const willLock = (await customersOf(backend, REGION_ADMIN)).filter((row) => row.in_pool);
    const codes = willLock.map((row) => row.customer_code);
    expect(codes).toContain(mistaken.customer_code);
    expect(codes).not.toContain(forBusiness.customer_code);

    // The window closes by itself: whoever is still in a pool is locked, and nobody else.
    await backend.stop();
    await backend.start({ TEST_CLOCK: AFTER_CLOSE });
    const region = await desk(REGION_ADMIN);
    // A screen that was opened before the server had closed the month reads it again within a minute.
    await expect(region.page.getByText(`关窗时锁定 ${willLock.length} 户`)).toBeVisible({ timeout: 100_000 });
    const locked = (await customersOf(backend, REGION_ADMIN)).filter((row) => row.locked_until !== null);
    expect(locked.map((row) => row.customer_code)).toEqual(codes);
    const list = region.panel('新客户');
    await list.getByText(`已锁定 ${willLock.length}`).click();
    await expect(region.row(mistaken)).toContainText(LOCKED_UNTIL);

    // The region lifts one lock; the rest stay.
    await region.row(mistaken).getByRole('checkbox').click();
    await list.getByRole('button', { name: '解除锁定 1 户' }).click();
    const asked = region.page.getByRole('dialog').filter({ hasText: '解除 1 户的锁定？' });
    await asked.getByLabel('原因').fill('客户搬迁');
    await asked.getByRole('button', { name: '解除 1 户' }).click();
    await expect(asked).toBeHidden();
    await expect(list.getByText(`已锁定 ${willLock.length - 1}`)).toBeVisible();

    // The log tells the whole of it, the newest first: what was done, to which community, by whom, and why or by what sheet.
    const requests = new RequestsPage(region.page);
    await requests.open();
    await region.page.getByRole('tab', { name: '调整日志' }).click();
    await expectLog(requests, mistaken, [
      [/^解除锁定$/, mistaken.community_name, REGION_ADMIN.name, '客户搬迁'],
      [/^锁定$/, mistaken.community_name, '系统'],
      [/^撤销划分$/, mistaken.community_name, NETWORK_ADMIN.name, '误改.xlsx'],
      [/^客户划分$/, KEY_ACCOUNT_POOL.name, NETWORK_ADMIN.name, '误改.xlsx'],
    ]);
    await expectLog(requests, forBusiness, [
      [/^客户划分$/, BUSINESS_COMMUNITY.name, BUSINESS_ADMIN.name, '部门.xlsx'],
      [/^客户划分$/, BUSINESS_POOL.name, NETWORK_ADMIN.name, '网级.xlsx'],
    ]);
  } finally {
    for (const machine of machines) await machine.close();
    await backend.dispose();
  }
});

/** A department confirms for its centre, and sees that it has. */
async function confirm(division: DivisionPage): Promise<void> {
  const centre = division.panel('各中心进度').getByRole('row', { name: CENTRE_NAME });
  await centre.getByRole('button', { name: /^确认/ }).click();
  await expect(centre.getByRole('button', { name: /^撤回/ })).toBeVisible();
}

/** The newest entries of a customer in 调整日志; what is older came from the feeds, first of all that it was founded. */
async function expectLog(
  requests: RequestsPage,
  { customer_code: customer }: DividedCustomerRow,
  entries: [kind: RegExp, ...words: string[]][],
): Promise<void> {
  const code = requests.page.getByRole('searchbox', { name: '客户编码' });
  await code.fill(customer);
  await code.press('Enter');
  await expect(requests.rows.filter({ hasNotText: customer })).toHaveCount(0);
  for (const [at, [kind, ...words]] of entries.entries()) {
    const row = requests.rows.nth(at);
    await expect(row.getByRole('gridcell').filter({ hasText: kind })).toBeVisible();
    for (const text of words) await expect(row).toContainText(text);
  }
  await expect(requests.rows.nth(entries.length)).toContainText('数据文件');
  await expect(requests.rows.last()).toContainText('新建');
}

/** What divides: units, people, cabinets, who had whom at the start, lines and subscriptions. Money is not needed. */
const DIVISION_KINDS = /^(org_units|staff|cross_boxes|opening_assignments|line97|billing_users)/;

async function takeDivisionFeeds(backend: Backend): Promise<void> {
  for (const day of ['20261120', '20261121', '20261123']) {
    const folder = await mkdtemp(join(tmpdir(), 'channeldesk-month-'));
    try {
      for (const name of await readdir(join(SAMPLE, day))) {
        if (DIVISION_KINDS.test(name)) await copyFile(join(SAMPLE, day, name), join(folder, name));
      }
      await backend.run('feeds', 'take', folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

/** What the server holds, asked as somebody would who may see it. */
async function customersOf(backend: Backend, { staffNo }: Person): Promise<DividedCustomerRow[]> {
  const session = await signIn(backend.address, staffNo, PASSWORD);
  const response = await fetch(`${backend.address}/division/v1/periods/${MONTH}/customers`, {
    headers: { authorization: `Bearer ${session.access_token}`, 'sync-protocol': '1' },
  });
  return periodCustomersResponse.parse(await response.json()).customers;
}
