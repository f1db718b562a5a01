import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine } from '../support/desktop.ts';
import { expect, test } from '../support/desktop.ts';
import { isInSync, signInHere } from './sign-in-here.ts';

/** Linux without a key store of its own encrypts under a key that everybody knows; the product keeps nothing then. */
const hasKeyStore = ({ app }: Machine): Promise<boolean> =>
  app.evaluate(
    ({ safeStorage }) =>
      safeStorage.isEncryptionAvailable() &&
      (process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'),
  );

test('a person stays signed in over a restart', async ({ machine, backend }) => {
  const page = await machine.start({ server: backend.address });
  test.skip(!(await hasKeyStore(machine)), 'this system has no key store');
  await signInHere(page);
  const again = await machine.restart();
  await isInSync(again);
  await expect(again.getByRole('heading', { name: '登录' })).toBeHidden();
  expect(existsSync(join(machine.folder, 'vault.json'))).toBe(true);
});

test('without a key store of the system nothing of a sign-in is written, and the person is asked again', async ({
  machine,
  backend,
}) => {
  const page = await machine.start({ server: backend.address, env: { STANDIN_KEY_STORE: 'none' } });
  test.skip(await hasKeyStore(machine), 'this system has a key store');
  await signInHere(page);
  expect(existsSync(join(machine.folder, 'vault.json'))).toBe(false);
  const again = await machine.restart();
  await expect(again.getByRole('heading', { name: '登录' })).toBeVisible();
});

test('language and theme are kept over a restart, by the page and by the shell around it', async ({
  machine,
  backend,
}) => {
  const page = await machine.start({ server: backend.address });
  await signInHere(page);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await page.getByRole('button', { name: /^登录人员/ }).click();
  await page.getByRole('menuitem', { name: '深色' }).click();
  await page.getByRole('button', { name: /^登录人员/ }).click();
  await page.getByRole('menuitem', { name: 'English' }).click();

  const look = () =>
    machine.app.evaluate(({ Menu, nativeTheme }) => ({
      theme: nativeTheme.themeSource,
      menu: Menu.getApplicationMenu()?.items.map(({ label }) => label),
    }));
  const dark = { theme: 'dark', menu: ['File', 'Edit', 'View', 'Window'] };
  await expect(page.getByRole('menuitem', { name: 'Settings' })).toBeVisible();
  await expect.poll(look).toEqual(dark);

  // The first page that is drawn is the right one already.
  const again = await machine.restart();
  await expect(again.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(again.locator('html')).toHaveAttribute('lang', 'en-US');
  expect(await look()).toEqual(dark);
  await expect
    .poll(() => again.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches))
    .toBe(true);
});

test('a window opens where and as large as it was left', async ({ machine }) => {
  await machine.start();
  const left = { x: 40, y: 30, width: 1300, height: 800 };
  await machine.app.evaluate(({ BrowserWindow }, bounds) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(bounds);
  }, left);
  const page = await machine.restart();
  expect(
    await machine.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds()),
  ).toEqual(left);
  const size = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  expect(size).toEqual({ width: left.width, height: left.height });
});
