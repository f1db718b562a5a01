import { CustomerPage } from '../pages/customer.ts';
import { CustomersPage } from '../pages/customers.ts';
import { SignInPage } from '../pages/sign-in.ts';
import { SyncPanel } from '../pages/sync-panel.ts';
import { createDesk } from '../support/desk.ts';
import { FaultyLine } from '../support/faulty-line.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD } from '../support/people.ts';
import { rowsOf, signIn } from '../support/server-view.ts';
import { expect, test } from '../support/test.ts';

test('[fault 6] the network comes and goes each second: no storm of requests, and in the end all is in sync', async ({
  backend,
}) => {
  const line = await FaultyLine.to(backend.address);
  const { desk, close } = await createDesk(line.address);
  try {
    await new SignInPage(desk.page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
    await new CustomersPage(desk.page).rows.first().getByRole('link').first().click();
    const customer = new CustomerPage(desk.page);
    await expect(customer.panel('资料')).toBeVisible();
    const before = line.heard.length;
    const flaps = 5;
    for (let flap = 0; flap < flaps; flap++) {
      await desk.context.setOffline(true);
      await customer.writeNote(`断网第${flap}次`);
      await desk.page.waitForTimeout(500);
      await desk.context.setOffline(false);
      await desk.page.waitForTimeout(500);
    }
    const panel = new SyncPanel(desk.page);
    await expect(panel.pill).toContainText('已核对一致', { timeout: 60_000 });
    await expect(panel.pill).not.toContainText('待传', { timeout: 60_000 });
    // Each return is worth a push, a pull for its effect, one for news, and a long poll; a storm would be hundreds.
    expect(line.heard.length - before).toBeLessThan(flaps * 12);

    const session = await signIn(backend.address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
    const notes = (await rowsOf(backend.address, session, 'interaction')).map(({ note }) => note);
    expect(notes.filter((note) => note.startsWith('断网第')).sort()).toEqual(
      Array.from({ length: flaps }, (_, flap) => `断网第${flap}次`),
    );
  } finally {
    await close();
    await line.close();
  }
});

test("[fault 8] a captive portal's page for every address: work goes on, and none of it is taken for the program or for data", async ({
  backend,
}) => {
  const line = await FaultyLine.to(backend.address);
  const { desk, close } = await createDesk(line.address);
  try {
    await new SignInPage(desk.page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
    const total = await new CustomersPage(desk.page).total();
    await desk.page.evaluate(async () => void (await navigator.serviceWorker.ready));
    line.fault = () => ({
      kind: 'answer',
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
      body: '<!doctype html><title>请登录无线网络</title><h1>请登录无线网络</h1>',
    });
    const page = await desk.restart();
    await page.goto('/#/customers');
    await expect(page.getByRole('heading', { name: '客户查询' })).toBeVisible({ timeout: 30_000 });
    const panel = new SyncPanel(page);
    await expect(panel.pill).toContainText('离线', { timeout: 30_000 });
    expect(await new CustomersPage(page).total()).toBe(total);
    await new CustomersPage(page).rows.first().getByRole('link').first().click();
    await expect(new CustomerPage(page).panel('资料')).toBeVisible();
    await new CustomerPage(page).writeNote('门户后面写下的');
    await panel.open();
    await expect(page.getByText('这不是渠道营销支撑服务器的回答').first()).toBeVisible();
    await panel.close();

    line.fault = () => null;
    await panel.open();
    await page.getByRole('button', { name: '立即同步' }).click();
    await expect(panel.section('待上传')).toContainText('没有待上传的内容', { timeout: 30_000 });
    const session = await signIn(backend.address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
    const notes = (await rowsOf(backend.address, session, 'interaction')).map(({ note }) => note);
    expect(notes.filter((note) => note === '门户后面写下的')).toHaveLength(1);
  } finally {
    await close();
    await line.close();
  }
});
