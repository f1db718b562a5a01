/**
 * Brings one part of dist up to date with its sources. A build goes into a folder of its own and takes the place of
 * the old one at the end, so a server that is serving the old one never shows half of a new one; two callers at once
 * make one build. Plain JavaScript on Node's own modules: it runs before anything is built.
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
import { join, relative, sep } from 'node:path';
import { root, runNode } from './ensure-install.mjs';
import { withProcessLock } from './process-lock.mjs';

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {string[]} folders below dist
 * @property {string} proof a file of it that is there when it is built
 * @property {string} tool
 * @property {string[]} sources everything that goes into it; tests do not
 * @property {(next: string) => { args: string[], env: Record<string, string> }} command builds into the folder `next`
 */
const NOT_BUILT = /\.test\.tsx?$|(^|\/)test-support\/|\.md$/;

/**
 * @param {string} path
 * @returns {Generator<string>}
 */
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

/**
 * @param {Part} part
 * @param {string} dist
 */
const stampOf = (part, dist) => join(dist, `${part.name}.sources`);

/**
 * @param {Part} part
 * @param {string} dist
 * @param {string} hash
 */
function isFresh(part, dist, hash) {
  const stamp = stampOf(part, dist);
  const made = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  return made === hash && existsSync(join(dist, part.proof));
}

/**
 * Removes what builds have left that were killed. Only for whoever holds the lock: everybody else's are in use.
 * @param {Part} part
 * @param {string} dist
 */
function clearLeftovers(part, dist) {
  // A lock that was a folder may be here still; it outlived its holder.
  const left = new RegExp(`^${part.name}\\.(next-|old-|lock$)`);
  for (const name of readdirSync(dist).filter((each) => left.test(each))) {
    rmSync(join(dist, name), { recursive: true, force: true });
  }
}

/**
 * @param {Part} part
 * @param {string} dist
 * @param {string} hash
 * @param {AbortSignal | undefined} signal
 */
async function build(part, dist, hash, signal) {
  const next = join(dist, `${part.name}.next-${process.pid}`);
  const old = join(dist, `${part.name}.old-${process.pid}`);
  try {
    const { args, env } = part.command(next);
    const code = await runNode(args, {
      env,
      // What a build says is not the output of the program that asked for it (`admin`, `runs --json`).
      stdio: ['ignore', process.stderr, 'inherit'],
      ...(signal && { signal }),
    });
    throwIfCalledOff(part, signal);
    if (code !== 0) throw new Error(`the ${part.name} does not build (code ${code}); the reason is above`);
    rmSync(stampOf(part, dist), { force: true });
    mkdirSync(old, { recursive: true });
    for (const folder of part.folders) {
      if (existsSync(join(dist, folder))) renameSync(join(dist, folder), join(old, folder));
      renameSync(join(next, folder), join(dist, folder));
    }
    writeFileSync(stampOf(part, dist), hash);
  } finally {
    rmSync(next, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
}

/**
 * @param {Part} part
 * @param {AbortSignal | undefined} signal
 */
function throwIfCalledOff(part, signal) {
  if (signal?.aborted) throw new Error(`the build of the ${part.name} was called off`);
}

/**
 * Makes the folders of the part be what its sources say.
 * @param {Part} part
 * @param {string} dist
 * @param {import('./ensure-build.mjs').EnsureBuildOptions} [options]
 * @returns {Promise<string>} the first folder of the part
 * @throws Error when the sources do not build, or the signal calls it off; an older build is then left in place
 */
export async function ensurePart(part, dist, options = {}) {
  const { force = false, log = (line) => console.error(line), signal } = options;
  const target = join(dist, part.folders[0] ?? '');
  // What was installed without development packages uses the build that it came with.
  if (!existsSync(part.tool)) {
    if (existsSync(join(dist, part.proof))) return target;
    throw new Error(`the ${part.name} is not built and Vite is not installed: npm ci, then npm run build`);
  }
  if (!force && isFresh(part, dist, hashOf(part))) return target;
  mkdirSync(dist, { recursive: true });
  const work = async () => {
    const hash = hashOf(part);
    if (!force && isFresh(part, dist, hash)) return target;
    const started = performance.now();
    clearLeftovers(part, dist);
    log(`building the ${part.name} ...`);
    await build(part, dist, hash, signal);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    log(`built ${part.folders.map((folder) => `dist/${folder}`).join(', ')} in ${seconds} s`);
    return target;
  };
  const onWait = (/** @type {number} */ holder) => log(`waiting for the build of process ${holder} ...`);
  try {
    return await withProcessLock(`build ${join(dist, part.name)}`, work, { signal, onWait });
  } catch (error) {
    throwIfCalledOff(part, signal);
    throw error;
  }
}
