import { CustomersPage } from './pages/customers.ts';
import { SignInPage } from './pages/sign-in.ts';
import { SyncPanel } from './pages/sync-panel.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD, SYSTEM_ADMIN } from './support/people.ts';
import { rowsOf, signIn } from './support/server-view.ts';
import { expect, test } from './support/test.ts';

test('an account manager signs in and carries exactly his customers', async ({ desk, backend }) => {
  const { page } = desk;
  await new SignInPage(page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);

  await expect(page.getByText('测试环境')).toBeVisible();
  await expect(page.getByText(ACCOUNT_MANAGER.name, { exact: true })).toBeVisible();
  await expect(page.getByText(`客户经理 · ${ACCOUNT_MANAGER.community}`)).toBeVisible();

  const session = await signIn(backend.address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const customers = await rowsOf(backend.address, session, 'customer');
  const open = customers.filter((customer) => customer.closedOn === undefined);
  const list = new CustomersPage(page);
  expect(open.length).toBeGreaterThan(5);
  expect(await list.total()).toBe(open.length);
  await expect(list.rows.first()).toContainText(open.map((customer) => customer.customerCode).sort()[0]!);
});

test('the panel says what was checked, and how new each source is', async ({ desk }) => {
  await new SignInPage(desk.page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const panel = new SyncPanel(desk.page);
  await panel.open();
  await expect(desk.page.getByText('与服务器核对一致', { exact: true })).toBeVisible();
  for (const source of ['计费', '营账', '10000号', '经营分析', '97系统']) {
    await expect(panel.section('来源').getByText(source, { exact: true })).toBeVisible();
  }
  await expect(panel.section('待上传')).toContainText('没有待上传的内容');
  await expect(panel.section('最近尝试')).toContainText('核对一致');
});

test('a system administrator begins with administration, and is told that his role carries no customers', async ({
  desk,
}) => {
  const signIn = new SignInPage(desk.page);
  await signIn.open();
  await signIn.submit(SYSTEM_ADMIN.staffNo, DEMO_PASSWORD);
  await expect(desk.page.getByRole('heading', { name: '系统管理' })).toBeVisible({ timeout: 60_000 });
  // Told where an old link leads him to customers all the same.
  await desk.page.goto('/#/customers');
  await expect(desk.page.getByText('您的角色不含客户资料')).toBeVisible();
  expect(await new CustomersPage(desk.page).rows.count()).toBe(0);
});
