import { expect, type Page } from '@playwright/test';
import { CustomerPage } from '../pages/customer.ts';
import { SignInPage } from '../pages/sign-in.ts';
import { SyncPanel } from '../pages/sync-panel.ts';
import { destroyManifests, flipByteInLogs } from '../support/damage.ts';
import { FaultyLine } from '../support/faulty-line.ts';
import { KillableBrowser } from '../support/killable-browser.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD } from '../support/people.ts';
import { rowsOf, signIn } from '../support/server-view.ts';
import { test } from '../support/test.ts';

test.setTimeout(240_000);

/** From whatever the start shows to all that this person holds, checked against the server. */
async function comeBack(page: Page, address: string): Promise<void> {
  await page.goto(address);
  const { pill } = new SyncPanel(page);
  await expect(page.getByRole('heading', { name: '登录' }).or(pill)).toBeVisible({ timeout: 60_000 });
  if (!(await pill.isVisible())) await new SignInPage(page).submit(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await expect(pill).toContainText('已核对一致', { timeout: 60_000 });
  await expect(pill).not.toContainText('待传', { timeout: 60_000 });
}

for (const { name, note, damage } of [
  {
    name: '[fault 15] one flipped byte in the log of the database',
    note: '翻转一位之前',
    damage: flipByteInLogs,
  },
  { name: '[fault 16] a destroyed manifest and half a log', note: '清单毁掉之前', damage: destroyManifests },
]) {
  test(`${name}: noticed, what was written comes from the journal, and the rest from the server`, async ({
    backend,
  }) => {
    const session = await signIn(backend.address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
    const customers = await rowsOf(backend.address, session, 'customer');
    const line = await FaultyLine.to(backend.address);
    const browser = await KillableBrowser.create();
    try {
      const page = await browser.start();
      await comeBack(page, line.address);
      line.fault = ({ path }) => (path.startsWith('/sync/') ? { kind: 'refuse' } : null);
      await page.goto(`${line.address}/#/customers/${customers[0]!.customerCode}`);
      const customer = new CustomerPage(page);
      await expect(customer.panel('资料')).toBeVisible({ timeout: 30_000 });
      await customer.writeNote(note);
      await expect(customer.timeline.getByText('待传')).toBeVisible();
      await browser.kill();
      await damage(browser.profile);

      line.fault = () => null;
      const after = await browser.start();
      await comeBack(after, line.address);
      await expect(new SyncPanel(after).lossNotice).toContainText('取回了 1 条没有上传的内容');
      await after.goto(`${line.address}/#/customers/${customers[0]!.customerCode}`);
      await expect(new CustomerPage(after).timeline.getByText(note)).toHaveCount(1);
      const notes = (await rowsOf(backend.address, session, 'interaction')).map((row) => row.note);
      expect(notes.filter((held) => held === note)).toHaveLength(1);
    } finally {
      await browser.dispose();
      await line.close();
    }
  });
}
