/**
 * Builds what is missing from dist, or made from other sources: the renderer into dist/renderer, the desktop's shell
 * into dist/main and dist/preload.
 *
 * As a program: `node scripts/ensure-build.mjs [--force]`. As a module: `await ensureBuild()`, `await ensureShell()`.
 * A build goes into a folder of its own and takes the place of the old one at the end, so a server that is serving
 * the old one never shows half of a new one; two callers at once make one build.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { root, runNode } from './ensure-install.mjs';

const dist = join(root, 'dist');
const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
const electronVite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {string[]} folders below dist
 * @property {string} proof a file of it that is there when it is built
 * @property {string} tool
 * @property {string[]} sources everything that goes into it; tests do not
 * @property {(next: string) => { args: string[], env: Record<string, string> }} command builds into the folder `next`
 */

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
const NOT_BUILT = /\.test\.tsx?$|(^|\/)test-support\/|\.md$/;

function* walk(path) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) yield* walk(join(path, name));
}

/**
 * A hash over names and contents of the sources: unlike times it survives a clone, a copy and a checkout.
 * @param {Part} part
 */
function hashOf(part) {
  const hash = createHash('sha256');
  for (const source of part.sources) {
    for (const file of walk(join(root, source))) {
      const name = relative(root, file).split(sep).join('/');
      if (NOT_BUILT.test(name)) continue;
      hash.update(`${name}\0`).update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

/** @param {Part} part */
const stampOf = (part) => join(dist, `${part.name}.sources`);

/**
 * @param {Part} part
 * @param {string} hash
 */
function isFresh(part, hash) {
  const stamp = stampOf(part);
  const made = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  return made === hash && existsSync(join(dist, part.proof));
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Waits for its turn. A lock whose holder is gone, or that nobody claimed within ten seconds, is taken over. */
async function withLock(part, work) {
  const lock = join(dist, `${part.name}.lock`);
  mkdirSync(dist, { recursive: true });
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = join(lock, 'pid');
    try {
      const abandoned = existsSync(holder)
        ? !isAlive(Number(readFileSync(holder, 'utf8')))
        : Date.now() - statSync(lock).mtimeMs > 10_000;
      if (abandoned) rmSync(lock, { recursive: true, force: true });
    } catch (error) {
      if (error.code !== 'ENOENT') throw error; // released meanwhile
    }
    await sleep(200);
  }
  writeFileSync(join(lock, 'pid'), String(process.pid));
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/**
 * @param {Part} part
 * @param {string} hash
 */
async function build(part, hash) {
  const next = join(dist, `${part.name}.next-${process.pid}`);
  const old = join(dist, `${part.name}.old-${process.pid}`);
  try {
    const { args, env } = part.command(next);
    const code = await runNode(args, {
      env,
      // What a build says is not the output of the program that asked for it (`admin`, `runs --json`).
      stdio: ['ignore', process.stderr, 'inherit'],
    });
    if (code !== 0) throw new Error(`the ${part.name} does not build (code ${code}); the reason is above`);
    rmSync(stampOf(part), { force: true });
    mkdirSync(old, { recursive: true });
    for (const folder of part.folders) {
      if (existsSync(join(dist, folder))) renameSync(join(dist, folder), join(old, folder));
      renameSync(join(next, folder), join(dist, folder));
    }
    writeFileSync(stampOf(part), hash);
  } finally {
    rmSync(next, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
}

/**
 * @param {Part} part
 * @param {{ force?: boolean, log?: (line: string) => void }} options
 * @returns {Promise<string>} the first folder of the part
 */
async function ensure(part, { force = false, log = (line) => console.error(line) }) {
  const target = join(dist, part.folders[0] ?? '');
  // What was installed without development packages uses the build that it came with.
  if (!existsSync(part.tool)) {
    if (existsSync(join(dist, part.proof))) return target;
    throw new Error(`the ${part.name} is not built and Vite is not installed: npm ci, then npm run build`);
  }
  if (!force && isFresh(part, hashOf(part))) return target;
  return await withLock(part, async () => {
    const hash = hashOf(part);
    if (!force && isFresh(part, hash)) return target;
    const started = performance.now();
    log(`building the ${part.name} ...`);
    await build(part, hash);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    log(`built ${part.folders.map((folder) => `dist/${folder}`).join(', ')} in ${seconds} s`);
    return target;
  });
}

/**
 * Makes dist/renderer be what the sources say.
 * @param {{ force?: boolean, log?: (line: string) => void }} [options]
 * @returns {Promise<string>} the folder that holds index.html
 * @throws Error when the sources do not build; an older build is then left in place
 */
export const ensureBuild = (options = {}) => ensure(PARTS.renderer, options);

/**
 * Makes dist/main and dist/preload be what the sources say.
 * @param {{ force?: boolean, log?: (line: string) => void }} [options]
 * @returns {Promise<string>} dist/main
 * @throws Error when the sources do not build; an older build is then left in place
 */
export const ensureShell = (options = {}) => ensure(PARTS.shell, options);

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const force = process.argv.includes('--force');
  try {
    await ensureBuild({ force });
    await ensureShell({ force });
  } catch (error) {
    console.error(`build: ${error.message}`);
    process.exitCode = 1;
  }
}
