import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DesktopBridge } from '../../shared/ipc/bridge.ts';
import type { CallName } from '../../shared/ipc/channels.ts';
import { SignInPage } from '../pages/sign-in.ts';
import { expect, test, type Machine } from '../support/desktop.ts';
import { DEMO_PASSWORD, SYSTEM_ADMIN } from '../support/people.ts';
import { CALL_OF, refusedValues } from './bridge-values.ts';
import { isInSync, signInHere } from './sign-in-here.ts';

type Desk = typeof globalThis & { desktop: DesktopBridge };
type AnyBridge = Record<string, (value?: unknown) => Promise<unknown>>;

const SEED = 20_261_122;
const TRIES = 60;
const REFUSED: unknown = expect.stringContaining("'start.read': Error: refused");

/** Electron's list for secure applications, on what is built: https://www.electronjs.org/docs/latest/tutorial/security */
test('every window is isolated, sandboxed and without Node', async ({ machine }) => {
  await machine.start();
  const windows = await machine.app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => {
      const known = contents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      return known.getLastWebPreferences();
    }),
  );
  expect(windows).toHaveLength(1);
  for (const preferences of windows) {
    expect(preferences).toMatchObject({ contextIsolation: true, sandbox: true, webSecurity: true });
    for (const off of [
      'nodeIntegration',
      'nodeIntegrationInWorker',
      'nodeIntegrationInSubFrames',
      'allowRunningInsecureContent',
      'experimentalFeatures',
      'webviewTag',
      'navigateOnDragDrop',
    ])
      expect(preferences[off] ?? false, off).toBe(false);
    expect(preferences['enableBlinkFeatures'] ?? '').toBe('');
    expect(String(preferences['preload'])).toMatch(/dist[\\/]preload[\\/]index\.cjs$/);
  }
});

test('the page sees one frozen object of named functions, and nothing of Node or Electron', async ({
  machine,
}) => {
  const page = await machine.start();
  const seen = await page.evaluate(() => {
    const world = globalThis as unknown as Record<string, unknown>;
    const { desktop } = globalThis as Desk;
    const before = desktop.readStart;
    try {
      (desktop as unknown as Record<string, unknown>)['readStart'] = () => 'replaced';
    } catch {
      // In strict code a frozen object says so.
    }
    return {
      leaked: [
        'require',
        'process',
        'module',
        'Buffer',
        'global',
        'electron',
        'ipcRenderer',
        '__electronLog',
      ].filter((name) => name in world),
      names: Object.keys(desktop).sort(),
      kinds: [...new Set(Object.values(desktop).map((value) => typeof value))],
      replaced: desktop.readStart !== before,
      frozen: Object.isFrozen(desktop),
    };
  });
  expect(seen).toEqual({
    leaked: [],
    names: [...Object.keys(CALL_OF), 'onLink', 'onResume', 'onUpdate'].sort(),
    kinds: ['function'],
    replaced: false,
    frozen: true,
  });
});

test('the policy of the page comes with its headers and is kept by the browser', async ({ machine }) => {
  const page = await machine.start();
  const policy = await page.evaluate(async () =>
    (await fetch('index.html')).headers.get('content-security-policy'),
  );
  const directives = new Map(
    (policy ?? '').split(';').map((text) => {
      const [name = '', ...values] = text.trim().split(/\s+/);
      return [name, values.join(' ')] as const;
    }),
  );
  expect(Object.fromEntries(directives)).toMatchObject({
    'default-src': "'none'",
    'script-src': "'self' 'wasm-unsafe-eval'",
    'connect-src': "'self'",
    'object-src': "'none'",
    'frame-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
  });
  const tried = await page.evaluate(async () => {
    const violations: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      violations.push(event.effectiveDirective),
    );
    const run = globalThis as unknown as Record<string, boolean>;
    const inline = document.createElement('script');
    inline.textContent = 'globalThis.inlineRan = true';
    document.head.append(inline);
    const frame = document.createElement('iframe');
    frame.src = 'https://example.com/';
    document.body.append(frame);
    const image = document.createElement('img');
    image.src = 'https://example.com/pixel.png';
    document.body.append(image);
    // Outside of the evaluation that a debugger makes, which is allowed what the page is not.
    const evaluated = await new Promise<boolean>((resolve) =>
      setTimeout(() => {
        try {
          const made = new Function('return true') as () => boolean;
          resolve(made());
        } catch {
          resolve(false);
        }
      }),
    );
    const fetched = await fetch('https://example.com/').then(
      () => true,
      () => false,
    );
    await new Promise((resume) => setTimeout(resume, 300));
    frame.remove();
    image.remove();
    return {
      inline: run['inlineRan'] ?? false,
      evaluated,
      fetched,
      violations: [...new Set(violations)].sort(),
    };
  });
  expect(tried).toEqual({
    inline: false,
    evaluated: false,
    fetched: false,
    violations: ['connect-src', 'frame-src', 'img-src', 'script-src', 'script-src-elem'],
  });
});

