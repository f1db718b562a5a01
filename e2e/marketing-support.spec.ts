import { readFile } from 'node:fs/promises';
import * as XLSX from 'xlsx';
import { SignInPage } from './pages/sign-in.ts';
import { DEMO_PASSWORD, TEAM_LEAD } from './support/people.ts';
import { expect, test } from './support/test.ts';

test('a leader sees whom to offer what and why, writes a rule of his own offline, takes it away and has it called', async ({
  desk,
}) => {
  test.setTimeout(240_000);
  const { page, context } = desk;
  await new SignInPage(page).enter(TEAM_LEAD.staffNo, DEMO_PASSWORD);
  await page.getByRole('menuitem', { name: '存量分析' }).click();
  await page.getByText('营销支撑', { exact: true }).click();

  const rules = page.getByRole('navigation', { name: '推荐规则' }).getByRole('listitem');
  const rule = (name: string) => rules.filter({ hasText: name });
  const countOf = async (name: string): Promise<number> =>
    Number((await rule(name).getByRole('button').innerText()).split('\n')[1]!.replaceAll(',', ''));
  const rows = page.getByRole('row').filter({ has: page.getByRole('gridcell') });

  await test.step('six rules stand ready, the first with its customers, their figures and the reason', async () => {
    await expect(rules).toHaveCount(6);
    await expect(rows.first()).toContainText(/协议 \d{4}-\d{2}-\d{2} 到期，还剩 \d+ 天/);
    await expect(page.getByText('协议 60 天内到期；状态为在用')).toBeVisible();
  });

  await test.step('a changed threshold finds more, and what is wrong is said', async () => {
    const before = await countOf('到期续约');
    await page.getByRole('button', { name: '编辑' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('天数').fill('365');
    await drawer.getByLabel('规则名称').fill('');
    await drawer.getByRole('button', { name: '保存' }).click();
    await expect(drawer.getByText('请写规则名称')).toBeVisible();
    await drawer.getByLabel('规则名称').fill('一年内到期');
    await drawer.getByRole('button', { name: '保存' }).click();
    await expect(drawer).toBeHidden();
    await expect(page.getByText('协议 365 天内到期；状态为在用')).toBeVisible();
    expect(await countOf('一年内到期')).toBeGreaterThan(before);
  });

  await test.step('a rule of his own, without a network, is asked first', async () => {
    await context.setOffline(true);
    await page.getByRole('button', { name: '新建规则' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('规则名称').fill('有宽带的');
    await drawer.getByRole('button', { name: '加一条条件' }).click();
    await drawer.getByLabel('推荐什么').fill('提速');
    await drawer.getByRole('textbox', { name: '理由' }).fill('用 {产品}，{到期日} 前可谈');
    await drawer.getByRole('button', { name: '保存' }).click();
    await expect(drawer.getByText(/「到期日」没有对应的条件/)).toBeVisible();
    await drawer.getByRole('textbox', { name: '理由' }).fill('用 {产品}，可以提速');
    const promised = Number(/\d+/.exec(await drawer.getByRole('status').innerText())![0]);
    await drawer.getByRole('button', { name: '保存' }).click();
    await expect(drawer).toBeHidden();
    await expect(rules.first()).toContainText('有宽带的');
    expect(await countOf('有宽带的')).toBe(promised);
    await expect(rows.first()).toContainText('可以提速');
    await context.setOffline(false);
  });

  await test.step('it goes out as a workbook that says why, and into a call list', async () => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '导出', exact: true }).click();
    const file = await download;
    const book = XLSX.read(await readFile(await file.path()));
    const first = XLSX.utils.sheet_to_json<Record<string, unknown>>(book.Sheets[book.SheetNames[0]!]!);
    expect(first).toHaveLength(await countOf('有宽带的'));
    expect(first[0]).toMatchObject({ 推荐: '提速' });
    expect(XLSX.utils.sheet_to_csv(book.Sheets['说明']!)).toContain('有宽带');

    for (const row of [0, 1]) await rows.nth(row).getByRole('checkbox').click();
    await expect(page.getByText('已选 2 户')).toBeVisible();
    await page
      .getByRole('button', { name: /转外呼/ })
      .last()
      .click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('textbox').first()).toHaveValue('有宽带的 · 提速');
    await dialog.getByRole('button', { name: '生成名单' }).click();
    await expect(page).toHaveURL(/\/calls\//);
  });
});
