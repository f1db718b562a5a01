import { CustomerPage } from './pages/customer.ts';
import { SignInPage } from './pages/sign-in.ts';
import { SyncPanel } from './pages/sync-panel.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD } from './support/people.ts';
import { rowsOf, signIn, writeContact } from './support/server-view.ts';
import { expect, test } from './support/test.ts';
import type { Page } from '@playwright/test';
import type { Customer } from '../shared/domain/rows.ts';

const THEIRS = '财务在二楼，周三不在';
const MINE = '周三上午可以上门';

const customersOf = async (address: string): Promise<Customer[]> => {
  const session = await signIn(address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const rows = await rowsOf(address, session, 'customer');
  return rows.filter((customer) => customer.closedOn === undefined);
};
const remarkOf = async (address: string, customerCode: string): Promise<string | undefined> =>
  (await customersOf(address)).find((one) => one.customerCode === customerCode)?.contact.remark;

/** Both write the remark of this customer: the other one while the form stands open here. */
async function bothWrite(page: Page, address: string, customer: Customer): Promise<void> {
  await new CustomerPage(page).open(customer.customerCode);
  await page.getByRole('button', { name: '改资料' }).click();
  const form = page.getByRole('dialog', { name: '改资料' });
  await form.getByLabel('备注').fill(MINE);
  const other = await signIn(address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const result = await writeContact(address, other, customer.customerCode, [
    { field: 'remark', from: customer.contact.remark, to: THEIRS },
  ]);
  expect(result.status).toBe('applied');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(new SyncPanel(page).pill).toContainText('1 条需处理');
}

test('[C6] a conflict shows both values side by side, and mine can be kept', async ({ desk, backend }) => {
  const { page } = desk;
  const [customer] = await customersOf(backend.address);
  await new SignInPage(page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await bothWrite(page, backend.address, customer!);

  const panel = new SyncPanel(page);
  await panel.open();
  const card = panel.section('需要处理').getByRole('article');
  await expect(card).toHaveAccessibleName(`${customer!.name} 备注`);
  const values = card.getByRole('row', { name: /^现值/ }).getByRole('cell');
  await expect(values).toHaveText([MINE, THEIRS]);
  await card.getByRole('button', { name: '保留我的' }).click();

  await expect(panel.section('需要处理')).toBeHidden();
  await expect.poll(() => remarkOf(backend.address, customer!.customerCode)).toBe(MINE);
  await panel.close();
  await expect(panel.pill).toContainText('已核对一致');
  await expect(new CustomerPage(page).panel('资料')).toContainText(MINE);
});

test('[C6] the value of the server can be taken, and mine is gone here and there', async ({
  desk,
  backend,
}) => {
  const { page } = desk;
  const [, customer] = await customersOf(backend.address);
  await new SignInPage(page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await bothWrite(page, backend.address, customer!);

  const panel = new SyncPanel(page);
  await panel.open();
  await panel.section('需要处理').getByRole('button', { name: '用服务器的' }).click();
  await expect(panel.section('需要处理')).toBeHidden();
  await panel.close();
  await expect(new CustomerPage(page).panel('资料')).toContainText(THEIRS);
  expect(await remarkOf(backend.address, customer!.customerCode)).toBe(THEIRS);
});

test('[C6] what the server refused is kept with the reason, is changed, and arrives', async ({
  desk,
  backend,
}) => {
  const { page } = desk;
  const [, , customer] = await customersOf(backend.address);
  await new SignInPage(page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const screen = new CustomerPage(page);
  await screen.open(customer!.customerCode);
  // What a spreadsheet may leave in a copied text, and no PostgreSQL text may hold.
  await screen.writeNote('已报价\u0000，待回复');

  const panel = new SyncPanel(page);
  await expect(panel.pill).toContainText('1 条需处理');
  await panel.open();
  const card = panel.section('需要处理').getByRole('article');
  await expect(card).toContainText('服务器认为内容不完整或不合规定');
  await expect(card).toContainText('已报价');
  await card.getByRole('button', { name: '改后再传' }).click();
  const form = page.getByRole('dialog', { name: /改后再传/ });
  await form.getByRole('textbox', { name: '内容' }).fill('已报价，待回复');
  await form.getByRole('button', { name: '存下并上传' }).click();

  await expect(panel.section('需要处理')).toBeHidden();
  await expect
    .poll(async () => {
      const session = await signIn(backend.address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
      const notes = await rowsOf(backend.address, session, 'interaction');
      return notes.filter((one) => one.note.startsWith('已报价')).map((one) => one.note);
    })
    .toEqual(['已报价，待回复']);
  await panel.close();
  await expect(screen.timeline.getByText('已报价，待回复')).toBeVisible();
});
