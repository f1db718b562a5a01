/**
 * The Electron runtime, which is not in the npm registry: it is fetched at the first start of the desktop. Where it
 * cannot be had soon, or could not show itself, the browser edition is offered instead.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, spawnNode } from './ensure-install.mjs';

const FETCH_WITHIN_MS = 20_000;
const electron = join(root, 'node_modules', 'electron');
export const electronCli = join(electron, 'cli.js');

/**
 * Why a window cannot be opened from here, as far as the surroundings tell.
 * @param {{ platform: string, env: Record<string, string | undefined>, uid: number | undefined }} here
 * @returns {string | undefined}
 */
export function whyNoWindow({ platform, env, uid }) {
  // Somebody names a runtime of his own: he knows what it needs.
  if (env['ELECTRON_OVERRIDE_DIST_PATH']) return undefined;
  if (env['CI']) return 'nobody looks at a build server';
  if (platform !== 'linux') return undefined;
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return 'there is no display';
  if (uid === 0) return 'Electron does not run as root';
  return undefined;
}

/**
 * Fetches the runtime where it is not there yet.
 * @returns {Promise<string | undefined>} why the desktop cannot be opened, undefined when it can
 */
export async function whyNoDesktop() {
  const why = whyNoWindow({ platform: process.platform, env: process.env, uid: process.getuid?.() });
  if (why !== undefined) return why;
  if (!existsSync(electronCli)) return 'the package electron is not installed';
  if (process.env['ELECTRON_OVERRIDE_DIST_PATH']) return undefined;
  return (await fetchRuntime()) ? undefined : 'its runtime cannot be fetched from here';
}

/** @returns {Promise<boolean>} whether the runtime is there; a fetch that takes too long is given up */
function fetchRuntime() {
  return new Promise((done) => {
    const child = spawnNode([join(electron, 'install.js')], { stdio: 'ignore' });
    const limit = setTimeout(() => child.kill('SIGKILL'), FETCH_WITHIN_MS);
    child.on('error', () => done(false));
    child.on('close', (code) => {
      clearTimeout(limit);
      done(code === 0);
    });
  });
}
