/** Promises of the repository as a whole: pinned versions, a lock that names no place, one door per command. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { holdsPackages, whyInstall } from './ensure-install.mjs';

const root = join(import.meta.dirname, '..');

interface Lock {
  packages: Record<string, { version?: string; resolved?: string; dependencies?: Record<string, string> }>;
}

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  scripts: Record<string, string>;
}

function readJson<T>(...path: string[]): T {
  return JSON.parse(readFileSync(join(root, ...path), 'utf8')) as T;
}

test('the lock names versions and checksums, never where they are fetched from', () => {
  const { packages } = readJson<Lock>('package-lock.json');
  expect(Object.keys(packages).length).toBeGreaterThan(100);
  expect(Object.entries(packages).filter(([, entry]) => entry.resolved !== undefined)).toEqual([]);
  expect(existsSync(join(root, '.npmrc'))).toBe(false);
});

test('every dependency is pinned to one version', () => {
  const { dependencies, devDependencies } = readJson<Manifest>('package.json');
  const pinned = /^(npm:@?[\w./-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, v]) => !pinned.test(v));
  expect(loose).toEqual([]);
});

test('every script of package.json starts a file that exists', () => {
  const { scripts } = readJson<Manifest>('package.json');
  expect(Object.keys(scripts)).toEqual(
    expect.arrayContaining(['start', 'test', 'dev', 'build', 'lint', 'typecheck', 'bench']),
  );
  for (const command of Object.values(scripts)) {
    const [, file = ''] = /^node (\S+)/.exec(command) ?? [];
    expect(existsSync(join(root, file)), command).toBe(true);
  }
});

test('packages are installed anew when one is missing, of another version, or Node itself is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'install-'));
  const write = (name: string, packages: Lock['packages']) => {
    writeFileSync(join(folder, name), JSON.stringify({ packages }));
  };
  try {
    write('package-lock.json', {
      '': { version: '0.1.0' },
      'node_modules/a': { version: '1.0.0' },
    });
    expect(whyInstall(folder)).toBe('node_modules is missing');
    mkdirSync(join(folder, 'node_modules/node/bin'), { recursive: true });
    write('node_modules/.package-lock.json', {});
    expect(whyInstall(folder)).toBe('node_modules/a is missing');
    write('node_modules/.package-lock.json', { 'node_modules/a': { version: '1.0.1' } });
    expect(whyInstall(folder)).toBe('node_modules/a is 1.0.1, the lock says 1.0.0');
    write('node_modules/.package-lock.json', { 'node_modules/a': { version: '1.0.0' } });
    expect(whyInstall(folder)).toBe('the Node of node_modules is missing');
    for (const name of ['node', 'node.exe']) writeFileSync(join(folder, 'node_modules/node/bin', name), '');
    expect(whyInstall(folder)).toBeUndefined();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([
  ['win32', 'C:\\desk\\node_modules\\node\\bin\\node.exe', true],
  ['win32', 'c:\\Desk\\Node_Modules\\node\\bin\\node.exe', true],
  ['win32', 'C:\\Program Files\\nodejs\\node.exe', false],
  ['win32', 'D:\\nodejs\\node.exe', false],
  ['linux', '/desk/node_modules/node/bin/node', false],
])('on %s, run by %s, packages cannot be replaced: %s', (platform, execPath, held) => {
  const folder = platform === 'win32' ? 'C:\\desk' : '/desk';
  expect(holdsPackages({ platform, execPath, folder })).toBe(held);
});
