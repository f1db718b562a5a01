/**
 * `npm test`: everything that must hold, from an empty checkout. `npm test -- unit lint` runs these steps only.
 * Its last line is the sum: `N passed, N failed` and, where some were skipped, `, N skipped`.
 * Tests are counted one by one; a check without tests (types, lint, build) counts when it fails.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { closingLine, countPlaywright, countVitest, settle } from './count-tests.mjs';
import { ensureInstall, root, spawnNode } from './ensure-install.mjs';
import { ensureSystem } from './ensure-system.mjs';
import { faultTable, readCatalogue } from './fault-table.mjs';
import { failureLines, playwrightRuns, vitestRuns } from './test-runs.mjs';

/** @typedef {import('./count-tests.mjs').Counts} Counts */
/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string[]} args what `node` is given
 * @property {Record<string, string>} [env]
 * @property {(report: string) => Counts} [count] reads the text of test-results/<name>.json
 * @property {(report: string) => TestRun[]} [runs] the same, test by test
 */
/** @typedef {import('./test-runs.mjs').TestRun} TestRun */

const reports = join(root, 'test-results');
/** No step takes a quarter of this on two quick cores, nor half of it on two slow ones; one that takes it all hangs. */
const LIMIT_MINUTES = 50;

/** @param {string[]} path */
const inside = (...path) => join(root, ...path);

/**
 * @param {string} project
 * @returns {Step}
 */
const vitest = (project) => ({
  name: project,
  args: [
    inside('node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${join(reports, `${project}.json`)}`,
  ],
  count: (report) => countVitest(JSON.parse(report)),
  runs: (report) => vitestRuns(JSON.parse(report)),
});

/**
 * @param {string} name
 * @param {string} project
 * @returns {Step}
 */
const playwright = (name, project) => ({
  name,
  args: [
    inside('node_modules', '@playwright', 'test', 'cli.js'),
    'test',
    `--project=${project}`,
    // Before the step is stopped from outside: so the report still says which test did not end.
    `--global-timeout=${(LIMIT_MINUTES - 1) * 60_000}`,
  ],
  env: {
    PLAYWRIGHT_JSON_OUTPUT_FILE: join(reports, `${name}.json`),
    PLAYWRIGHT_FOLDER: `playwright-${name}`,
  },
  count: (report) => countPlaywright(JSON.parse(report)),
  runs: (report) => playwrightRuns(JSON.parse(report)),
});

/** @type {Step[]} */
const STEPS = [
  { name: 'typecheck', args: [inside('scripts', 'typecheck.ts')] },
  { name: 'lint', args: [inside('scripts', 'lint.ts')] },
  vitest('unit'),
  vitest('server'),
  { name: 'build', args: [inside('scripts', 'ensure-build.mjs'), '--force'] },
  { name: 'dist', args: [inside('scripts', 'dist', 'main.ts')] },
  // Apart, so that each has its own limit: the browser edition, and the built desktop on Electron or its stand-in.
  playwright('e2e', 'browser'),
  playwright('desktop', 'desktop'),
];

/** Steps run in process groups of their own, so that a step that hangs goes with all that it started. */
const grouped = process.platform !== 'win32';
/** @type {import('node:child_process').ChildProcess | undefined} */
let running;
let interrupted = false;

/** @param {NodeJS.Signals} signal */
function killRunning(signal) {
  if (running?.pid === undefined) return;
  try {
    if (grouped) process.kill(-running.pid, signal);
    else running.kill(signal);
  } catch {
    // It ended by itself meanwhile.
  }
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    interrupted = true;
    killRunning(signal);
    setTimeout(() => killRunning('SIGKILL'), 5_000).unref();
  });
}

/**
 * @param {Step} step
 * @returns {Promise<number>} the exit code
 */
function run(step) {
  return new Promise((done, fail) => {
    const child = spawnNode(step.args, {
      detached: grouped,
      env: { CI: process.env['CI'] ?? 'true', ...step.env },
    });
    running = child;
    const limit = setTimeout(() => {
      console.error(`${step.name} has not ended within ${LIMIT_MINUTES} minutes and is stopped`);
      killRunning('SIGKILL');
    }, LIMIT_MINUTES * 60_000);
    child.on('error', fail);
    child.on('close', (code) => {
      clearTimeout(limit);
      running = undefined;
      done(code ?? 1);
    });
  });
}

/**
 * @param {Step} step
 * @returns {Promise<Counts>}
 */
async function carryOut(step) {
  const code = await run(step);
  if (step.count === undefined) return { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  const report = join(reports, `${step.name}.json`);
  const read = existsSync(report) ? step.count(readFileSync(report, 'utf8')) : undefined;
  const { complaint, ...counts } = settle(read, code);
  if (complaint !== undefined) console.error(`${step.name} ${complaint}`);
  return counts;
}

function chosenSteps() {
  const names = process.argv.slice(2);
  const known = STEPS.map((step) => step.name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`no such step: ${unknown.join(', ')}; there are ${known.join(', ')}`);
    process.exit(2);
  }
  return names.length === 0 ? STEPS : STEPS.filter((step) => names.includes(step.name));
}

/** @returns {TestRun[]} every test of the steps of this run, as the runners report it */
function allRuns() {
  return steps.flatMap(({ name, runs }) => {
    const report = join(reports, `${name}.json`);
    return runs !== undefined && existsSync(report) ? runs(readFileSync(report, 'utf8')) : [];
  });
}

/**
 * Prints how each fault of docs/faults.md stood in this run, of all steps.
 * @param {TestRun[]} runs
 * @returns {number} how many of them no test has brought about
 */
function showFaults(runs) {
  const faults = readCatalogue(readFileSync(inside('docs', 'faults.md'), 'utf8'));
  const { lines, unproved } = faultTable(faults, runs);
  console.log(`\nfaults (docs/faults.md)\n${lines.join('\n')}`);
  if (unproved.length > 0) console.error(`no test has brought about fault ${unproved.join(', ')}`);
  return unproved.length;
}

const began = performance.now();
/** @param {number} since */
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
const sum = { passed: 0, failed: 0, skipped: 0 };
/** @type {string[]} */
const lines = [];
const steps = chosenSteps();
try {
  ensureInstall();
  if (steps.some((step) => step.count !== undefined)) ensureSystem();
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  for (const step of steps) {
    if (interrupted) throw new Error('interrupted');
    const started = performance.now();
    console.log(`\n== ${step.name}`);
    const counts = await carryOut(step);
    sum.passed += counts.passed;
    sum.failed += counts.failed;
    sum.skipped += counts.skipped;
    const line = `${step.name.padEnd(10)} ${(counts.failed === 0 ? 'ok' : 'FAILED').padEnd(7)} ${seconds(started)}`;
    lines.push(line);
    console.log(`== ${line}`);
  }
  const runs = allRuns();
  if (steps === STEPS) sum.failed += showFaults(runs);
  const failures = failureLines(runs);
  if (failures.length > 0) console.error(`\n${failures.join('\n')}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  sum.failed += 1;
}
console.log(`\n${lines.join('\n')}\n${'all'.padEnd(18)} ${seconds(began)}\n`);
console.log(closingLine(sum));
if (sum.failed > 0) process.exitCode = 1;
