/** The small rules of the shell: what is granted, what may be opened, where a server may be, where a window goes. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { APP_ID, appUserModelId } from './app-id.ts';
import { Busy } from './busy.ts';
import { writeDurably } from './durable-file.ts';
import { mayOpenExternally } from './external-links.ts';
import { fileTrouble } from './file-trouble.ts';
import { launchOptions } from './launch-options.ts';
import { isGranted } from './permissions.ts';
import { parseServerAddress } from './server-address.ts';
import { askServer } from './server-choice.ts';
import { LEAST_SIZE, windowPlace } from './window-place.ts';
import { wordsIn } from './words.ts';

const folders: string[] = [];
const temporary = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'rules-'));
  folders.push(folder);
  return folder;
};
process.on('exit', () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

describe('permissions', () => {
  test('two are granted, to our own page', () => {
    expect(isGranted('clipboard-sanitized-write', 'app://desk/')).toBe(true);
    expect(isGranted('persistent-storage', 'app://desk/index.html')).toBe(true);
    expect(isGranted('clipboard-sanitized-write', 'https://desk.example.com/')).toBe(false);
    expect(isGranted('persistent-storage', '')).toBe(false);
  });

  test.each([
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'openExternal',
    'usb',
    'fileSystem',
    'local-network-access',
    'unknown',
  ])('%s is not', (permission) => expect(isGranted(permission, 'app://desk/')).toBe(false));
});

describe('what may be opened outside', () => {
  test.each(['tel:07712345678', 'tel:+8613300000000', 'tel:9#1', 'mailto:desk@example.com'])(
    '%s may',
    (url) => expect(mayOpenExternally(url)).toBe(true),
  );

  test.each([
    'https://example.com',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'tel:1;ext=2&x=calc.exe',
    'mailto:a@b.c?attach=/etc/passwd',
    'mailto:a@b.c\r\nBcc: x@y.z',
    'ms-settings:',
    'TEL:1\n2',
    '',
  ])('%j may not', (url) => expect(mayOpenExternally(url)).toBe(false));
});

describe('the address of a server', () => {
  test.each([
    ['desk.example.com', 'https://desk.example.com'],
    [' https://Desk.Example.com/ ', 'https://desk.example.com'],
    ['https://desk.example.com:8443', 'https://desk.example.com:8443'],
    ['localhost:8420', 'http://localhost:8420'],
    ['127.0.0.1:8420', 'http://127.0.0.1:8420'],
    ['http://[::1]:8420', 'http://[::1]:8420'],
    ['渠道.example.com', 'https://xn--35wo34e.example.com'],
  ])('%s is %s', (typed, address) => {
    expect(parseServerAddress(typed)).toEqual({ kind: 'address', address });
  });

  test.each([
    ['http://desk.example.com', 'notEncrypted'],
    ['http://localhost.evil.com', 'notEncrypted'],
    ['http://127.0.0.1.evil.com', 'notEncrypted'],
    ['https://user:secret@desk.example.com', 'notAnAddress'],
    ['https://desk.example.com/path', 'notAnAddress'],
    ['https://desk.example.com/?a', 'notAnAddress'],
    ['https://desk.example.com/#a', 'notAnAddress'],
    ['file:///etc/passwd', 'notAnAddress'],
    ['app://desk', 'notAnAddress'],
    ['', 'notAnAddress'],
    ['//', 'notAnAddress'],
    ['two words', 'notAnAddress'],
  ])('%s is refused: %s', (typed, reason) => {
    expect(parseServerAddress(typed)).toEqual({ kind: 'refused', reason });
  });

  test('whatever is typed, what is taken is an origin that is encrypted or this machine', () => {
    const piece = fc.constantFrom(
      'http://',
      'https://',
      'localhost',
      '127.0.0.1',
      'a.b',
      '@',
      ':',
      '1',
      '/',
      '.',
      '[::1]',
      ' ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.array(piece).map((parts) => parts.join('')),
        ),
        (typed) => {
          const parsed = parseServerAddress(typed);
          if (parsed.kind === 'refused') return;
          const url = new URL(parsed.address);
          expect(url.origin).toBe(parsed.address);
          expect(url.protocol === 'https:' || /^(localhost|127\.|\[::1\])/.test(url.hostname)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  const info = {
    name: 'channeldesk',
    version: '1',
    protocol: 1,
    test_environment: false,
    demo: true,
    server_time: '',
    policy: { watermark: false, lock_after_minutes: null, password_at_start: false },
  };
  test('is kept only where ChannelDesk answers', async () => {
    const asked: string[] = [];
    const answering = (answer: () => Response | Promise<Response>) => (address: string) => {
      asked.push(address);
      return Promise.resolve(answer());
    };
    expect(
      await askServer(
        'desk.example.com',
        answering(() => Response.json(info)),
      ),
    ).toEqual({
      kind: 'chosen',
      address: 'https://desk.example.com',
      info,
    });
    expect(asked).toEqual(['https://desk.example.com/server/v1/info']);
    const portal = answering(() => new Response('<html>', { headers: { 'content-type': 'text/html' } }));
    expect(await askServer('desk.example.com', portal)).toEqual({ kind: 'failed', reason: 'notTheServer' });
    const other = answering(() => Response.json({ ...info, name: 'another' }));
    expect(await askServer('desk.example.com', other)).toEqual({ kind: 'failed', reason: 'notTheServer' });
    const broken = answering(() => Response.json(info, { status: 503 }));
    expect(await askServer('desk.example.com', broken)).toEqual({ kind: 'failed', reason: 'notTheServer' });
    const away = answering(() => Promise.reject(new Error('ERR_NAME_NOT_RESOLVED')));
    expect(await askServer('desk.example.com', away)).toEqual({ kind: 'failed', reason: 'unreachable' });
    expect(await askServer('http://desk.example.com', away)).toEqual({
      kind: 'refused',
      reason: 'notEncrypted',
    });
  });
});

describe('the place of the window', () => {
  const main = { x: 0, y: 0, width: 1920, height: 1040 };
  const second = { x: 1920, y: -200, width: 2560, height: 1400 };
  const remembered = { x: 2000, y: 0, width: 1300, height: 800, maximized: true };

  test('at first it stands in the middle of the main display', () => {
    expect(windowPlace(undefined, [main])).toEqual({
      x: 240,
      y: 70,
      width: 1440,
      height: 900,
      maximized: false,
    });
  });

  test('it comes back where it was while that display is there, and to the main one when it is gone', () => {
    expect(windowPlace(remembered, [main, second])).toEqual(remembered);
    expect(windowPlace(remembered, [main])).toEqual({
      x: 310,
      y: 120,
      width: 1300,
      height: 800,
      maximized: true,
    });
  });

  test('it is never smaller than the least size', () => {
    const small = { x: 0, y: 0, width: 1280, height: 680 };
    expect(windowPlace({ ...remembered, x: 10, y: 10, width: 300, height: 200 }, [small])).toMatchObject(
      LEAST_SIZE,
    );
  });

  test('wherever it was, its title bar can be taken hold of', () => {
    const whole = fc.integer({ min: -6000, max: 6000 });
    const size = fc.integer({ min: 1, max: 6000 });
    fc.assert(
      fc.property(
        fc.record({ x: whole, y: whole, width: size, height: size, maximized: fc.boolean() }),
        (place) => {
          const { x, y, width } = windowPlace(place, [main, second]);
          const held = [main, second].some(
            (area) =>
              Math.min(x + width, area.x + area.width) - Math.max(x, area.x) >= 120 &&
              y >= area.y &&
              y + 30 <= area.y + area.height,
          );
          expect(held).toBe(true);
        },
      ),
    );
  });
});

describe('what the environment may say', () => {
  const env = {
    CHANNELDESK_USER_DATA: '/a',
    CHANNELDESK_SERVER: 'http://localhost:1',
    CHANNELDESK_POLICY: '/p',
    CHANNELDESK_UPDATE_CONFIG: '/u',
  };
  test('an installed copy does not listen to its environment', () => {
    const plain = { hidden: false, language: null };
    expect(launchOptions(env, ['desk'], false)).toEqual({
      ...plain,
      userData: '/a',
      serverAddress: 'http://localhost:1',
      policyPath: '/p',
      updateConfig: '/u',
    });
    expect(launchOptions(env, ['desk'], true)).toEqual({
      ...plain,
      userData: null,
      serverAddress: null,
      policyPath: null,
      updateConfig: null,
    });
    expect(launchOptions({ CHANNELDESK_SERVER: '' }, [], false).serverAddress).toBeNull();
  });

  test('its command line says how it begins, installed or not', () => {
    const line = ['desk', '--hidden', '--server=https://desk.example.com', '--lang=en-US'];
    for (const packaged of [true, false])
      expect(launchOptions({}, line, packaged)).toMatchObject({
        hidden: true,
        serverAddress: 'https://desk.example.com',
        language: 'en-US',
      });
    const link = ['desk', 'channeldesk://customer/KH0000000001?--hidden', '--server=', '--lang'];
    expect(launchOptions({}, link, true)).toMatchObject({
      hidden: false,
      serverAddress: null,
      language: null,
    });
  });
});

test('Windows is told the name that the installer gave to the shortcut, and a checkout’s Windows none', () => {
  const packing = readFileSync(join(import.meta.dirname, '../../electron-builder.yml'), 'utf8');
  expect(/^appId: (.*)$/m.exec(packing)?.[1]).toBe(APP_ID);
  expect(appUserModelId('win32', true)).toBe(APP_ID);
  expect([
    appUserModelId('win32', false),
    appUserModelId('darwin', true),
    appUserModelId('linux', true),
  ]).toEqual([null, null, null]);
});

test('what ends the start is told in words, with the reason as the system gives it', () => {
  for (const language of ['zh-CN', 'en-US']) {
    const { title, text } = wordsIn(language).notStarted;
    expect([title.length > 5, text('ENOSPC: no room').endsWith('ENOSPC: no room')]).toEqual([true, true]);
  }
});

describe('files', () => {
  test('are there whole or not at all, and leave nothing beside them', async () => {
    const folder = temporary();
    const path = join(folder, 'a.xlsx');
    await writeDurably(path, 'old', 0o644);
    await writeDurably(path, new Uint8Array([1, 2]), 0o644);
    expect(readFileSync(path)).toEqual(Buffer.from([1, 2]));
    expect(statSync(path).mode & 0o777).toBe(0o644);
    await expect(writeDurably(join(folder, 'none', 'a.xlsx'), 'x')).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(writeDurably(folder, 'x')).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(['a.xlsx']);
  });

  test.each([
    [{ code: 'EACCES' }, 'linux', 'denied'],
    [{ code: 'ENOSPC' }, 'linux', 'full'],
    [{ code: 'EROFS' }, 'linux', 'readOnly'],
    [{ code: 'ENOENT' }, 'linux', 'missing'],
    [{ code: 'EPERM', syscall: 'open' }, 'win32', 'denied'],
    [{ code: 'EPERM', syscall: 'rename' }, 'win32', 'busy'],
    [{ code: 'EFBIG' }, 'linux', 'tooLarge'],
    [{ code: 'EWHAT' }, 'linux', 'other'],
    [new Error('no code'), 'linux', 'other'],
    [null, 'linux', 'other'],
  ] as const)('%o on %s is %s', (error, platform, trouble) => {
    expect(fileTrouble(error, platform)).toBe(trouble);
    for (const language of ['zh-CN', 'en-US'])
      expect(wordsIn(language).file.why[trouble].length).toBeGreaterThan(5);
  });
});

test('the end waits for everything that is being written, also for what begins meanwhile', async () => {
  const busy = new Busy();
  const order: string[] = [];
  const work = (name: string, then?: () => void) =>
    busy.during(async () => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      order.push(name);
      then?.();
    });
  void work('first', () => void work('second'));
  await busy.idle();
  order.push('end');
  expect(order).toEqual(['first', 'second', 'end']);
  await expect(busy.during(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(busy.isBusy).toBe(false);
});
