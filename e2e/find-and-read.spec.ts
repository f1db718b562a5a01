import { pinyin } from 'pinyin-pro';
import { CustomerPage } from './pages/customer.ts';
import { CustomersPage } from './pages/customers.ts';
import { SignInPage } from './pages/sign-in.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD } from './support/people.ts';
import { rowsOf, signIn } from './support/server-view.ts';
import { expect, test } from './support/test.ts';
import { formatYuan } from '../shared/lib/money.ts';
import { FEE_CLASSES } from '../shared/domain/rows.ts';

test('a customer is found by pinyin initials, phone, billing account, access number and address', async ({
  desk,
  backend,
}) => {
  await new SignInPage(desk.page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const session = await signIn(backend.address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const customers = await rowsOf(backend.address, session, 'customer');
  const wanted = customers.find((c) => c.closedOn === undefined && /^[\u4e00-\u9fff]{3}$/.test(c.name))!;
  const subscription = wanted.subscriptions[0]!;
  const initials = pinyin(wanted.name, { pattern: 'first', toneType: 'none', surname: 'head' }).replaceAll(
    ' ',
    '',
  );

  const list = new CustomersPage(desk.page);
  for (const text of [
    wanted.name,
    initials,
    subscription.contactPhone,
    wanted.billingAccountNumber,
    subscription.accessNumber,
    subscription.installationAddress,
  ]) {
    const options = await list.find(text);
    await expect(options.filter({ hasText: wanted.name }).first(), `found by ${text}`).toBeVisible();
    await desk.page.keyboard.press('Escape');
  }
  const options = await list.find(wanted.billingAccountNumber);
  await expect(options.first()).toContainText(wanted.name);
  await desk.page.keyboard.press('Enter');
  await expect(new CustomerPage(desk.page).panel('资料')).toContainText(wanted.billingAccountNumber);
});

test('the page of a customer says who, how much, due and why, with the source of each figure', async ({
  desk,
  backend,
}) => {
  await new SignInPage(desk.page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const session = await signIn(backend.address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const [customers, ledgers, balances, freshness] = await Promise.all([
    rowsOf(backend.address, session, 'customer'),
    rowsOf(backend.address, session, 'ledger'),
    rowsOf(backend.address, session, 'balance'),
    rowsOf(backend.address, session, 'freshness'),
  ]);
  const thisMonth = freshness.find((row) => row.kind === 'bi_fees')!.asOf;
  const owing = balances.find((balance) => balance.arrears.length > 0)!;
  const customer = customers.find((c) => c.customerCode === owing.customerCode)!;
  const ledger = ledgers.find((l) => l.customerCode === owing.customerCode)!;
  const last = FEE_CLASSES.reduce((sum, feeClass) => sum + (ledger.fees[feeClass].at(-1) ?? 0), 0);
  const owed = owing.arrears.reduce((sum, item) => sum + item.amount, 0);

  const screen = new CustomerPage(desk.page);
  await screen.open(customer.customerCode);
  await expect(desk.page.getByRole('heading', { name: customer.name })).toBeVisible();
  await expect(desk.page.getByText(`经营分析 ${thisMonth}`).first()).toBeVisible();
  await expect(desk.page.getByText(formatYuan(last), { exact: true }).first()).toBeVisible();
  await expect(desk.page.getByText(formatYuan(owed), { exact: true }).first()).toBeVisible();
  await expect(screen.panel('为什么在本社区')).toBeVisible();
  await expect(screen.panel('用户')).toContainText(customer.subscriptions[0]!.accessNumber);

  // Masked until somebody asks for it.
  const phone = customer.subscriptions[0]!.contactPhone;
  await expect(screen.panel('资料')).not.toContainText(phone);
  await expect(screen.panel('资料')).toContainText(`${phone.slice(0, 3)}****${phone.slice(-4)}`);
});

test('a link with conditions opens the list that they count, and the conditions stand as chips', async ({
  desk,
  backend,
}) => {
  await new SignInPage(desk.page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const session = await signIn(backend.address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const balances = await rowsOf(backend.address, session, 'balance');
  const customers = await rowsOf(backend.address, session, 'customer');
  const owing = new Set(balances.filter((b) => b.arrears.length > 0).map((b) => b.customerCode));
  const expected = customers.filter(
    (c) =>
      owing.has(c.customerCode) &&
      c.closedOn === undefined &&
      c.subscriptions.some((s) => s.status !== 'TERMINATED'),
  ).length;
  await desk.page.getByRole('tab', { name: /^欠费在网/ }).click();
  await expect(desk.page.getByRole('tab', { name: `欠费在网 ${expected}` })).toBeVisible();
  await expect(desk.page.getByText('欠费：1 个月起')).toBeVisible();
  await desk.page.reload();
  await expect(desk.page.getByText('欠费：1 个月起')).toBeVisible();
});
