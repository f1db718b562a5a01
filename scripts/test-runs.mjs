/** Reads out of the reports of the test runners how each single test went, and why it failed. */
import { stripVTControlCharacters } from 'node:util';

/** @typedef {'passed' | 'failed' | 'skipped'} Outcome */
/**
 * `reason`: why it was skipped. `error`: what a failed try said, first lines. `secondTry`: it failed, and then passed.
 * @typedef {{ name: string, outcome: Outcome, reason?: string, error?: string, secondTry?: boolean }} TestRun
 */
/** @typedef {{ ancestorTitles: string[], title: string, status: string, failureMessages?: string[] }} VitestTest */
/** @typedef {{ name?: string, status?: string, message?: string, assertionResults: VitestTest[] }} VitestFile */
/** @typedef {{ testResults: VitestFile[] }} VitestReport */
/** @typedef {{ errors?: { message?: string }[] }} PlaywrightResult */
/** @typedef {{ status: string, annotations: { type: string, description?: string }[], results?: PlaywrightResult[] }} PlaywrightTest */
/** @typedef {{ title: string, tests: PlaywrightTest[] }} Spec */
/** @typedef {{ title: string, suites?: Suite[], specs?: Spec[] }} Suite */

/** Of Playwright's words. @type {Record<string, Outcome>} */
const OUTCOMES = { expected: 'passed', flaky: 'passed', skipped: 'skipped', unexpected: 'failed' };

/** So much of a message tells what was wrong; the whole of it stands where the test ran. */
const ERROR_LINES = 6;

/**
 * @param {VitestReport} report
 * @returns {TestRun[]} a file that could not be loaded is one failed run of its own
 */
export function vitestRuns(report) {
  return report.testResults.flatMap((file) => {
    const runs = file.assertionResults.map(({ ancestorTitles, title, status, failureMessages }) => ({
      name: [...ancestorTitles, title].join(' '),
      outcome: /** @type {Outcome} */ (status === 'passed' || status === 'failed' ? status : 'skipped'),
      ...said(failureMessages?.[0]),
    }));
    if (file.status !== 'failed' || runs.some(({ outcome }) => outcome === 'failed')) return runs;
    return [...runs, { name: file.name ?? 'a file', outcome: 'failed', ...said(file.message) }];
  });
}

/**
 * @param {{ suites: Suite[] }} report
 * @returns {TestRun[]}
 */
export function playwrightRuns(report) {
  return report.suites.flatMap((suite) => runsOf(suite, ''));
}

/**
 * @param {Suite} suite
 * @param {string} around
 * @returns {TestRun[]}
 */
function runsOf(suite, around) {
  const name = `${around} ${suite.title}`.trim();
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests.map(({ status, annotations, results }) => {
      const reason = annotations.find(({ type }) => type === 'skip')?.description;
      return {
        name: `${name} ${spec.title}`,
        outcome: OUTCOMES[status] ?? 'failed',
        ...(status === 'flaky' ? { secondTry: true } : {}),
        ...(reason === undefined ? {} : { reason }),
        ...said(results?.flatMap(({ errors }) => errors ?? [])[0]?.message),
      };
    }),
  );
  return [...own, ...(suite.suites ?? []).flatMap((inner) => runsOf(inner, name))];
}

/** @param {string | undefined} message */
function said(message) {
  if (message === undefined) return {};
  const lines = stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return { error: lines.slice(0, ERROR_LINES).join('\n') };
}

/**
 * What a run ends with when something failed, or did at the first try, so that nobody has to look for it in
 * thousands of lines.
 * @param {TestRun[]} runs
 * @returns {string[]} lines
 */
export function failureLines(runs) {
  return runs
    .filter(({ outcome, secondTry }) => outcome === 'failed' || secondTry)
    .flatMap(({ name, error = '', secondTry }) => [
      `${secondTry ? 'SECOND TRY' : 'FAILED'} ${name}`,
      ...error.split('\n').map((line) => `    ${line}`),
    ]);
}