test('a page is granted storage that stays, and no device, place or message', async ({ machine }) => {
  const page = await machine.start();
  await expect.poll(() => permission(page, 'persistent-storage')).toBe('granted');
  for (const name of [
    'geolocation',
    'notifications',
    'camera',
    'microphone',
    'midi',
    'clipboard-read',
    'local-fonts',
  ])
    expect(await permission(page, name), name).toBe('denied');
  const used = await page.evaluate(async () => ({
    place: await new Promise((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('told'),
        ({ code }) => resolve(code),
      ),
    ),
    camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'seen',
      (error: Error) => error.name,
    ),
    notification: await Notification.requestPermission(),
  }));
  // A policy of the page forbids what the application forbids as well; either refusal will do.
  expect(used).toEqual({
    place: 1,
    camera: expect.stringMatching(/NotAllowed|NotFound/) as unknown as string,
    notification: 'denied',
  });
});

const permission = (page: Awaited<ReturnType<Machine['start']>>, name: string): Promise<string> =>
  page.evaluate(
    async (asked) => (await navigator.permissions.query({ name: asked as PermissionName })).state,
    name,
  );

test('no page leads away, neither by script nor by link nor by form', async ({ machine }) => {
  const page = await machine.start();
  const here = page.url();
  const other = new URL(here);
  other.host = other.host.replace(/^desk/, 'elsewhere');
  await page.evaluate(() => Object.assign(globalThis, { stayed: true }));
  for (const target of ['https://example.com/', 'http://127.0.0.1:9/', other.href])
    for (const way of ['script', 'link', 'form'] as const)
      await page.evaluate(
        async ([address, by]) => {
          const form = document.createElement('form');
          form.action = address;
          const link = document.createElement('a');
          link.href = address;
          document.body.append(form, link);
          if (by === 'script') location.href = address;
          else if (by === 'link') link.click();
          else form.submit();
          // One wish at a time: the next one would take the place of one that nobody has answered yet.
          await new Promise((resume) => setTimeout(resume, 200));
          form.remove();
          link.remove();
        },
        [target, way] as const,
      );
  expect(page.url()).toBe(here);
  // The very same page, not one that was loaded anew.
  expect(await page.evaluate(() => 'stayed' in globalThis)).toBe(true);
  const shown = await machine.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
  );
  expect(shown).toMatch(/^app:\/\/desk\/index\.html/);
});

test('no page opens a window', async ({ machine, runtime }) => {
  const page = await machine.start();
  for (const target of ['https://example.com/', page.url(), 'about:blank'])
    await page.evaluate((address) => {
      window.open(address);
      const link = document.createElement('a');
      Object.assign(link, { href: address, target: '_blank', rel: 'noopener' });
      document.body.append(link);
      link.click();
      link.remove();
    }, target);
  const windows = () =>
    machine.app.evaluate(({ BrowserWindow, webContents }) => [
      BrowserWindow.getAllWindows().length,
      webContents.getAllWebContents().length,
    ]);
  // Two wishes per address. On Electron none of them becomes a page; on the stand-in each is one for a moment.
  const refused = () => machine.audit().filter(({ kind, detail }) => kind === 'popup' && detail === 'deny');
  if (runtime.kind === 'stand-in') await expect.poll(() => refused().length).toBe(6);
  await expect.poll(() => machine.app.context().pages().length).toBe(1);
  expect(await windows()).toEqual([1, 1]);
  // The page that asked goes on.
  await expect(page.getByRole('heading')).toBeVisible();
});

