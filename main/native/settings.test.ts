import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readPatiently } from './patient-read.ts';
import { chosenLanguage, readSettings } from './settings-file.ts';
import { Settings } from './settings.ts';

// The library asks Electron for its folder; what it does with the file is the same as here.
vi.mock('electron-store', () => ({
  default: class {
    readonly #path: string;
    constructor({ cwd, name }: { cwd: string; name: string }) {
      this.#path = join(cwd, `${name}.json`);
    }
    set store(content: unknown) {
      writeFileSync(this.#path, JSON.stringify(content));
    }
  },
}));

const DEVICE = '0b9d3c52-3a1e-4f53-9d0e-1f2a3b4c5d6e';
let folder: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'));
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true }));
const open = (): Settings => new Settings(folder, (message) => said.push(message));
const write = (text: string): void => writeFileSync(join(folder, 'settings.json'), text);

test('a first start has a device id, and keeps it', () => {
  const { deviceId } = open();
  expect(deviceId).toMatch(/^[0-9a-f-]{36}$/);
  expect(open().deviceId).toBe(deviceId);
  expect(said).toEqual([]);
});

test('what the page and the shell keep comes back', () => {
  const settings = open();
  settings.setPage('theme', '"dark"');
  settings.setPage('gone', '1');
  settings.setPage('gone', null);
  settings.set({ serverAddress: 'https://desk.example.com', zoomLevel: 1 });
  const again = open();
  expect(again.page).toEqual({ theme: '"dark"' });
  expect(again.pageValue('theme')).toBe('dark');
  expect(again.pageValue('none')).toBeUndefined();
  expect(again.get('serverAddress')).toBe('https://desk.example.com');
  expect(again.get('zoomLevel')).toBe(1);
});

test('a default holds until the person has chosen otherwise, and is not kept', () => {
  const settings = new Settings(folder, (message) => said.push(message), { language: '"en-US"' });
  expect(settings.pageValue('language')).toBe('en-US');
  settings.setPage('theme', '"dark"');
  expect(open().page).toEqual({ theme: '"dark"' });
  settings.setPage('language', '"zh-CN"');
  expect(settings.page).toEqual({ language: '"zh-CN"', theme: '"dark"' });
});

test('a file that is no JSON is kept beside, and defaults take its place', () => {
  write('{"deviceId": "0b9');
  const settings = open();
  expect(settings.page).toEqual({});
  const copies = readdirSync(folder).filter((name) => name.startsWith('settings.damaged-'));
  expect(copies).toHaveLength(1);
  expect(readFileSync(join(folder, copies[0] ?? ''), 'utf8')).toBe('{"deviceId": "0b9');
  expect(said[0]).toContain(copies[0]);
});

test('a damaged file that cannot be kept beside is not written over, and keeps nobody from his work', () => {
  write('{"deviceId": "0b9');
  const full = (): never => {
    throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
  };
  const settings = new Settings(folder, (message) => said.push(message), {}, { setAside: full });
  settings.setPage('theme', '"dark"');
  expect(settings.pageValue('theme')).toBe('dark');
  expect(settings.deviceId).toBe(settings.deviceId);
  expect(readdirSync(folder)).toEqual(['settings.json']);
  expect(readFileSync(join(folder, 'settings.json'), 'utf8')).toBe('{"deviceId": "0b9');
  expect(said).toEqual([expect.stringContaining('ENOSPC')]);
});

test.each(['EBUSY', 'EPERM', 'EACCES', 'EIO'])(
  'a file that cannot be read for %s is not taken for none',
  (code) => {
    const kept = JSON.stringify({ deviceId: DEVICE, serverAddress: 'https://desk.example.com' });
    write(kept);
    const held = (): never => {
      throw Object.assign(new Error('held'), { code });
    };
    let waited = 0;
    const read = (path: string) => readPatiently(path, held, (milliseconds) => (waited += milliseconds));
    const settings = new Settings(folder, (message) => said.push(message), {}, { read });
    settings.setPage('theme', '"dark"');
    settings.set({ serverAddress: 'https://other.example.com' });
    expect(settings.pageValue('theme')).toBe('dark');
    expect(readFileSync(join(folder, 'settings.json'), 'utf8')).toBe(kept);
    expect(said).toEqual([expect.stringContaining(code)]);
    expect(waited).toBe(1000);
    expect(open().deviceId).toBe(DEVICE);
  },
);

test('a file that is held for a moment is waited for', () => {
  write(JSON.stringify({ deviceId: DEVICE }));
  let tries = 0;
  const read = (path: string) =>
    readPatiently(
      path,
      (at) => {
        if (++tries < 4) throw Object.assign(new Error('held'), { code: 'EBUSY' });
        return readFileSync(at);
      },
      () => undefined,
    );
  const settings = new Settings(folder, (message) => said.push(message), {}, { read });
  settings.setPage('theme', '"dark"');
  expect(said).toEqual([]);
  expect(open().deviceId).toBe(DEVICE);
  expect(open().pageValue('theme')).toBe('dark');
});

test.each([
  ['{"page":{"language":"\\"en-US\\""}}', 'en-US'],
  ['{"page":{"language":"en"}}', undefined],
  ['{"page":{}}', undefined],
  ['{', undefined],
])('the language that is chosen in %s is %s', (text, language) => {
  expect(chosenLanguage(text)).toBe(language);
});

test('one bad field costs only itself', () => {
  write(JSON.stringify({ deviceId: DEVICE, zoomLevel: 'large', page: { theme: '"dark"' } }));
  const settings = open();
  expect(settings.deviceId).toBe(DEVICE);
  expect(settings.get('zoomLevel')).toBeUndefined();
  expect(settings.pageValue('theme')).toBe('dark');
  expect(said).toHaveLength(1);
});

test.each([
  ['http to another machine', { serverAddress: 'http://desk.example.com' }],
  ['a device id of somebody else’s making', { deviceId: 'me' }],
  ['a window without a width', { window: { x: 0, y: 0, width: 0, height: 720, maximized: false } }],
  ['a text that is too long', { page: { a: 'x'.repeat(70_000) } }],
])('%s is not taken', (_what, content) => {
  expect(readSettings(JSON.stringify(content))).toEqual({ settings: {}, damaged: true });
});

test('whatever stands in the file, reading it ends with settings that hold', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.constant('{"page":{"__proto__":"1"}}')), (text) => {
      const { settings } = readSettings(text);
      expect(readSettings(JSON.stringify(settings)).damaged).toBe(false);
    }),
  );
});

test('more settings than a page can need are refused, and those that are there stay', () => {
  const settings = open();
  for (let n = 0; n < 500; n++) settings.setPage(`k${n}`, '1');
  expect(() => settings.setPage('one-more', '1')).toThrow('too many');
  settings.setPage('k1', '2');
  expect(settings.page['k1']).toBe('2');
});
