/** Programs that live and end together: when one ends, or Ctrl+C comes, the others are asked to end, then made to. */
import { spawnNode } from './ensure-install.mjs';
import { askToEnd } from './stop-signal.mjs';

const grouped = process.platform !== 'win32';
/** The server closes its requests and its database within this time. */
const PATIENCE_MS = 20_000;
const INHERITED = /** @type {const} */ (['inherit', 'inherit', 'inherit']);

/** @type {Map<import('node:child_process').ChildProcess, Promise<number>>} */
const children = new Map();
/** @type {Set<Promise<unknown>>} */
const works = new Set();
/** Aborts when the end begins; for whatever runs to its own end meanwhile. */
const end = new AbortController();
export const endSignal = end.signal;
/** @type {Promise<never> | undefined} */
let ending;

/** @param {import('node:child_process').ChildProcess} child */
function kill(child) {
  try {
    if (grouped && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}

/**
 * Starts `node <args>`. It gets a process group of its own, so that Ctrl+C reaches it once, through us.
 * @param {string} name for messages
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 * @param {{ mayEnd?: boolean, heedsChannel?: boolean }} [options] mayEnd: that it ends by itself is no failure, and
 *   ends the others too; heedsChannel: it ends when its channel to us does, see stop-signal.mjs
 */
export function start(name, args, env = {}, { mayEnd = false, heedsChannel = false } = {}) {
  const stdio = heedsChannel ? [...INHERITED, /** @type {const} */ ('ipc')] : [...INHERITED];
  const child = spawnNode(args, { env, detached: grouped, stdio });
  /** @type {Promise<number>} */
  const ended = new Promise((done) => {
    child.on('error', (error) => {
      console.error(`${name}: ${error.message}`);
      done(1);
    });
    // Not `close`, which never comes once we have let go of its channel.
    child.on('exit', (code) => done(code ?? 1));
  });
  children.set(child, ended);
  void ended.then((code) => {
    children.delete(child);
    if (ending !== undefined) return;
    if (mayEnd && code === 0) return void endAll(0);
    console.error(`${name} has ended (code ${code})`);
    void endAll(code === 0 ? 1 : code);
  });
}

/**
 * Lets this program not end before the work has: a build that is called off clears up after itself.
 * @template T
 * @param {Promise<T>} work heeds `endSignal`
 * @returns {Promise<T>}
 */
export async function during(work) {
  works.add(work);
  try {
    return await work;
  } finally {
    works.delete(work);
  }
}

/** @param {number} code */
async function endChildren(code) {
  const all = [...children];
  for (const [child] of all) askToEnd(child);
  const force = setTimeout(() => {
    for (const [child] of children) kill(child);
  }, PATIENCE_MS);
  await Promise.all([...all.map(([, ended]) => ended), Promise.allSettled(works)]);
  clearTimeout(force);
  return process.exit(code);
}

/**
 * Ends everything that still runs, then this program.
 * @param {number} code
 */
export function endAll(code) {
  end.abort();
  ending ??= endChildren(code);
  return ending;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void endAll(0));
