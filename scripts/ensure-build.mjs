/**
 * Builds what is missing from dist, or made from other sources: the renderer into dist/renderer, the desktop's shell
 * into dist/main and dist/preload.
 *
 * As a program: `node scripts/ensure-build.mjs [--force]`. As a module: `await ensureBuild()`, `await ensureShell()`.
 */
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensurePart } from './build-part.mjs';
import { root } from './ensure-install.mjs';
import { stopSignal } from './stop-signal.mjs';

const dist = join(root, 'dist');
const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
const electronVite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');

/** @typedef {import('./build-part.mjs').Part} Part */

/** @type {{ renderer: Part, shell: Part }} */
const PARTS = {
  renderer: {
    name: 'renderer',
    folders: ['renderer'],
    proof: 'renderer/index.html',
    tool: vite,
    sources: [
      'renderer',
      'shared',
      'package.json',
      'package-lock.json',
      'tsconfig.base.json',
      'vite.config.ts',
    ],
    command: (next) => ({
      args: [vite, 'build', '--outDir', join(next, 'renderer'), '--emptyOutDir', '--logLevel', 'warn'],
      env: {},
    }),
  },
  shell: {
    name: 'shell',
    folders: ['main', 'preload'],
    proof: 'main/index.js',
    tool: electronVite,
    sources: [
      'main',
      'shared',
      'resources/icons',
      'package.json',
      'package-lock.json',
      'tsconfig.base.json',
      'electron.vite.config.ts',
    ],
    command: (next) => ({
      args: [electronVite, 'build', '--logLevel', 'error'],
      env: { CHANNELDESK_SHELL_OUT: next },
    }),
  },
};
/**
 * Makes dist/renderer be what the sources say.
 * @param {import('./ensure-build.mjs').EnsureBuildOptions} [options]
 * @returns {Promise<string>} the folder that holds index.html
 * @throws Error when the sources do not build, or the signal calls it off; an older build is then left in place
 */
export const ensureBuild = (options = {}) => ensurePart(PARTS.renderer, dist, options);

/**
 * Makes dist/main and dist/preload be what the sources say.
 * @param {import('./ensure-build.mjs').EnsureBuildOptions} [options]
 * @returns {Promise<string>} dist/main
 * @throws Error when the sources do not build, or the signal calls it off; an older build is then left in place
 */
export const ensureShell = (options = {}) => ensurePart(PARTS.shell, dist, options);

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const options = { force: process.argv.includes('--force'), signal: stopSignal() };
  try {
    await ensureBuild(options);
    await ensureShell(options);
  } catch (error) {
    console.error(`build: ${error.message}`);
    process.exitCode = 1;
  }
}
