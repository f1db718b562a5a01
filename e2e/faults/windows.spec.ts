import type { Page } from '@playwright/test';
import { CustomerPage } from '../pages/customer.ts';
import { SignInPage } from '../pages/sign-in.ts';
import { SyncPanel } from '../pages/sync-panel.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD } from '../support/people.ts';
import { rowsOf, signIn } from '../support/server-view.ts';
import { expect, test } from '../support/test.ts';

/** How many windows sync, and how many stand by. */
const syncing = (page: Page): Promise<{ held: number; pending: number }> =>
  page.evaluate(async () => {
    const { held = [], pending = [] } = await navigator.locks.query();
    const ours = (lock: LockInfo): boolean => lock.name?.startsWith('channeldesk-sync-') ?? false;
    return { held: held.filter(ours).length, pending: pending.filter(ours).length };
  });

test('[fault 22, 23] [C8] of two windows one syncs and both see it; when that one crashes, the other goes on', async ({
  desk,
  backend,
}) => {
  const first = desk.page;
  await new SignInPage(first).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const session = await signIn(backend.address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const [customer] = await rowsOf(backend.address, session, 'customer');
  const notes = async (): Promise<string[]> =>
    (await rowsOf(backend.address, session, 'interaction'))
      .filter(({ customerCode }) => customerCode === customer!.customerCode)
      .map(({ note }) => note);

  const second = await desk.context.newPage();
  const [here, there] = [new CustomerPage(first), new CustomerPage(second)];
  await there.open(customer!.customerCode);
  await here.open(customer!.customerCode);
  await expect.poll(() => syncing(second)).toEqual({ held: 1, pending: 1 });

  await second.bringToFront();
  await there.writeNote('第二个窗口写的');
  await expect.poll(notes).toContain('第二个窗口写的');
  await expect(here.timeline.getByText('第二个窗口写的')).toBeVisible();
  await expect(new SyncPanel(second).pill).toContainText('已核对一致');

  // The one that holds the lock is the first to have come.
  const crashed = first.waitForEvent('crash');
  const devtools = await desk.context.newCDPSession(first);
  void devtools.send('Page.crash').catch(() => undefined);
  await crashed;
  await expect.poll(() => syncing(second)).toEqual({ held: 1, pending: 0 });
  await there.writeNote('另一个窗口崩溃以后');
  await expect.poll(notes).toContain('另一个窗口崩溃以后');
  await expect(new SyncPanel(second).pill).toContainText('已核对一致', { timeout: 30_000 });
  const all = await notes();
  expect(all.filter((note) => note === '第二个窗口写的')).toHaveLength(1);
  expect(all.filter((note) => note === '另一个窗口崩溃以后')).toHaveLength(1);
});
