import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAsar } from './asar.ts';
import type { PackedFile } from './asar.ts';
import { findingsIn, MOST_BYTES } from './findings.ts';
import { FUSES, makeStubRuntime, wrongFuses } from './stub-runtime.ts';

const file = (path: string, text: string): PackedFile => ({ path, bytes: Buffer.from(text) });
const manifest = { name: 'channeldesk', type: 'module', main: 'dist/main/index.js' };
const SOUND: readonly PackedFile[] = [
  file('dist/main/index.js', 'export {};'),
  file('dist/preload/index.cjs', '"use strict";'),
  file('dist/renderer/assets/index-1a2b.js', 'const a = 1;'),
  file('dist/renderer/index.html', '<!doctype html>'),
  file('package.json', JSON.stringify(manifest)),
];
const withFile = (added: PackedFile): PackedFile[] => [
  ...SOUND.filter(({ path }) => path !== added.path),
  added,
];

test('a sound archive has no findings', () => {
  expect(findingsIn(SOUND, ['/home/builder/'])).toEqual([]);
});

test.each([
  ['node_modules/fastify/index.js', ''],
  ['dist/renderer/assets/index-1a2b.js.map', '{}'],
  ['dist/main/index.ts', ''],
  ['dist/renderer/service-worker.js', ''],
  ['server/main.ts', ''],
  ['.env', 'A=1'],
])('%s does not belong there', (path, text) => {
  expect(findingsIn(withFile(file(path, text)), [])).toEqual([`${path} does not belong there`]);
});

test.each([
  ['//# sourceMappingURL=index.js.map', 'names a source map'],
  ['Download the React DevTools for a better development experience', 'is a development build'],
  ['import { test } from "vitest"', 'holds test code'],
  ['-----BEGIN RSA PRIVATE KEY-----', 'holds a private key'],
  ['const t = "ghp_abcdefghijklmnopqrstuvwxyz0123456789"', 'holds an access token'],
  ['const u = "postgres://desk:secret@db/desk"', 'holds a password of a database'],
  ['const p = "/home/builder/desk/main/index.ts"', 'names a folder of this machine'],
])('a bundle with %s is found', (text, what) => {
  const path = 'dist/main/index.js';
  expect(findingsIn(withFile(file(path, text)), ['/home/builder/'])).toEqual([`${path} ${what}`]);
});

test('what is missing, too large or says too much is found', () => {
  expect(findingsIn(SOUND.slice(1), [])).toEqual(['dist/main/index.js is missing']);
  const large = { path: 'dist/renderer/assets/a.png', bytes: Buffer.alloc(MOST_BYTES) };
  expect(findingsIn(withFile(large), [])).toHaveLength(1);
  const talkative = { ...manifest, scripts: {}, dependencies: { fastify: '5.12.8' } };
  expect(findingsIn(withFile(file('package.json', JSON.stringify(talkative))), [])).toEqual([
    'package.json has scripts',
    'package.json has dependencies',
  ]);
});

test('an archive is read as Electron reads it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'asar-'));
  try {
    const header = Buffer.from(
      JSON.stringify({
        files: { b: { size: 2, offset: '3' }, a: { files: { c: { size: 3, offset: '0' } } } },
      }),
    );
    const frame = Buffer.alloc(16);
    [4, header.length + 8, header.length + 4, header.length].forEach((n, at) =>
      frame.writeUInt32LE(n, at * 4),
    );
    writeFileSync(join(folder, 'app.asar'), Buffer.concat([frame, header, Buffer.from('onetw')]));
    expect(readAsar(join(folder, 'app.asar')).map(({ path, bytes }) => [path, bytes.toString()])).toEqual([
      ['a/c', 'one'],
      ['b', 'tw'],
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a runtime whose fuses nobody has set is found', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fuses-'));
  try {
    makeStubRuntime(folder, '45.4.1');
    expect(wrongFuses(join(folder, 'electron'))).toEqual(FUSES.map(([name]) => name));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
