import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readPatiently } from './patient-read.ts';
import type { Policy } from './policy.ts';
import { readPolicy } from './policy.ts';
import { Server } from './server.ts';
import type { SettingsFile } from './settings-file.ts';

const NONE: Policy = {
  serverAddress: null,
  serverInDoubt: false,
  updateFeed: null,
  language: null,
  lockAfterMinutes: null,
  watermark: false,
  passwordAtStart: false,
  contentProtection: false,
};
const STRICT: Policy = {
  ...NONE,
  serverInDoubt: true,
  lockAfterMinutes: 5,
  watermark: true,
  passwordAtStart: true,
  contentProtection: true,
};
const WRITTEN = {
  serverAddress: 'desk.example.com',
  updateFeed: 'https://desk.example.com/updates/',
  language: 'en-US',
  lockAfterMinutes: 7,
  watermark: true,
  passwordAtStart: true,
  contentProtection: true,
} as const;
const READ: Policy = { ...WRITTEN, serverAddress: 'https://desk.example.com', serverInDoubt: false };

let folder: string;
let path: string;
let told: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policy-'));
  path = join(folder, 'policy.json');
  told = [];
});
afterEach(() => rmSync(folder, { recursive: true }));
const read = (content: string | Buffer | object): Policy => {
  writeFileSync(
    path,
    typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content),
  );
  return readPolicy(path, (reason) => told.push(reason));
};

describe('a policy', () => {
  test('that is absent is none', () => {
    expect(readPolicy(path, (reason) => told.push(reason))).toEqual(NONE);
    expect(read({})).toEqual(NONE);
    expect(told).toEqual([]);
  });

  const text = `${JSON.stringify(WRITTEN, null, 2)}\r\n`;
  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16, little end first', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ])('says the same in %s', (_encoding, bytes) => {
    expect(read(bytes)).toEqual(READ);
    expect(told).toEqual([]);
  });

  test.each<[keyof typeof WRITTEN, unknown, Partial<Policy>]>([
    ['serverAddress', 'http://desk.example.com', { serverAddress: null, serverInDoubt: true }],
    ['updateFeed', 'http://desk.example.com/updates/', { updateFeed: null }],
    ['language', 'klingon', { language: null }],
    ['lockAfterMinutes', 90, { lockAfterMinutes: 5 }],
    ['lockAfterMinutes', '10', { lockAfterMinutes: 5 }],
    ['watermark', 'no', { watermark: true }],
    ['passwordAtStart', 0, { passwordAtStart: true }],
    ['contentProtection', null, { contentProtection: true }],
  ])('with a bad %s (%o) keeps the six others, and what protects is strict', (name, value, instead) => {
    expect(read({ ...WRITTEN, [name]: value })).toEqual({ ...READ, ...instead });
    expect(told).toEqual([expect.stringContaining(name)]);
    expect(read({ [name]: value })).toEqual({ ...NONE, ...instead });
  });

  test('tells of a name that it does not know', () => {
    expect(read({ watermrak: true, language: 'en-US' })).toEqual({ ...NONE, language: 'en-US' });
    expect(told).toEqual([expect.stringContaining('watermrak')]);
  });

  test.each(['', '{', '[]', 'null', '"watermark"', '{"watermark": true,}'])(
    'that is %o is strict in everything',
    (content) => {
      expect(read(content)).toEqual(STRICT);
      expect(told).toHaveLength(1);
    },
  );

  test('that is held by another program is waited for, and strict where that takes too long', () => {
    writeFileSync(path, JSON.stringify(WRITTEN));
    const held = (tries: number) => (at: string) => {
      const busy = (): Buffer => {
        if (tries-- > 0) throw Object.assign(new Error('held'), { code: 'EBUSY' });
        return Buffer.from(JSON.stringify(WRITTEN));
      };
      return readPatiently(at, busy, () => undefined);
    };
    expect(readPolicy(path, (reason) => told.push(reason), held(5))).toEqual(READ);
    expect(told).toEqual([]);
    expect(readPolicy(path, (reason) => told.push(reason), held(100))).toEqual(STRICT);
    expect(told).toEqual(['held']);
  });
});

describe('the server of a policy', () => {
  let kept: SettingsFile;
  const settings = {
    get: <K extends keyof SettingsFile>(key: K) => kept[key],
    set: (change: SettingsFile) => Object.assign(kept, change),
  };
  beforeEach(() => {
    kept = {};
  });
  const server = (policy: Partial<Policy>, proposed: string | null = null) =>
    new Server(settings, { ...NONE, ...policy }, proposed);

  test('stays, and stays fixed, when the policy cannot be read one day', () => {
    expect(server({ serverAddress: 'https://desk.example.com' })).toMatchObject({ fixed: true });
    const doubtful = server({ serverInDoubt: true }, 'https://proposed.example.com');
    expect([doubtful.address, doubtful.fixed]).toEqual(['https://desk.example.com', true]);
    const packed = server({ serverInDoubt: true, serverAddress: 'https://packed.example.com' });
    expect([packed.address, packed.fixed]).toEqual(['https://desk.example.com', true]);
  });

  test('is asked for where it is in doubt and none is known', () => {
    expect(server({ serverInDoubt: true })).toMatchObject({ address: null, fixed: false });
  });

  test('goes before one that was chosen, and one that was chosen before one that is proposed', () => {
    kept = { serverAddress: 'https://chosen.example.com' };
    expect(server({}, 'https://proposed.example.com')).toMatchObject({
      address: 'https://chosen.example.com',
      fixed: false,
    });
    expect(server({ serverAddress: 'https://desk.example.com' }).address).toBe('https://desk.example.com');
  });
});
