import { dayOf, monthOf } from '../shared/lib/dates.ts';
import { SignInPage } from './pages/sign-in.ts';
import { WorkbenchPage } from './pages/workbench.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD, TEAM_LEAD } from './support/people.ts';
import { rowsOf, signIn } from './support/server-view.ts';
import { expect, test } from './support/test.ts';
import type { Locator, Page } from '@playwright/test';

// Long walks through many screens.
test.describe.configure({ timeout: 300_000 });

const group = (page: Page, name: string): Locator =>
  page.getByRole('navigation', { name: '提醒种类' }).getByRole('button', { name: new RegExp(`^${name}`) });
const countOf = async (place: Locator): Promise<number> =>
  Number(/([\d,]*)\s*$/.exec(await place.innerText())![1]!.replaceAll(',', ''));
const rows = (page: Page): Locator => page.getByRole('row').filter({ has: page.getByRole('gridcell') });
const nameIn = (row: Locator): Promise<string> => row.getByRole('link').innerText();

test('reminders are put off and ticked off, one by one and many at once, and stay so', async ({ desk }) => {
  const { page } = desk;
  await new SignInPage(page).enter(TEAM_LEAD.staffNo, DEMO_PASSWORD);
  const menu = page.getByRole('menuitem', { name: /^提醒/ });
  await menu.click();
  const arrears = group(page, '欠费');
  await arrears.click();
  const before = await countOf(arrears);
  const inMenu = await countOf(menu);
  expect(before).toBeGreaterThan(5);

  const later = await nameIn(rows(page).first());
  await rows(page).first().getByRole('button', { name: '稍后' }).click();
  await page.getByRole('menuitem', { name: '3 天后' }).filter({ visible: true }).click();
  await expect.poll(() => countOf(arrears)).toBe(before - 1);
  const done = await nameIn(rows(page).first());
  expect(done).not.toBe(later);
  await rows(page).first().getByRole('button', { name: '完成' }).click();
  await expect.poll(() => countOf(arrears)).toBe(before - 2);

  for (const i of [0, 1]) await rows(page).nth(i).getByRole('checkbox').click();
  await expect(page.getByText('已选 2 条')).toBeVisible();
  await page.getByText('已选 2 条').locator('..').getByRole('button', { name: '完成' }).click();
  await expect.poll(() => countOf(arrears)).toBe(before - 4);
  expect(await countOf(menu)).toBe(inMenu - 4);

  const again = await desk.restart();
  await again.goto('/#/reminders?kind=put');
  const put = group(again, '已推迟或完成');
  await expect.poll(() => countOf(put), { timeout: 30_000 }).toBe(4);
  const postponed = rows(again).filter({ hasText: later });
  await expect(postponed).toContainText('推迟到');
  await expect(rows(again).filter({ hasText: done })).toContainText('已完成');
  await postponed.getByRole('button', { name: '恢复' }).click();
  await expect.poll(() => countOf(put)).toBe(3);
  await expect.poll(() => countOf(group(again, '欠费'))).toBe(before - 3);
});

test('a follow-up is put on the day’s list from the workbench, and reaches the server', async ({
  desk,
  backend,
}) => {
  const { page } = desk;
  const session = await signIn(backend.address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  // Nothing was promised to him and he waits for no answer, so that the follow-up is all there is of him today.
  const written = new Set(
    (
      await Promise.all([
        rowsOf(backend.address, session, 'interaction'),
        rowsOf(backend.address, session, 'complaint'),
      ])
    ).flatMap((rows) => rows.map((one) => one.customerCode)),
  );
  const customer = (await rowsOf(backend.address, session, 'customer')).find(
    (one) => one.closedOn === undefined && !written.has(one.customerCode),
  )!;
  await new SignInPage(page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const workbench = new WorkbenchPage(page);
  await workbench.open();
  const today = workbench.panel('今日安排');
  await today.getByRole('button', { name: '加一个跟进' }).click();

  const form = page.getByRole('dialog', { name: '加一个跟进' });
  const save = form.getByRole('button', { name: /保\s*存/ });
  await expect(form.getByRole('combobox')).toBeFocused();
  await expect(save).toBeDisabled();
  await page.keyboard.type(customer.billingAccountNumber);
  await expect(page.locator('.ant-select-item-option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await form.getByText('拜访', { exact: true }).click();
  await form.getByLabel('要做什么').fill('送续约资料，收设备押金条');
  await save.click();
  await expect(form).toBeHidden();

  const line = today.getByRole('listitem').filter({ hasText: '送续约资料，收设备押金条' });
  await expect(line).toContainText(customer.name);
  await expect(line).toHaveAttribute('data-group', 'today');
  // To do it is not to have done it.
  await expect(today.locator('[data-group="done"]').filter({ hasText: customer.name })).toHaveCount(0);
  await expect
    .poll(async () => {
      const rowsThere = await rowsOf(backend.address, session, 'interaction');
      return rowsThere.filter((one) => one.customerCode === customer.customerCode);
    })
    .toMatchObject([
      {
        kind: 'VISIT',
        note: '',
        nextStep: '送续约资料，收设备押金条',
        nextOn: expect.stringMatching(/^\d{4}-/),
      },
    ]);

  // Taken along, it stands in the community where the customer is, with a page about him behind it.
  await today.getByRole('link', { name: '日程' }).click();
  await expect(page.getByRole('heading', { name: '日程', level: 1 })).toBeVisible();
  const community = page.getByRole('region', { name: ACCOUNT_MANAGER.community });
  const stop = community.getByRole('row').filter({ hasText: '送续约资料，收设备押金条' });
  await expect(stop).toContainText('拜访');
  await expect(stop.getByRole('link', { name: customer.name })).toBeVisible();
  await stop.getByRole('link', { name: '一页摘要' }).click();
  await expect(page.getByRole('heading', { name: `${customer.name} 交接单` })).toBeVisible();
  await expect(page.getByText('送续约资料，收设备押金条')).toBeVisible();
  await page.goBack();

  // What was only arranged is no visit of the month yet: the report counts those that took place.
  await page.getByRole('link', { name: '工作月报' }).click();
  const figures = page.getByRole('region', { name: '工作月报' });
  const told = (await rowsOf(backend.address, session, 'interaction')).filter(
    ({ staffNo, kind, happenedAt, note, outcome, nextOn }) =>
      staffNo === ACCOUNT_MANAGER.staffNo &&
      kind === 'VISIT' &&
      happenedAt.startsWith(monthOf(dayOf(new Date()))) &&
      (note !== '' || outcome !== '' || nextOn === undefined),
  );
  await expect(figures).toContainText(new RegExp(`拜访${told.length}(?!\\d)`));
});
