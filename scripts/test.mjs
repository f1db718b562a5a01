/**
 * `npm test`: everything that must hold, from an empty checkout. `npm test -- unit lint` runs these steps only.
 * Its last line is the sum: `N passed, N failed` and, where some were skipped, `, N skipped`.
 * Tests are counted one by one; a check without tests (types, lint, build) counts when it fails.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstall, root, spawnNode } from './ensure-install.mjs';
import { ensureSystem } from './ensure-system.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

const reports = join(root, 'test-results');
/** No step takes half of this on two cores; one that does hangs. */
const LIMIT_MINUTES = 12;

const node = (...path) => join(root, ...path);
const vitest = (project) => [
  node('node_modules', 'vitest', 'vitest.mjs'),
  'run',
  '--project',
  project,
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${join(reports, `${project}.json`)}`,
];

const STEPS = [
  { name: 'typecheck', args: [node('scripts', 'typecheck.ts')] },
  { name: 'lint', args: [node('scripts', 'lint.ts')] },
  { name: 'unit', args: vitest('unit'), count: () => countVitest('unit') },
  { name: 'server', args: vitest('server'), count: () => countVitest('server') },
  { name: 'build', args: [node('scripts', 'ensure-build.mjs'), '--force'] },
  {
    name: 'e2e',
    args: [node('node_modules', '@playwright', 'test', 'cli.js'), 'test'],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: join(reports, 'e2e.json') },
    count: countPlaywright,
  },
];

function readReport(name) {
  const file = join(reports, `${name}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** @returns {Counts | undefined} */
function countVitest(project) {
  const report = readReport(project);
  if (report === undefined) return undefined;
  // A file that cannot even be loaded has no failed test to count; it counts as one itself.
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** @returns {Counts | undefined} */
function countPlaywright() {
  const report = readReport('e2e');
  if (report === undefined) return undefined;
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky, skipped };
}

/** Steps run in process groups of their own, so that a step that hangs goes with all that it started. */
const grouped = process.platform !== 'win32';
let running;
function kill(child, signal) {
  try {
    if (grouped) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    if (running !== undefined) kill(running, signal);
    process.exitCode = 130;
    setTimeout(() => process.exit(130), 3_000).unref();
    interrupted = true;
  });
}
let interrupted = false;

/** @returns {Promise<number>} the exit code */
function run(step) {
  return new Promise((done, fail) => {
    const child = spawnNode(step.args, {
      detached: grouped,
      env: { CI: process.env['CI'] ?? 'true', ...step.env },
    });
    running = child;
    const limit = setTimeout(() => {
      console.error(`${step.name} has not ended within ${LIMIT_MINUTES} minutes and is stopped`);
      kill(child, 'SIGKILL');
    }, LIMIT_MINUTES * 60_000);
    child.on('error', fail);
    child.on('close', (code) => {
      clearTimeout(limit);
      running = undefined;
      done(code ?? 1);
    });
  });
}

/** @returns {Promise<Counts>} */
async function carryOut(step) {
  const code = await run(step);
  if (step.count === undefined) return { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  const counts = step.count();
  if (counts === undefined) {
    console.error(`${step.name} has left no report`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  if (counts.passed + counts.failed === 0) {
    console.error(`${step.name} has run no test`);
    return { ...counts, failed: 1 };
  }
  // Something outside of the tests went wrong: an unhandled error, a set-up that did not end.
  if (code !== 0 && counts.failed === 0) return { ...counts, failed: 1 };
  return counts;
}

function chosenSteps() {
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !STEPS.some((step) => step.name === name));
  if (unknown.length > 0) {
    console.error(
      `no such step: ${unknown.join(', ')}; there are ${STEPS.map((step) => step.name).join(', ')}`,
    );
    process.exit(2);
  }
  return names.length === 0 ? STEPS : STEPS.filter((step) => names.includes(step.name));
}

const began = performance.now();
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
const sum = { passed: 0, failed: 0, skipped: 0 };
const lines = [];
const steps = chosenSteps();
try {
  ensureInstall();
  if (steps.some((step) => step.count !== undefined)) ensureSystem();
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  for (const step of steps) {
    if (interrupted) break;
    const started = performance.now();
    console.log(`\n== ${step.name}`);
    const counts = await carryOut(step);
    for (const key of Object.keys(sum)) sum[key] += counts[key];
    const verdict = counts.failed === 0 ? 'ok' : 'FAILED';
    lines.push(`${step.name.padEnd(10)} ${verdict.padEnd(7)} ${seconds(started)}`);
    console.log(`== ${lines.at(-1)}`);
  }
} catch (error) {
  console.error(error.message);
  sum.failed += 1;
}
if (interrupted) sum.failed += 1;
console.log(`\n${lines.join('\n')}\n${'all'.padEnd(18)} ${seconds(began)}\n`);
console.log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`);
if (sum.failed > 0) process.exitCode = 1;
