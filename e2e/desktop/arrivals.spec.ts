import type { Page } from '@playwright/test';
import type { DesktopBridge } from '../../shared/ipc/bridge.ts';
import { CustomerPage } from '../pages/customer.ts';
import { CustomersPage } from '../pages/customers.ts';
import { expect, test, type Machine } from '../support/desktop.ts';
import { openCustomers, signInHere } from './sign-in-here.ts';

type Desk = typeof globalThis & { desktop: DesktopBridge };

const windowOf = ({ app }: Machine) =>
  app.evaluate(({ BrowserWindow }) => {
    const windows = BrowserWindow.getAllWindows();
    return { count: windows.length, visible: windows[0]?.isVisible(), minimized: windows[0]?.isMinimized() };
  });
const OPEN = { count: 1, visible: true, minimized: false };

async function someCustomer(page: Page): Promise<string> {
  await openCustomers(page);
  const link = new CustomersPage(page).rows.first().getByRole('link').first();
  const [code = ''] = /KH\d{10}/.exec((await link.getAttribute('href')) ?? '') ?? [];
  expect(code).not.toBe('');
  return code;
}

async function isAtCustomer(page: Page, code: string): Promise<void> {
  await expect(page).toHaveURL(new RegExp(`#/customers/${code}$`));
  await expect(new CustomerPage(page).panel('资料')).toBeVisible();
}

test('a notification that is clicked brings the window back and opens the customer', async ({
  machine,
  backend,
}) => {
  const page = await machine.start({ server: backend.address });
  await signInHere(page);
  const customerCode = await someCustomer(page);
  await machine.notifications.watch();
  const shown = await page.evaluate(
    (code) =>
      (globalThis as Desk).desktop.showNotification({
        tag: 'agreement',
        title: '协议明天到期',
        body: '1 户要联系',
        target: { kind: 'customer', customerCode: code },
      }),
    customerCode,
  );
  expect(shown).toEqual({ shown: true });
  expect(await machine.notifications.shown()).toEqual([{ title: '协议明天到期', body: '1 户要联系' }]);

  await machine.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  await machine.notifications.click('协议明天到期');
  await isAtCustomer(page, customerCode);
  await expect.poll(() => windowOf(machine)).toEqual(OPEN);
});

test('a link opens the customer: at the start, by a second start, and as an event of the system', async ({
  machine,
  backend,
}) => {
  const page = await machine.start({ server: backend.address });
  await signInHere(page);
  const customerCode = await someCustomer(page);
  const link = `channeldesk://customer/${customerCode}`;

  await machine.app.evaluate(({ app }, url) => {
    app.emit('open-url', { preventDefault: () => undefined }, url);
  }, link);
  await isAtCustomer(page, customerCode);

  await openCustomers(page);
  await machine.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  expect(await machine.startSecond([link])).toBe(0);
  await isAtCustomer(page, customerCode);
  expect(await windowOf(machine)).toEqual(OPEN);

  const started = await machine.restart({ server: backend.address, args: [link] });
  await isAtCustomer(started, customerCode);
});

test('a second start ends at once and brings the first window to the front', async ({ machine }) => {
  await machine.start();
  await machine.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  expect((await windowOf(machine)).visible).toBe(false);
  expect(await machine.startSecond()).toBe(0);
  await expect.poll(() => windowOf(machine)).toEqual(OPEN);
});

test('a link that is not exactly of its form leads nowhere', async ({ machine, backend }) => {
  const page = await machine.start({ server: backend.address });
  await signInHere(page);
  const before = page.url();
  for (const link of [
    'channeldesk://customer/../../settings',
    'channeldesk://customer/KH1',
    'channeldesk://evil.example.com/#/customers/KH0000000001',
    'channeldesk://customer/KH0000000001?then=https://example.com',
  ])
    await machine.app.evaluate(({ app }, url) => {
      app.emit('open-url', { preventDefault: () => undefined }, url);
    }, link);
  expect(await machine.startSecond(['channeldesk://customer/KH0000000001/../x'])).toBe(0);
  expect(await page.evaluate(() => (globalThis as Desk).desktop.takeLink())).toBeNull();
  expect(page.url()).toBe(before);
});