/** From here on the system opens nothing; what it was asked to open is kept. */
const watchOutside = ({ app }: Machine): Promise<void> =>
  app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { openedOutside: opened });
    shell.openExternal = (url: string) => {
      opened.push(url);
      return Promise.resolve();
    };
  });
const openedOutside = ({ app }: Machine): Promise<string[] | undefined> =>
  app.evaluate(() => (globalThis as typeof globalThis & { openedOutside?: string[] }).openedOutside);

test('only numbers to call and people to write to leave through the system', async ({ machine }) => {
  const page = await machine.start();
  await watchOutside(machine);
  const open = (url: string): Promise<unknown> =>
    page.evaluate((address) => (globalThis as Desk).desktop.openExternal({ url: address }), url);
  const refused = [
    'https://example.com/',
    'http://localhost/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://server/share',
    'channeldesk://customer/KH0000000001',
    'ms-msdt:/id',
    'tel:+86 571; rm -rf /',
    'tel:1?x=https://example.com',
    'mailto:a@example.com?attach=/etc/passwd',
    ' tel:10000',
    'TEL:10000',
  ];
  for (const url of refused) expect(await open(url), url).toEqual({ opened: false });
  for (const url of ['tel:+8657112345678', 'mailto:wen@example.com'])
    expect(await open(url)).toEqual({ opened: true });
  expect(await openedOutside(machine)).toEqual(['tel:+8657112345678', 'mailto:wen@example.com']);
});

test('a link that an administrator puts into the menu opens through the system, and no other address of that site', async ({
  machine,
  backend,
}) => {
  const page = await machine.start({ server: backend.address });
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
  await new SignInPage(page).submit(SYSTEM_ADMIN.staffNo, DEMO_PASSWORD);
  await isInSync(page);
  await watchOutside(machine);

  await page.getByRole('tab', { name: '菜单' }).click();
  await page.getByRole('button', { name: '新增链接' }).click();
  const linking = page.getByRole('dialog');
  await linking.getByRole('textbox', { name: '中文名称' }).fill('办公系统');
  await linking.getByRole('textbox', { name: '打开' }).fill('https://oa.example.com/inbox');
  await linking.getByRole('combobox', { name: '显示的角色' }).fill('区系统管理员');
  await page.keyboard.press('Enter');
  await linking.getByRole('button', { name: /保\s*存/ }).click();
  const entry = page.getByRole('menuitem', { name: '办公系统' });
  await entry.click({ timeout: 60_000 });
  await expect.poll(() => openedOutside(machine)).toEqual(['https://oa.example.com/inbox']);
  for (const url of ['https://oa.example.com/', 'https://oa.example.com/inbox?who=wen'])
    expect(
      await page.evaluate((address) => (globalThis as Desk).desktop.openExternal({ url: address }), url),
      url,
    ).toEqual({ opened: false });
  await page.getByRole('switch', { name: '显示 办公系统' }).click();
  await expect(entry).toHaveCount(0, { timeout: 60_000 });
});

test('a call is answered to the top page of our own window on our own origin, and to nobody else', async ({
  machine,
}) => {
  await machine.start();
  const answers = await machine.app.evaluate(async ({ BrowserWindow }) => {
    const ask = `window.desktop === undefined ? 'no bridge' : window.desktop.readStart().then(() => 'answered', (error) => error.message)`;
    const [first] = BrowserWindow.getAllWindows();
    if (first === undefined) throw new Error('no window');
    const { preload } = (
      first.webContents as unknown as { getLastWebPreferences(): { preload: string } }
    ).getLastWebPreferences();
    const own = String(await first.webContents.executeJavaScript(ask));
    const second = new BrowserWindow({
      show: false,
      webPreferences: { preload, sandbox: true, contextIsolation: true },
    });
    await second.loadURL('app://desk/index.html');
    const otherWindow = String(await second.webContents.executeJavaScript(ask));
    second.destroy();
    // The window itself, on a page that is not ours.
    await first.loadURL('app://elsewhere/index.html').catch(() => undefined);
    const otherPage = String(await first.webContents.executeJavaScript(ask));
    return { own, otherWindow, otherPage };
  });
  expect(answers.own).toBe('answered');
  expect(answers.otherWindow).toMatch(/refused$/);
  expect(answers.otherPage).toMatch(/refused$|^no bridge$/);
  // The page in the second window is ours as well, and does not get beyond its first call.
  for (const { kind, detail } of machine.faults())
    expect([kind, detail]).toEqual(['page-exception', REFUSED]);
  machine.forgetFaults();
  const log = await readFile(join(machine.folder, 'logs', 'main.log'), 'utf8');
  expect(log).toContain('start.read: refused, it was not called by our page');
});

