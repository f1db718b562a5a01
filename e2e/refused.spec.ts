import { SignInPage } from './pages/sign-in.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD } from './support/people.ts';
import { expect, test } from './support/test.ts';

test('a wrong password is refused with the tries that are left, and the number stays in the form', async ({
  desk,
}) => {
  const signIn = new SignInPage(desk.page);
  await signIn.open();
  await signIn.submit(ACCOUNT_MANAGER.staffNo, 'not-the-password');
  await expect(signIn.problem).toContainText(/工号或口令不对，还可再试 \d 次/);
  await expect(desk.page.getByLabel('工号')).toHaveValue(ACCOUNT_MANAGER.staffNo);

  await signIn.submit(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await expect(desk.page.getByRole('heading', { name: '工作台' })).toBeVisible({ timeout: 30_000 });
});

test('a captive portal that answers with a page is not taken for the server', async ({ desk }) => {
  const signIn = new SignInPage(desk.page);
  await signIn.open();
  await desk.context.route('**/auth/v1/login', (route) =>
    route.fulfill({
      status: 200,
      contentType: 'text/html',
      body: '<html><body>Welcome to the hotel</body></html>',
    }),
  );
  await signIn.submit(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await expect(signIn.problem).toContainText('这不是渠道营销支撑服务器的回答');
  await desk.context.unroute('**/auth/v1/login');
  await signIn.submit(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await expect(desk.page.getByText(/已核对一致/)).toBeVisible({ timeout: 30_000 });
});

test('an answer of 500 is worded, and what was typed is kept', async ({ desk }) => {
  const signIn = new SignInPage(desk.page);
  await signIn.open();
  await desk.context.route('**/auth/v1/login', (route) =>
    route.fulfill({
      status: 500,
      contentType: 'application/json',
      body: '{"error":{"code":"E_INTERNAL","message":"x"}}',
    }),
  );
  await signIn.submit(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await expect(signIn.problem).toContainText('服务器出了问题，没有登录');
  await expect(desk.page.getByLabel('工号')).toHaveValue(ACCOUNT_MANAGER.staffNo);
});
