import { expect, test, type Machine } from '../support/desktop.ts';
import { startAtCustomers } from './sign-in-here.ts';

const windowOf = ({ app }: Machine) =>
  app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return {
      visible: window?.isVisible(),
      least: window?.getMinimumSize(),
      title: window?.getTitle(),
      zoom: window?.webContents.getZoomLevel(),
    };
  });

test('the icon beside the clock tells how synchronisation stands, brings the window back and ends the application', async ({
  machine,
  backend,
}) => {
  test.skip(process.platform === 'darwin', 'macOS has its dock instead');
  await machine.start({ server: backend.address });
  await machine.tray.watch();
  const { page } = await startAtCustomers(machine, backend, machine.page);
  const told = /^已核对一致/;
  await expect.poll(() => machine.tray.text()).toMatch(/^渠道营销支撑 · 已核对一致/);
  expect(await machine.tray.entries()).toEqual([
    { label: expect.stringMatching(told) as unknown as string, enabled: false },
    { label: '打开渠道营销支撑', enabled: true },
    { label: '退出', enabled: true },
  ]);

  await page.getByRole('menuitem', { name: '设置' }).click();
  await page.getByRole('switch', { name: '关闭窗口后' }).click();
  await machine.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(async () => (await windowOf(machine)).visible).toBe(false);
  await machine.tray.choose('打开渠道营销支撑');
  await expect.poll(async () => (await windowOf(machine)).visible).toBe(true);
  await expect(page.getByRole('heading', { name: '设置' })).toBeVisible();

  await page.getByRole('button', { name: /^登录人员/ }).click();
  await page.getByRole('menuitem', { name: 'English' }).click();
  await expect
    .poll(async () => (await machine.tray.entries()).map(({ label }) => label).slice(1))
    .toEqual(['Open ChannelDesk', 'Quit']);
  await machine.tray.choose('Quit');
  expect(await machine.ended()).toBe(0);
});

test('started with the session it waits beside the clock, in the language of its command line, until it is wanted', async ({
  machine,
  backend,
}) => {
  test.skip(process.platform === 'darwin', 'macOS has its dock instead');
  const page = await machine.start({ server: backend.address, args: ['--hidden', '--lang=en-US'] });
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect((await windowOf(machine)).visible).toBe(false);
  expect(await machine.startSecond()).toBe(0);
  await expect.poll(async () => (await windowOf(machine)).visible).toBe(true);
});

test('the native menu has words for every entry, and no two entries hear the same key', async ({
  machine,
}) => {
  test.skip(process.platform === 'darwin', 'on macOS the menu of the application comes first');
  await machine.start();
  const entries = await machine.menu.entries();
  expect(entries.filter(({ label }) => label.trim() === '')).toEqual([]);
  const keys = entries.flatMap(({ accelerator }) => accelerator ?? []);
  expect(new Set(keys).size).toBe(keys.length);
  const heard = Object.fromEntries(
    entries.flatMap(({ label, accelerator }) => (accelerator === undefined ? [] : [[accelerator, label]])),
  ) as Record<string, string>;
  expect(heard).toMatchObject({
    'CmdOrCtrl+P': '打印…',
    'Ctrl+Q': '退出',
    'CmdOrCtrl+=': '放大',
    'CmdOrCtrl+-': '缩小',
    'CmdOrCtrl+0': '实际大小',
  });
  const ended = machine.ended();
  await machine.menu.press('Ctrl+Q').catch(() => undefined);
  expect(await ended).toBe(0);
});

test('zoom makes the page larger and smaller within limits, and is kept', async ({ machine }) => {
  const page = await machine.start();
  const widthOf = () => machine.page.evaluate(() => innerWidth);
  const usual = await page.evaluate(() => innerWidth);
  await machine.menu.press('CmdOrCtrl+=');
  await machine.menu.press('CmdOrCtrl+=');
  await expect.poll(widthOf).toBeLessThan(usual * 0.9);
  const larger = await widthOf();
  expect((await windowOf(machine)).zoom).toBe(1);

  await machine.restart();
  await expect.poll(widthOf).toBe(larger);
  for (let i = 0; i < 12; i++) await machine.menu.press('CmdOrCtrl+-');
  expect((await windowOf(machine)).zoom).toBe(-3);
  await machine.menu.press('CmdOrCtrl+0');
  await expect.poll(widthOf).toBe(usual);
});

test('the window is called by its screen, its bar is the title bar, and everything fits into its least size', async ({
  machine,
  backend,
}) => {
  const { page } = await startAtCustomers(machine, backend);
  const { least } = await windowOf(machine);
  expect(least).toEqual([1180, 720]);
  await machine.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ width: 1180, height: 720 }),
  );
  await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([1180, 720]);
  for (const [entry, heading] of [
    ['工作台', '工作台'],
    ['客户查询', '客户查询'],
    ['提醒', '提醒'],
    ['投诉', '投诉'],
    ['设置', '设置'],
  ] as const) {
    await page.getByRole('menuitem', { name: entry }).click();
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    await expect.poll(async () => (await windowOf(machine)).title).toBe(`${heading} · 渠道营销支撑`);
    const overflow = await page.evaluate(() => ({
      right: document.documentElement.scrollWidth - innerWidth,
      below: document.documentElement.scrollHeight - innerHeight,
    }));
    expect(overflow, entry).toEqual({ right: 0, below: 0 });
  }
  const bar = page.getByRole('banner');
  await expect(bar).toContainText('渠道营销支撑');
  const drags = (selector: string) =>
    page.evaluate(
      (css) => getComputedStyle(document.querySelector(css) ?? document.body).getPropertyValue('app-region'),
      selector,
    );
  // A hand takes the window by the bar, and presses what lies on it.
  expect(await drags('header')).toBe('drag');
  expect(await drags('header input')).toBe('no-drag');
});
