import { CustomerPage } from './pages/customer.ts';
import { CustomersPage } from './pages/customers.ts';
import { SignInPage } from './pages/sign-in.ts';
import { SyncPanel } from './pages/sync-panel.ts';
import { outboxFactory } from './support/outbox-factory.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD } from './support/people.ts';
import { rowsOf, signIn } from './support/server-view.ts';
import { expect, test } from './support/test.ts';

test.setTimeout(180_000);

test('[C5] every database of the origin vanishes: the note comes back from the files beside them, and he is told', async ({
  desk,
  backend,
}) => {
  const note = '数据库丢失以后还在';
  await new SignInPage(desk.page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await new CustomersPage(desk.page).rows.first().getByRole('link').first().click();
  await expect(new CustomerPage(desk.page).panel('资料')).toBeVisible();
  await desk.context.route('**/sync/v1/push', (route) => route.abort('connectionreset'));
  await new CustomerPage(desk.page).writeNote(note);
  await expect(new SyncPanel(desk.page).pill).toContainText('1 条待传', { timeout: 30_000 });

  // Nobody has them open; the sign-in lies in them as well.
  await desk.page.goto('about:blank');
  const session = await desk.context.newCDPSession(desk.page);
  await session.send('Storage.clearDataForOrigin', { origin: backend.address, storageTypes: 'indexeddb' });
  await desk.page.goto(backend.address);
  await new SignInPage(desk.page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const told = desk.page.getByRole('alert').filter({ hasText: '本机保存的数据曾丢失' });
  await expect(told).toContainText('取回了 1 条没有上传的内容', { timeout: 30_000 });
  await expect(new SyncPanel(desk.page).pill).toContainText('1 条待传');
  await told.getByRole('button', { name: '知道了' }).click();
  await expect(told).toBeHidden();

  await desk.context.unroute('**/sync/v1/push');
  const panel = new SyncPanel(desk.page);
  await panel.open();
  await desk.page.getByRole('button', { name: '立即同步' }).click();
  await expect(panel.section('待上传')).toContainText('没有待上传的内容', { timeout: 60_000 });
  const person = await signIn(backend.address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const stored = (await rowsOf(backend.address, person, 'interaction')).filter((row) => row.note === note);
  expect(stored).toHaveLength(1);
});

test('[C9] an older window holds the databases: one screen says so, and it goes on when that window closes', async ({
  desk,
}) => {
  // Of the same origin, and not the application.
  const holder = await desk.context.newPage();
  await holder.goto('/healthz');
  await new SignInPage(desk.page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await new CustomersPage(desk.page).total();
  await desk.page.close();
  // As an older version would have made them: empty, of an older layout, and deaf to being asked.
  const names = await holder.evaluate(
    async (indexedDB) => {
      const mine = (await indexedDB.databases()).flatMap(({ name }) =>
        name?.includes('outbox') ? [name] : [],
      );
      for (const name of mine) {
        await new Promise((resolve) => (indexedDB.deleteDatabase(name).onsuccess = resolve));
        const held = indexedDB.open(name, 5);
        await new Promise((resolve) => (held.onsuccess = resolve));
        // What nobody refers to is closed by the garbage collector.
        Object.assign(globalThis, { held });
      }
      return mine;
    },
    await outboxFactory(holder),
  );
  expect(names).toHaveLength(1);
  const page = await desk.context.newPage();
  await page.goto('/');
  await expect(page.getByText('另一个窗口正占用本机数据')).toBeVisible({ timeout: 30_000 });
  await holder.close();
  await expect(page.getByText('另一个窗口正占用本机数据')).toBeHidden({ timeout: 30_000 });
  await expect(new SyncPanel(page).pill).toContainText('已核对一致', { timeout: 60_000 });
});
