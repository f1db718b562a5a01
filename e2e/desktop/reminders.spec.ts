import type { Page } from '@playwright/test';
import { CustomerPage } from '../pages/customer.ts';
import { expect, test, type Machine } from '../support/desktop.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD } from '../support/people.ts';
import { signIn, solveComplaints } from '../support/server-view.ts';
import { isInSync, openFirstCustomer, signInHere } from './sign-in-here.ts';

/** What a digest tells of, by the names of their kinds. */
const URGENT = ['回访到期', '协议将到期', '预付费余额不足'];
const TITLE = '今天的提醒';

const shown = ({ notifications }: Machine): Promise<string[]> =>
  notifications.shown().then((all) => all.filter(({ title }) => title === TITLE).map(({ body }) => body));

async function openReminders(page: Page): Promise<void> {
  await page.getByRole('menuitem', { name: /^提醒/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: '提醒' })).toBeVisible();
}

/** How many of a kind are due, as the page of reminders counts them; the kind is chosen there. */
async function countOf(page: Page, kind: string): Promise<number> {
  const button = page.getByRole('navigation', { name: '提醒种类' }).getByRole('button', { name: kind });
  await button.click();
  return Number(((await button.textContent()) ?? '').replace(kind, '').replaceAll(',', ''));
}

test('what is due today is told once, in one notification for all of it, and leads to the reminders', async ({
  machine,
  backend,
}) => {
  const page = await machine.start({ server: backend.address });
  await machine.notifications.watch();
  await signInHere(page);
  await expect.poll(() => shown(machine), { timeout: 30_000 }).toHaveLength(1);
  const [body = ''] = await shown(machine);

  await machine.notifications.click(TITLE);
  await expect(page.getByRole('heading', { level: 1, name: '提醒' })).toBeVisible();
  const prepaid = await countOf(page, '预付费余额不足');
  const followUps = await countOf(page, '回访到期');
  expect(prepaid + followUps).toBeGreaterThan(1);
  if (prepaid > 0) expect(body).toContain(`${prepaid} 户预付费余额不足`);
  if (followUps > 0) expect(body).toContain(`${followUps} 个回访到期`);

  // The same is not told twice on one day.
  const again = await machine.restart();
  await machine.notifications.watch();
  await isInSync(again);
  await again.waitForTimeout(7000);
  expect(await shown(machine)).toEqual([]);
});

test('a promised step that is due is told without the server, by name, and leads to its customer', async ({
  machine,
  backend,
}) => {
  // Two starts of the application and one of the server, after a first download.
  test.slow();
  // Who waits for an answer is told of as well; here the promised step is to be all that is due.
  const elsewhere = await signIn(backend.address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await solveComplaints(backend.address, elsewhere);
  const page = await machine.start({ server: backend.address });
  await machine.notifications.watch();
  await signInHere(page);
  // What is told once at the start is behind him: what he writes from here on is told at the next start.
  await expect.poll(() => shown(machine), { timeout: 30_000 }).toHaveLength(1);
  await openReminders(page);
  for (const kind of URGENT) {
    if ((await countOf(page, kind)) === 0) continue;
    await page.getByRole('checkbox', { name: '全选' }).check();
    await page.getByRole('button', { name: '完成' }).last().click();
    await expect.poll(() => countOf(page, kind)).toBe(0);
  }
  await backend.stop();
  try {
    const customer = await openFirstCustomer(page);
    const name = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
    const address = page.url();
    const today = await page.evaluate(() =>
      new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' }),
    );
    await page.getByRole('textbox', { name: '下一步做什么' }).fill('上门送协议');
    const day = page.getByRole('textbox', { name: '日期' });
    await day.fill(today);
    await day.press('Enter');
    const note = page.getByRole('textbox', { name: '说了什么、答应了什么' });
    await note.fill('答应今天送协议上门');
    await note.press('Control+Enter');
    await expect(customer.timeline.getByText('答应今天送协议上门')).toBeVisible();
    // He has written it a moment ago, and went from screen to screen before: nobody tells him of it now.
    await page.waitForTimeout(7000);
    expect(await shown(machine)).toHaveLength(1);

    const offline = await machine.restart();
    await machine.notifications.watch();
    await expect.poll(() => shown(machine), { timeout: 30_000 }).toEqual([`${name}：约好的下一步 · 今天`]);
    await machine.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
    await machine.notifications.click(TITLE);
    await expect(offline).toHaveURL(address);
    await expect(new CustomerPage(offline).panel('资料')).toBeVisible();
    await expect
      .poll(() => machine.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
      .toBe(true);
  } finally {
    await backend.start();
  }
});
