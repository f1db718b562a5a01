import { readFile } from 'node:fs/promises';
import * as XLSX from 'xlsx';
import { cabinetRulesResponse } from '../shared/api/cabinets.ts';
import { segmentReport } from '../shared/api/outbound.ts';
import { findingsResponse } from '../shared/api/quality.ts';
import { SignInPage } from './pages/sign-in.ts';
import { DEMO_PASSWORD, NETWORK_ADMIN } from './support/people.ts';
import { signIn } from './support/server-view.ts';
import { expect, test } from './support/test.ts';

test.setTimeout(240_000);

/** The cell of a workbook's first sheet, by line and column. */
const rowsOf = (bytes: Buffer): string[][] => {
  const book = XLSX.read(bytes);
  return XLSX.utils.sheet_to_json(book.Sheets[book.SheetNames[0]!]!, { header: 1, raw: false, defval: '' });
};

test('a cabinet rule is changed: looked at first, nobody moves unless asked; findings and segments are shown and exported', async ({
  desk,
  backend,
}) => {
  const { page } = desk;
  const session = await signIn(backend.address, NETWORK_ADMIN.staffNo, DEMO_PASSWORD);
  const get = async (path: string): Promise<unknown> => {
    const response = await fetch(`${backend.address}${path}`, {
      headers: { authorization: `Bearer ${session.access_token}`, 'sync-protocol': '1' },
    });
    return response.json();
  };
  const rules = async (search: string) =>
    cabinetRulesResponse.parse(await get(`/cabinets/v1/rules?search=${encodeURIComponent(search)}`));
  await new SignInPage(page).enter(NETWORK_ADMIN.staffNo, DEMO_PASSWORD);

  // The rules, found by a cabinet.
  await page.getByRole('menuitem', { name: '交接箱' }).click();
  const { total, rules: some } = await rules('');
  await expect(page.getByRole('heading', { name: '交接箱' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText(`${total.toLocaleString('en')} 条规则`);
  const rule = some.find((one) => one.community_code !== null && !one.community_code.endsWith('-0'))!;
  const search = page.getByRole('searchbox', { name: /交接箱/ });
  await search.fill(rule.cabinet);
  await search.press('Enter');
  const found = (await rules(rule.cabinet)).total;
  await expect(page.getByRole('main')).toContainText(`${found} 条规则`);

  // Changed: nothing can be saved before its effect was looked at.
  await page
    .getByRole('button', { name: new RegExp(`^修改 ${rule.cabinet}`) })
    .first()
    .click();
  const drawer = page.getByRole('dialog', { name: '修改交接箱规则' });
  const save = drawer.getByRole('button', { name: /^保存/ });
  await expect(save).toBeDisabled();
  await drawer.getByRole('textbox', { name: '号段止' }).fill('');
  await drawer.getByRole('textbox', { name: '号段起' }).fill('0771-1');
  await drawer.getByRole('button', { name: '预览影响' }).click();
  await expect(drawer).toContainText('号段要有两头，或两头都空');
  await drawer.getByRole('textbox', { name: '号段起' }).fill('');
  await drawer.getByRole('combobox', { name: '社区' }).click();
  const other = some.find(
    (one) => one.community_code !== rule.community_code && one.billing_area === rule.billing_area,
  )!;
  await page.keyboard.type(other.community_code!);
  await page.keyboard.press('Enter');
  await drawer.getByRole('button', { name: '预览影响' }).click();
  await expect(drawer).toContainText(/\d+ 户会匹配到别处|没有客户会匹配到别处/);
  await page.screenshot({ path: test.info().outputPath('preview.png') });
  expect((await rules(rule.cabinet)).rules.find((one) => one.rule_id === rule.rule_id)).toEqual(rule);
  await drawer.getByRole('button', { name: '保存规则' }).click();
  await expect(page.getByText('规则已保存，客户都没有动')).toBeVisible();
  await expect(page.getByRole('main')).toContainText('本系统改过');
  expect((await rules(rule.cabinet)).rules.find((one) => one.rule_id === rule.rule_id)).toMatchObject({
    community_code: other.community_code,
    is_local: true,
  });

  // What is wrong in feeds and rules.
  await page.getByRole('menuitem', { name: '数据质量' }).click();
  await page.getByRole('button', { name: '重新检查' }).click();
  await expect(page.getByText(/检查于 \d\d:\d\d/)).toBeVisible({ timeout: 60_000 });
  const findings = findingsResponse.parse(await get('/quality/v1/findings?limit=20000'));
  await expect(page.getByRole('tab', { name: `全部 ${findings.total}` })).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('quality.png') });
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出 Excel' }).click();
  const sheet = rowsOf(await readFile(await (await download).path()));
  expect(sheet[0]).toEqual(['客户编码', '客户名称', '问题', '社区编码', '所在社区', '内容', '发现日期']);
  expect(sheet).toHaveLength(findings.total + 1);
  const withCustomer = findings.findings.find((one) => one.customer_code !== null)!;
  await page.getByRole('link', { name: withCustomer.customer_name! }).first().click();
  await expect(page.getByRole('main')).toContainText(withCustomer.customer_code!);

  // By 统计属性.
  await page.getByRole('menuitem', { name: '数据质量' }).click();
  await page.getByRole('tab', { name: '统计属性' }).click();
  const report = segmentReport.parse(await get('/outbound/v1/segments'));
  const table = page.getByRole('table', { name: '按统计属性' });
  await expect(table.getByRole('row')).toHaveCount(report.lines.length + 2);
  const massMarket = report.lines.reduce((sum, line) => sum + line.customers.MASS_MARKET, 0);
  await expect(table.getByRole('row').last()).toContainText(massMarket.toLocaleString('en'));
  await page.screenshot({ path: test.info().outputPath('segments.png') });
});