test(`arguments that are not of the contract change nothing and are refused (seed ${SEED})`, async ({
  machine,
}) => {
  const page = await machine.start();
  const settings = join(machine.folder, 'settings.json');
  const before = await readFile(settings, 'utf8');
  for (const [name, call] of Object.entries(CALL_OF) as [string, CallName][]) {
    const values = refusedValues(call, SEED, TRIES);
    expect(values.length, name).toBeGreaterThan(TRIES / 3);
    const answers = await page.evaluate(
      async ([wanted, tried]) => {
        const run = (globalThis as unknown as { desktop: AnyBridge }).desktop[wanted as string];
        const answered: string[] = [];
        for (const value of tried as unknown[])
          answered.push(
            await (run?.(value) ?? Promise.resolve()).then(
              () => 'answered',
              (error: Error) => error.message,
            ),
          );
        return answered;
      },
      [name, values] as const,
    );
    const taken = values.filter((_value, index) => !answers[index]?.endsWith('arguments refused'));
    expect(taken, name).toEqual([]);
  }
  expect(await readFile(settings, 'utf8')).toBe(before);
  expect(
    await machine.app.evaluate(() => (Object.prototype as unknown as Record<string, unknown>)['polluted']),
  ).toBeUndefined();
});

test('what an administrator decides holds: a name over the screen, no pictures of it, the password at every start', async ({
  machine,
  backend,
}) => {
  test.setTimeout(180_000);
  const policy = join(machine.folder, 'policy-for-this-test.json');
  await writeFile(
    policy,
    JSON.stringify({ passwordAtStart: true, watermark: true, contentProtection: true }),
  );
  const page = await machine.start({ server: backend.address, env: { CHANNELDESK_POLICY: policy } });
  expect(
    await machine.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => window.isContentProtected()),
    ),
  ).toEqual([true]);
  await signInHere(page);
  await expect(page.locator('div[style*="background-image"][style*="pointer-events: none"]')).not.toHaveCount(
    0,
  );
  const kept = await readFile(join(machine.folder, 'vault.json'), 'utf8').catch(() => '{}');
  expect(Object.keys(JSON.parse(kept) as object).filter((name) => name.startsWith('master-'))).toEqual([]);

  await backend.stop();
  try {
    const again = await machine.restart();
    // Where the system keeps no sign-in either, its number is asked as well.
    const locked = again.getByRole('heading', { name: '已锁定' });
    await expect(locked.or(again.getByRole('heading', { name: '登录' }))).toBeVisible({ timeout: 60_000 });
    test.skip(!(await locked.isVisible()), 'this system has no key store');
    await expect(again.getByText('每次启动都要输入口令')).toBeVisible();
    await again.getByLabel('口令', { exact: true }).fill(DEMO_PASSWORD);
    await again.getByRole('button', { name: '解锁' }).click();
    await expect(again.getByRole('heading', { name: '工作台' })).toBeVisible({ timeout: 60_000 });
  } finally {
    await backend.start();
  }
});

test('values that cannot be sent are refused in the page and do no harm', async ({ machine }) => {
  const page = await machine.start();
  const answers = await page.evaluate(async () => {
    const { desktop } = globalThis as unknown as { desktop: AnyBridge };
    const endless: Record<string, unknown> = {};
    endless['self'] = endless;
    const trap = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('trapped');
        },
      },
    );
    const told: string[] = [];
    for (const value of [() => 1, Symbol('s'), endless, trap, document.body, new WeakMap()])
      told.push(
        await Promise.resolve()
          .then(() => desktop['writeSetting']?.(value))
          .then(
            () => 'answered',
            () => 'refused',
          ),
      );
    const { version } = (await desktop['readStart']?.()) as { version: string };
    return { told, version };
  });
  expect(answers.told).toEqual(Array.from({ length: 6 }, () => 'refused'));
  expect(answers.version).toMatch(/^\d+\.\d+\.\d+$/);
});
