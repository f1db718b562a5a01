import { CustomerPage } from '../pages/customer.ts';
import { CustomersPage } from '../pages/customers.ts';
import { SyncPanel } from '../pages/sync-panel.ts';
import { expect, test } from '../support/desktop.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD } from '../support/people.ts';
import { rowsOf, signIn } from '../support/server-view.ts';
import { openCustomers, signInHere } from './sign-in-here.ts';

test('[C5] a note written offline outlives SIGKILL of the window and of the main process, and arrives once', async ({
  machine,
  backend,
}) => {
  const note = '断电前写下的一句';
  const page = await machine.start({ server: backend.address });
  await signInHere(page);
  await backend.stop();
  try {
    await openCustomers(page);
    await new CustomersPage(page).rows.first().getByRole('link').first().click();
    const customer = new CustomerPage(page);
    await expect(customer.panel('资料')).toBeVisible();
    await customer.writeNote(note);
    await expect(customer.timeline.getByText('待传')).toBeVisible();

    // The application draws its window anew by itself.
    await machine.killWindow();
    await expect.poll(() => machine.textOfWindow(), { timeout: 30_000 }).toContain('1 条待传');

    await machine.killMain();
    const after = await machine.start();
    await expect(new SyncPanel(after).pill).toContainText('1 条待传', { timeout: 30_000 });
  } finally {
    await backend.start();
  }
  const panel = new SyncPanel(machine.page);
  await panel.open();
  await expect(panel.section('待上传')).toContainText(/没有待上传的内容|断电前写下的一句/);
  await machine.page.getByRole('button', { name: '立即同步' }).click();
  await expect(panel.section('待上传')).toContainText('没有待上传的内容', { timeout: 30_000 });

  const held = async (): Promise<number> => {
    const session = await signIn(backend.address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
    return (await rowsOf(backend.address, session, 'interaction')).filter((row) => row.note === note).length;
  };
  await expect.poll(held).toBe(1);
  // Neither of the two copies on this machine is sent once more.
  await machine.killMain();
  const last = await machine.start();
  await expect(new SyncPanel(last).pill).toContainText('已核对一致', { timeout: 30_000 });
  expect(await held()).toBe(1);
});
