import { CustomerPage } from './pages/customer.ts';
import { CustomersPage } from './pages/customers.ts';
import { RequestsPage } from './pages/reassignment.ts';
import { SignInPage } from './pages/sign-in.ts';
import { SyncPanel } from './pages/sync-panel.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD, TEAM_LEAD } from './support/people.ts';
import { rowsOf, signIn } from './support/server-view.ts';
import { expect, test } from './support/test.ts';
import type { Customer } from '../shared/domain/rows.ts';

// Several people, several browsers.
test.describe.configure({ timeout: 300_000 });

const NEIGHBOUR = '渡东片2社区';
/** The account manager of that community. */
const NEW_HOLDER = '610026';
const NOTE = '新户主来电，约好下周二看线路';

/** Customers that the account manager can give away, and the code of the community next to his. */
async function around(address: string): Promise<{ customers: Customer[]; neighbour: string }> {
  const session = await signIn(address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const units = await rowsOf(address, session, 'orgUnit');
  const customers = await rowsOf(address, session, 'customer');
  return {
    customers: customers.filter(
      ({ closedOn, lockedUntil }) => closedOn === undefined && lockedUntil === undefined,
    ),
    neighbour: units.find(({ name }) => name === NEIGHBOUR)!.unitCode,
  };
}

/** In the page: notes what notifications say, and allows them. */
function hearNotices(): void {
  const heard: string[] = [];
  class HeardNotification {
    static readonly permission = 'granted';
    onclick: (() => void) | null = null;
    constructor(_title: string, { body }: { body: string }) {
      heard.push(body);
    }
    close(): void {
      this.onclick = null;
    }
  }
  Object.assign(window, { heard, Notification: HeardNotification });
}

test('[C4] [C7] asked offline, approved while the asker is offline again: his note still arrives, and the customer leaves him', async ({
  openDesk,
  backend,
}) => {
  const { customers, neighbour } = await around(backend.address);
  const [customer] = customers;
  const { customerCode, name } = customer!;
  const mine = await openDesk();
  const asker = new RequestsPage(mine.page);
  await new SignInPage(mine.page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const page = new CustomerPage(mine.page);
  await page.open(customerCode);

  await mine.context.setOffline(true);
  await asker.giveAway(NEIGHBOUR, '过户后新址属 2 社区');
  await asker.open();
  await expect(asker.row(name)).toContainText('待传');
  await expect(asker.detail).toContainText('等待上传');
  const panel = new SyncPanel(mine.page);
  await mine.context.setOffline(false);
  await expect(asker.row(name)).not.toContainText('待传', { timeout: 60_000 });
  await expect(asker.row(name)).toContainText('待审批');

  await mine.context.setOffline(true);
  await page.open(customerCode);
  await page.writeNote(NOTE);

  const theirs = await openDesk();
  await new SignInPage(theirs.page).enter(TEAM_LEAD.staffNo, DEMO_PASSWORD);
  const lead = new RequestsPage(theirs.page);
  await expect(lead.menu).toContainText('1');
  await lead.open();
  await lead.row(name).click();
  await expect(lead.detail).toContainText(ACCOUNT_MANAGER.name);
  await expect(lead.detail).toContainText(/客户\s*\d+ → \d+/);
  await lead.detail.getByRole('button', { name: /批准并看下一项/ }).click();
  await expect(lead.row(name)).toBeHidden();
  const session = await signIn(backend.address, TEAM_LEAD.staffNo, DEMO_PASSWORD);
  const placeOf = async (): Promise<string | undefined> =>
    (await rowsOf(backend.address, session, 'customer')).find((one) => one.customerCode === customerCode)
      ?.communityCode;
  await expect.poll(placeOf, { timeout: 30_000 }).toBe(neighbour);

  // The answer came while he was offline: he is told when he is back, and the menu counts it until he has looked.
  await mine.page.evaluate(hearNotices);
  await page.open(customers[1]!.customerCode);
  await mine.context.setOffline(false);
  await expect(asker.menu).toContainText('1', { timeout: 60_000 });
  const told = `${TEAM_LEAD.name}批准了${name}的调整`;
  // Besides, in the morning, he may be told what the day holds.
  await expect
    .poll(() => mine.page.evaluate(() => (window as unknown as { heard: string[] }).heard))
    .toContain(told);
  await asker.open();
  await expect(asker.row(name)).toContainText('已批准', { timeout: 60_000 });
  await expect(asker.menu).toHaveText(/^调整审批$/);
  await asker.row(name).click();
  await expect(asker.detail).toContainText(`${TEAM_LEAD.name}`);
  await expect(asker.detail).toContainText('这个客户不在本机');
  await expect(panel.pill).toContainText('已核对一致', { timeout: 60_000 });
  const notes = async (): Promise<string[]> =>
    (await rowsOf(backend.address, session, 'interaction'))
      .filter((one) => one.customerCode === customerCode && one.note === NOTE)
      .map(({ staffNo }) => staffNo);
  await expect.poll(notes).toEqual([ACCOUNT_MANAGER.staffNo]);

  await backend.run('admin', 'set-password', NEW_HOLDER, DEMO_PASSWORD);
  const newHolder = await signIn(backend.address, NEW_HOLDER, DEMO_PASSWORD);
  const held = await rowsOf(backend.address, newHolder, 'customer');
  expect(held.find((one) => one.customerCode === customerCode)?.name).toBe(name);
  expect(await rowsOf(backend.address, newHolder, 'reassignment')).toMatchObject([
    { customerCode, part: 'NEW_HOLDER', state: 'APPROVED' },
  ]);
  await mine.page.goto(`/#/customers/${customerCode}`);
  await expect(mine.page.getByText(`${customerCode} 不在这台电脑上`)).toBeVisible();
});

test('many are asked for at once, and decided at once; a rejection tells why', async ({ openDesk }) => {
  const mine = await openDesk();
  await new SignInPage(mine.page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const list = new CustomersPage(mine.page);
  const chosen: { name: string }[] = [];
  for (const at of [0, 1, 2, 3]) {
    const row = list.rows.nth(at);
    chosen.push({ name: await row.getByRole('link').first().innerText() });
    await row.getByRole('checkbox').click();
  }
  const asker = new RequestsPage(mine.page);
  await asker.giveAway(NEIGHBOUR, '同一片楼由一人负责');
  await asker.open();
  await expect(asker.rows.filter({ hasText: '待审批' })).toHaveCount(4, { timeout: 60_000 });
  await asker.row(chosen[3]!.name).click();
  await asker.detail.getByRole('button', { name: '撤回申请' }).click();
  await expect(asker.row(chosen[3]!.name)).toContainText('已撤回');

  const theirs = await openDesk();
  await new SignInPage(theirs.page).enter(TEAM_LEAD.staffNo, DEMO_PASSWORD);
  const lead = new RequestsPage(theirs.page);
  await lead.open();
  await expect(lead.rows).toHaveCount(3);
  for (const at of [0, 1]) await lead.row(chosen[at]!.name).getByRole('checkbox').click();
  await lead.page.getByRole('button', { name: '批准 2 项' }).click();
  await expect(lead.rows).toHaveCount(1);
  await lead.page.keyboard.press('r');
  await expect(lead.detail.getByRole('alert')).toContainText('驳回要写明原因');
  await lead.page.getByRole('textbox', { name: '意见' }).fill('地址没有变');
  await lead.detail.getByRole('button', { name: /^驳回/ }).click();
  await expect(lead.menu).toHaveText(/^调整审批$/);

  await expect(asker.row(chosen[2]!.name)).toContainText('已驳回', { timeout: 60_000 });
  await asker.row(chosen[2]!.name).click();
  await expect(asker.detail).toContainText('地址没有变');
  for (const at of [0, 1]) await expect(asker.row(chosen[at]!.name)).toContainText('已批准');
});
