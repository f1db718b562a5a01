import type { Page } from '@playwright/test';
import { CustomerPage } from '../pages/customer.ts';
import { CustomersPage } from '../pages/customers.ts';
import { SignInPage } from '../pages/sign-in.ts';
import type { Backend } from '../support/backend.ts';
import type { Machine } from '../support/desktop.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD } from '../support/people.ts';
import { rowsOf, signIn } from '../support/server-view.ts';
import { expect } from '../support/test.ts';

/** Signs in on the page that is there (a desktop has no address to go to), and waits for the first download. */
export async function signInHere(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
  await new SignInPage(page).submit(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await isInSync(page);
}

/** From wherever the day begins. */
export async function openCustomers(page: Page): Promise<void> {
  await page.getByRole('menuitem', { name: '客户查询' }).click();
  await expect(page.getByRole('heading', { name: '客户查询' })).toBeVisible();
}

/** All that this person may hold, checked against the server. */
export async function isInSync(page: Page): Promise<void> {
  await expect(page.getByText(/已核对一致/)).toBeVisible({ timeout: 30_000 });
}

/** A machine on which somebody has just signed in, at the list of customers; started here unless it runs already. */
export async function startAtCustomers(
  machine: Machine,
  backend: Backend,
  started?: Page,
): Promise<CustomersPage> {
  const page = started ?? (await machine.start({ server: backend.address }));
  await signInHere(page);
  await openCustomers(page);
  return new CustomersPage(page);
}

/** Opens the first customer of the list; resolves when its page is there. */
export async function openFirstCustomer(page: Page): Promise<CustomerPage> {
  await openCustomers(page);
  await new CustomersPage(page).rows.first().getByRole('link').first().click();
  const customer = new CustomerPage(page);
  await expect(customer.panel('资料')).toBeVisible();
  return customer;
}

/**
 * Signs in on a new machine and writes a note while the server is down, then carries on with `whileDown`; the server
 * is back when this resolves.
 */
export async function writeNoteWithoutServer(
  machine: Machine,
  backend: Backend,
  note: string,
  whileDown: () => Promise<void>,
): Promise<void> {
  const page = await machine.start({ server: backend.address });
  await signInHere(page);
  await backend.stop();
  try {
    const customer = await openFirstCustomer(page);
    await customer.writeNote(note);
    await expect(customer.timeline.getByText('待传')).toBeVisible();
    await whileDown();
  } finally {
    await backend.start();
  }
}

/** How many rows the server holds that say this. */
export async function notesHeld(backend: Backend, note: string): Promise<number> {
  const session = await signIn(backend.address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  return (await rowsOf(backend.address, session, 'interaction')).filter((row) => row.note === note).length;
}
