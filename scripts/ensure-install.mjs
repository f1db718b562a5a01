/**
 * Installs the packages when node_modules is missing or out of step with package-lock.json, and runs programs
 * on the Node that came with them. Plain JavaScript on Node's own modules: it runs before anything is there.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join, resolve, win32 } from 'node:path';

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`ChannelDesk needs Node 20.19 or later to start; this is ${process.version}`);
  process.exit(1);
}

export const root = resolve(import.meta.dirname, '..');
const windows = process.platform === 'win32';
const bin = join(root, 'node_modules', '.bin');

/** Compares what npm noted at the last install with the lock. @returns undefined when they agree, else why not */
export function whyInstall(folder = root) {
  const noted = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(noted)) return 'node_modules is missing';
  const wanted = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(noted, 'utf8')).packages;
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '') continue;
    const found = present[path];
    // Packages for other platforms are in the lock but are not installed here.
    if (found === undefined && !entry.optional && !entry.peer) return `${path} is missing`;
    if (found !== undefined && found.version !== entry.version) {
      return `${path} is ${found.version}, the lock says ${entry.version}`;
    }
  }
  // Its own install script puts it there; npm may be told to skip such scripts.
  return existsSync(installedNode(folder)) ? undefined : 'the Node of node_modules is missing';
}

/** @param {string} folder */
function installedNode(folder) {
  return join(folder, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');
}

/** PATH without node_modules/.bin: npm must not run on the very Node that it is about to replace. */
function pathOutside() {
  const parts = (process.env['PATH'] ?? '').split(delimiter);
  return parts.filter((part) => !part.includes(join('node_modules', '.bin'))).join(delimiter);
}

function npmCommand() {
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  if (script?.endsWith('.js') && node !== undefined && existsSync(node) && !node.startsWith(root)) {
    return { program: node, before: [script] };
  }
  return { program: windows ? 'npm.cmd' : 'npm', before: [] };
}

/**
 * Whether this very process keeps npm from replacing the packages: Windows deletes no program that runs, and `npm start`
 * runs on the Node of node_modules once that is there. Handing over to another Node would not help, because this one
 * would run on until the other has ended.
 * @param {{ platform: string, execPath: string, folder: string }} here
 */
export function holdsPackages({ platform, execPath, folder }) {
  if (platform !== 'win32') return false;
  const path = win32.relative(win32.join(folder, 'node_modules'), execPath);
  return !path.startsWith('..') && !win32.isAbsolute(path);
}

/** @throws Error when npm ci fails, or could only fail */
export function ensureInstall() {
  const why = whyInstall();
  if (why === undefined) return;
  if (holdsPackages({ platform: process.platform, execPath: process.execPath, folder: root })) {
    throw new Error(`packages must be installed (${why}): run npm ci first, then this again`);
  }
  console.log(`installing packages (${why}) ...`);
  const { program, before } = npmCommand();
  const { status, error } = spawnSync(program, [...before, 'ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    shell: windows && before.length === 0,
    env: { ...process.env, PATH: pathOutside() },
  });
  if (error !== undefined) throw new Error(`cannot run npm: ${error.message}`);
  if (status !== 0) throw new Error(`npm ci failed with code ${status}; its message is above`);
  const stillWhy = whyInstall();
  if (stillWhy !== undefined) throw new Error(`npm ci has run, but ${stillWhy}`);
}

/** The environment in which `node` and the tools are those of node_modules. */
export function toolEnvironment(extra = {}) {
  return { ...process.env, PATH: `${bin}${delimiter}${pathOutside()}`, ...extra };
}

/** Node 24, which runs TypeScript as it is; the Node that started this script may be an older one. */
export function nodeProgram() {
  const installed = installedNode(root);
  return existsSync(installed) ? installed : process.execPath;
}

/**
 * Starts `node <args>` in the repository.
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function spawnNode(args, options = {}) {
  const { env, ...rest } = options;
  return spawn(nodeProgram(), args, { cwd: root, stdio: 'inherit', ...rest, env: toolEnvironment(env) });
}

/**
 * Runs `node <args>` to its end, which `signal` brings about.
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number>} the exit code, 1 when it died of a signal
 */
export function runNode(args, options = {}) {
  return new Promise((done, fail) => {
    const child = spawnNode(args, options);
    // Aborted: it has been told to end, and what it holds is free only when it has.
    child.on('error', (error) => {
      if (!options.signal?.aborted) fail(error);
    });
    child.on('close', (code) => done(code ?? 1));
  });
}
