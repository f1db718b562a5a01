import { readFile } from 'node:fs/promises';
import * as XLSX from 'xlsx';
import { CustomersPage } from './pages/customers.ts';
import { SignInPage } from './pages/sign-in.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD } from './support/people.ts';
import { rowsOf, signIn } from './support/server-view.ts';
import { expect, test } from './support/test.ts';

test('an exported list holds every customer, row by row as the server has it, with its sources', async ({
  desk,
  backend,
}) => {
  await new SignInPage(desk.page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const session = await signIn(backend.address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const customers = (await rowsOf(backend.address, session, 'customer')).filter(
    (c) => c.closedOn === undefined,
  );
  const balances = new Map(
    (await rowsOf(backend.address, session, 'balance')).map((b) => [b.customerCode, b]),
  );
  expect(await new CustomersPage(desk.page).total()).toBe(customers.length);

  const download = desk.page.waitForEvent('download');
  await desk.page.getByRole('button', { name: '导出', exact: true }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^客户列单_.+_\d{8}-\d{4}\.xlsx$/);
  const book = XLSX.read(await readFile(await file.path()));

  const [first, notes] = book.SheetNames;
  expect(notes).toBe('说明');
  const rows = XLSX.utils.sheet_to_json<Record<string, string | number>>(book.Sheets[first!]!, { raw: true });
  expect(rows).toHaveLength(customers.length);
  const byCode = new Map(rows.map((row) => [row['客户编码'], row]));
  for (const customer of customers) {
    const row = byCode.get(customer.customerCode)!;
    expect(row['客户名称']).toBe(customer.name);
    expect(row['合同号']).toBe(customer.billingAccountNumber);
    expect(String(row['业务接入号'])).toContain(customer.subscriptions[0]!.accessNumber);
    const owed =
      balances.get(customer.customerCode)?.arrears.reduce((sum, item) => sum + item.amount, 0) ?? 0;
    expect(Math.round(Number(row['欠费']) * 100)).toBe(owed);
  }

  const said = XLSX.utils.sheet_to_csv(book.Sheets['说明']!);
  expect(said).toContain(ACCOUNT_MANAGER.name);
  expect(said).toContain(String(customers.length));
  for (const source of ['计费', '营账', '经营分析']) expect(said).toContain(source);
});
