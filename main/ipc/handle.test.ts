import type { BrowserWindow, IpcMainInvokeEvent, WebFrameMain } from 'electron';
import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { CALL_NAMES } from '../../shared/ipc/channels.ts';
import type { CallName } from '../../shared/ipc/channels.ts';
import type { Handlers } from './handle.ts';
import { handleCalls } from './handle.ts';

type Listener = (event: IpcMainInvokeEvent, ...args: unknown[]) => Promise<unknown>;
const listeners = new Map<string, Listener>();
vi.mock('electron', () => ({
  ipcMain: { handle: (name: string, listener: Listener) => listeners.set(name, listener) },
}));

const WINDOW = { webContents: { id: 1 } } as BrowserWindow;
const frame = (url: string, parent: WebFrameMain | null = null): WebFrameMain =>
  ({ url, parent }) as WebFrameMain;
const from = (senderFrame: WebFrameMain | null, id = 1): IpcMainInvokeEvent =>
  ({ sender: { id }, senderFrame }) as IpcMainInvokeEvent;
const OURS = from(frame('app://desk/index.html#/customers'));

let called: { name: CallName; request: unknown }[] = [];
let warnings: string[] = [];
const handlers = Object.fromEntries(
  CALL_NAMES.map((name) => [
    name,
    (request: unknown) => {
      called.push({ name, request });
      return 'answer';
    },
  ]),
) as unknown as Handlers;

beforeEach(() => {
  called = [];
  warnings = [];
  listeners.clear();
  handleCalls(handlers, {
    window: () => WINDOW,
    log: { warn: (message) => warnings.push(message), error: (message) => warnings.push(message) },
  });
});

const call = (name: CallName, event: IpcMainInvokeEvent, ...args: unknown[]): Promise<unknown> => {
  const listener = listeners.get(name);
  if (listener === undefined) throw new Error(`${name} is not handled`);
  return listener(event, ...args);
};

test('every call of the contract is handled, and nothing else', () => {
  expect([...listeners.keys()].sort()).toEqual([...CALL_NAMES].sort());
});

describe('the sender', () => {
  test('our own page is answered', async () => {
    expect(await call('vault.read', OURS, { name: 'session-1' })).toBe('answer');
    expect(called).toEqual([{ name: 'vault.read', request: { name: 'session-1' } }]);
  });

  test.each([
    ['a page of somebody else', from(frame('https://evil.test/'))],
    ['a page whose host only begins like ours', from(frame('app://desk.evil.test/'))],
    ['an empty page', from(frame('about:blank'))],
    ['a frame inside of our page', from(frame('app://desk/index.html', frame('app://desk/index.html')))],
    ['another window', from(frame('app://desk/index.html'), 2)],
    ['a frame that is gone', from(null)],
  ])('%s is refused', async (_who, event) => {
    for (const name of CALL_NAMES) await expect(call(name, event, undefined)).rejects.toThrow('refused');
    expect(called).toEqual([]);
    expect(warnings).toHaveLength(CALL_NAMES.length);
  });

  test('without a window nobody is answered', async () => {
    listeners.clear();
    handleCalls(handlers, { window: () => null, log: { warn: () => undefined, error: () => undefined } });
    await expect(call('start.read', OURS)).rejects.toThrow('refused');
  });
});

const SOUND: { [C in CallName]: unknown } = {
  'start.read': undefined,
  'server.choose': { address: 'https://desk.example.com' },
  'settings.write': { key: 'theme', text: '"dark"' },
  'vault.read': { name: 'session-1' },
  'vault.write': { name: 'session-1', secret: 's' },
  'vault.remove': { name: 'session-1' },
  'journal.read': { scope: '1c3f09a2-s1' },
  'journal.write': { scope: '1c3f09a2-s1', records: [{ key: 'a', text: null }] },
  'files.save': { name: '名单 2026-11.xlsx', kind: 'workbook', bytes: new Uint8Array(3) },
  'files.open': { kinds: ['workbook'], mostBytes: 10 },
  'notifications.show': {
    tag: 't',
    title: '提醒',
    body: '',
    target: { kind: 'customer', customerCode: 'KH0000000001' },
  },
  'links.take': undefined,
  'links.openExternal': { url: 'tel:07712345678' },
  'sync.show': { text: '离线 · 5 条待传' },
  'page.print': undefined,
  'updates.read': undefined,
  'updates.install': undefined,
  'log.read': undefined,
};

describe('arguments', () => {
  test('of the contract pass as they are', async () => {
    for (const name of CALL_NAMES) await call(name, OURS, SOUND[name]);
    expect(called.map(({ request }) => request)).toEqual(CALL_NAMES.map((name) => SOUND[name]));
  });

  test('more of them, or with more fields, are refused', async () => {
    for (const name of CALL_NAMES) {
      await expect(call(name, OURS, SOUND[name], 1)).rejects.toThrow('arguments refused');
      const sound = SOUND[name];
      if (typeof sound !== 'object') continue;
      await expect(call(name, OURS, { ...sound, more: 1 })).rejects.toThrow('arguments refused');
    }
    expect(called).toEqual([]);
  });

  test.each([
    ['vault.read', { name: '../settings' }],
    ['journal.read', { scope: '../../etc/passwd' }],
    ['journal.read', { scope: '' }],
    ['journal.write', { scope: 'a', records: [] }],
    ['journal.write', { scope: 'a', records: [{ key: 'a\nb', text: '' }] }],
    ['settings.write', { key: 'a b', text: '1' }],
    ['settings.write', { key: 'a', text: 'x'.repeat(70_000) }],
    ['files.save', { name: '../../.bashrc', kind: 'csv', bytes: new Uint8Array() }],
    ['files.save', { name: 'C:\\a.xlsx', kind: 'workbook', bytes: new Uint8Array() }],
    ['files.save', { name: 'a.xlsx', kind: 'program', bytes: new Uint8Array() }],
    ['files.save', { name: 'a.xlsx', kind: 'workbook', bytes: [1, 2, 3] }],
    ['files.open', { kinds: [], mostBytes: 1 }],
    [
      'notifications.show',
      { tag: '', title: 'a', body: '', target: { kind: 'customer', customerCode: '../1' } },
    ],
    ['links.openExternal', { url: 'x'.repeat(301) }],
    ['sync.show', { text: 'x'.repeat(121) }],
  ] as const)('%s refuses %o', async (name, request) => {
    await expect(call(name, OURS, request)).rejects.toThrow('arguments refused');
  });

  test('of any kind either have the shape of the contract or are refused: a handler never sees others', async () => {
    const anything = fc.oneof(
      fc.anything({ withBigInt: true, withDate: true, withMap: true, withTypedArray: true }),
      fc
        .constantFrom(...Object.values(SOUND))
        .chain((sound) =>
          typeof sound === 'object' && sound !== null
            ? fc
                .tuple(fc.constantFrom(...Object.keys(sound)), fc.anything())
                .map(([key, value]) => ({ ...sound, [key]: value }))
            : fc.anything(),
        ),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...CALL_NAMES), anything, async (name, argument) => {
        called = [];
        const refused = await call(name, OURS, argument).then(
          () => false,
          (error: unknown) => error instanceof Error && error.message === 'arguments refused',
        );
        expect(refused).toBe(called.length === 0);
        for (const { request } of called) {
          // What passes is plain data of the fields that the call has.
          const known = SOUND[name];
          if (known === undefined) expect(request).toBeUndefined();
          else expect(Object.keys(known as object).sort()).toEqual(Object.keys(request as object).sort());
        }
      }),
      { numRuns: 3000 },
    );
  });
});
