import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Cipher } from './vault.ts';
import { Vault } from './vault.ts';

/** Good enough to see that nothing lies there in the clear, and that another key opens nothing. */
const cipher = (key: number): Cipher => ({
  available: () => true,
  encrypt: (text) => Buffer.from([key, ...Buffer.from(text).map((byte) => byte ^ key)]),
  decrypt: (bytes) => {
    if (bytes[0] !== key) throw new Error('another key');
    return Buffer.from(bytes.slice(1).map((byte) => byte ^ key)).toString();
  },
});
const none: Cipher = {
  available: () => false,
  encrypt: () => {
    throw new Error('must not be asked');
  },
  decrypt: () => {
    throw new Error('must not be asked');
  },
};

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vault-'));
  path = join(folder, 'vault.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a secret comes back after a new start, and does not lie there in the clear', async () => {
  await new Vault(path, cipher(7)).write('session-1', 'refresh-token');
  expect(readFileSync(path, 'utf8')).not.toContain('refresh');
  expect(statSync(path).mode & 0o077).toBe(0);
  const again = new Vault(path, cipher(7));
  expect(again.place).toBe('system');
  expect(await again.read('session-1')).toBe('refresh-token');
  expect(await again.read('session-2')).toBeNull();
});

test('where the system keeps no key, secrets stay in memory and never reach the disk', async () => {
  const vault = new Vault(path, none);
  expect(vault.place).toBe('memory');
  await vault.write('session-1', 'refresh-token');
  expect(await vault.read('session-1')).toBe('refresh-token');
  expect(existsSync(path)).toBe(false);
  expect(await new Vault(path, none).read('session-1')).toBeNull();
  await vault.remove('session-1');
  expect(await vault.read('session-1')).toBeNull();
});

test('under another key, or damaged, a vault holds nothing and can be written anew', async () => {
  await new Vault(path, cipher(7)).write('a', '1');
  const other = new Vault(path, cipher(8));
  expect(await other.read('a')).toBeNull();
  writeFileSync(path, '{"a":');
  expect(await other.read('a')).toBeNull();
  await other.write('a', '2');
  expect(await other.read('a')).toBe('2');
});

test('writes and removals at the same time lose none of each other', async () => {
  const vault = new Vault(path, cipher(7));
  await Promise.all([
    ...Array.from({ length: 20 }, (_, n) => vault.write(`s${n}`, String(n))),
    vault.remove('s3'),
  ]);
  const left = await Promise.all(Array.from({ length: 20 }, (_, n) => vault.read(`s${n}`)));
  expect(left).toEqual(Array.from({ length: 20 }, (_, n) => (n === 3 ? null : String(n))));
});
