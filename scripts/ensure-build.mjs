/**
 * Builds the renderer into dist/renderer when that is missing or made from other sources.
 *
 * As a program: `node scripts/ensure-build.mjs [--force]`. As a module: `await ensureBuild()`.
 * The build goes into a folder of its own and takes the place of the old one at the end, so a server that is
 * serving the old one never shows half of a new one; two callers at once make one build.
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
const target = join(dist, 'renderer');
const stamp = join(dist, 'renderer.sources');
const lock = join(dist, 'renderer.lock');
const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');

/** Everything that goes into the renderer; tests do not. */
const SOURCES = [
  'renderer',
  'shared',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
  'vite.config.ts',
];
const NOT_BUILT = /\.test\.tsx?$|(^|\/)test-support\/|\.md$/;

function* walk(path) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) yield* walk(join(path, name));
}

/** A hash over names and contents of the sources: unlike times it survives a clone, a copy and a checkout. */
export function hashOfSources() {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of walk(join(root, source))) {
      const name = relative(root, file).split(sep).join('/');
      if (NOT_BUILT.test(name)) continue;
      hash.update(`${name}\0`).update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

function isFresh(hash) {
  const made = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  return made === hash && existsSync(join(target, 'index.html'));
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
async function withLock(work) {
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

async function build(hash) {
  const next = join(dist, `renderer.next-${process.pid}`);
  const old = join(dist, `renderer.old-${process.pid}`);
  try {
    const code = await runNode([vite, 'build', '--outDir', next, '--emptyOutDir', '--logLevel', 'warn'], {
      // What a build says is not the output of the program that asked for it (`admin`, `runs --json`).
      stdio: ['ignore', process.stderr, 'inherit'],
    });
    if (code !== 0) throw new Error(`the renderer does not build (code ${code}); the reason is above`);
    rmSync(stamp, { force: true });
    if (existsSync(target)) renameSync(target, old);
    renameSync(next, target);
    writeFileSync(stamp, hash);
  } finally {
    rmSync(next, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
}

/**
 * Makes dist/renderer be what the sources say.
 * @param {{ force?: boolean, log?: (line: string) => void }} [options]
 * @returns {Promise<string>} the folder that holds index.html
 * @throws Error when the sources do not build; an older build is then left in place
 */
export async function ensureBuild({ force = false, log = (line) => console.error(line) } = {}) {
  // A server installed without development packages serves the renderer that it came with.
  if (!existsSync(vite)) {
    if (existsSync(join(target, 'index.html'))) return target;
    throw new Error('the renderer is not built and Vite is not installed: npm ci, then npm run build');
  }
  if (!force && isFresh(hashOfSources())) return target;
  return await withLock(async () => {
    const hash = hashOfSources();
    if (!force && isFresh(hash)) return target;
    const started = performance.now();
    log('building the renderer ...');
    await build(hash);
    log(`built dist/renderer in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    return target;
  });
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    await ensureBuild({ force: process.argv.includes('--force') });
  } catch (error) {
    console.error(`build: ${error.message}`);
    process.exitCode = 1;
  }
}
