import { expect, test } from './support/test.ts';
import { DEMO_PASSWORD, TEAM_LEAD } from './support/people.ts';
import { SignInPage } from './pages/sign-in.ts';

/** 1,234.56 → 1234.56. */
const amount = (text: string): number => Number(text.replaceAll(',', ''));

test('a leader reads a report, sees who is behind a figure, compares two months and takes it away', async ({
  desk,
}) => {
  test.setTimeout(180_000);
  const { page } = desk;
  await new SignInPage(page).enter(TEAM_LEAD.staffNo, DEMO_PASSWORD);
  await page.getByRole('menuitem', { name: '固定报表' }).click();

  const table = page.getByRole('table');
  const row = (name: string) => table.getByRole('row', { name: new RegExp(`^${name}`) });
  await test.step('the classes add up to the total, and the definition stands beside them', async () => {
    await expect(row('月租')).toBeVisible();
    const totals = await table.locator('tbody tr td:nth-child(7)').allTextContents();
    const whole = (await table.locator('tfoot td:nth-child(7)').textContent())!;
    const sum = totals.reduce((all, one) => all + Math.round(amount(one) * 100), 0);
    expect(sum).toBe(Math.round(amount(whole) * 100));
    await expect(page.getByText('本行合计 ÷ 全部类别合计')).toBeVisible();
    await expect(page.getByText(/经营分析 2026-10/)).toBeVisible();
  });

  await test.step('another month beside it says what has changed', async () => {
    await page.getByLabel('对比账期').click();
    await page.getByTitle('对比 2026-09').click();
    await expect(row('合计').locator('td').nth(6)).toContainText(/[+−]/);
  });

  await test.step('a unit a row', async () => {
    await page.getByText('按单位', { exact: true }).click();
    await expect(row(TEAM_LEAD.zone)).not.toHaveCount(0);
    await page.getByText('按项目', { exact: true }).click();
  });

  await test.step('a figure opens those whom it counts, and the way back brings the report', async () => {
    await page.getByRole('button', { name: '欠费账龄分单位' }).click();
    await expect(page.getByText('来源只给现状，没有往月可比')).toBeVisible();
    const cell = row('合计').getByRole('button').nth(1);
    const customers = await cell.textContent();
    await cell.click();
    await expect(page.getByText('欠费账龄分单位 · 全部 · 欠费客户')).toBeVisible();
    await expect(page.getByRole('tab', { selected: true })).toHaveText(new RegExp(` ?${customers}$`));
    await page.goBack();
    await expect(row('6 个月起')).toBeVisible();
  });

  await test.step('it goes out as a workbook', async () => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '导出 Excel' }).click();
    expect((await download).suggestedFilename()).toMatch(/欠费账龄分单位.*\.xlsx$/);
  });

  await test.step('marketing control and business analysis have figures', async () => {
    await page.getByRole('menuitem', { name: '存量分析' }).click();
    await expect(row('合计')).toBeVisible();
    await page.getByRole('menuitem', { name: '商务分析' }).click();
    await expect(page.getByRole('button', { name: /^已到期|^2027-/ }).first()).toBeVisible();
  });
});
