import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { findBrowser } from '../../scripts/find-browser.mjs';

const ROOT = resolve(import.meta.dirname, '../..');
const ELECTRON = join(ROOT, 'node_modules', 'electron');

/** What runs the built main and preload scripts in the desktop specs. */
export type Runtime =
  | { kind: 'electron'; executable: string; described: string }
  | { kind: 'stand-in'; executable: string; described: string }
  | { kind: 'none'; reason: string };

/**
 * The real runtime where it is installed; elsewhere, on Linux, the stand-in. `ELECTRON_OVERRIDE_DIST_PATH` names a
 * folder with an executable `electron`, as Electron's own package has it.
 */
export function findRuntime(): Runtime {
  const { version } = JSON.parse(readFileSync(join(ELECTRON, 'package.json'), 'utf8')) as { version: string };
  const installed = join(ELECTRON, 'path.txt');
  const named = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (named !== undefined && named !== '' && resolve(named) !== standInFolder())
    return real(join(named, 'electron'), version);
  if (existsSync(installed)) {
    const executable = join(ELECTRON, 'dist', readFileSync(installed, 'utf8'));
    if (existsSync(executable)) return real(executable, version);
  }
  if (process.platform !== 'linux')
    return { kind: 'none', reason: 'the Electron runtime is not installed (npx install-electron)' };
  const browser = findBrowser();
  if (browser === undefined)
    return { kind: 'none', reason: 'neither the Electron runtime nor a Chromium is here' };
  if (!isOnPath('setpriv'))
    return { kind: 'none', reason: 'neither the Electron runtime nor setpriv (util-linux) is here' };
  return {
    kind: 'stand-in',
    executable: join(standInFolder(), 'electron'),
    described: `the stand-in for Electron ${version}, its windows in ${versionOf(browser)}`,
  };
}

export const standInFolder = (): string => join(ROOT, 'e2e', 'standin');

const real = (executable: string, version: string): Runtime => ({
  kind: 'electron',
  executable,
  described: `Electron ${version} itself`,
});

const isOnPath = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));

function versionOf(browser: string): string {
  try {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    return execFileSync(browser, ['--version'], { encoding: 'utf8', stdio }).trim();
  } catch {
    return browser;
  }
}
