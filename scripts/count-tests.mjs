/** Reads what the test runners report, so that nothing which went wrong is left out of the sum. */

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {{ status: string, assertionResults: { status: string }[] }} VitestFile */
/** @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, testResults: VitestFile[] }} VitestReport */
/** @typedef {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors: unknown[] }} PlaywrightReport */

/**
 * @param {VitestReport} report
 * @returns {Counts}
 */
export function countVitest(report) {
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

/**
 * @param {PlaywrightReport} report
 * @returns {Counts}
 */
export function countPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  // What passed at its second try counts as passed; the end of the run names it nevertheless.
  return { passed: expected + flaky, failed: unexpected + report.errors.length, skipped };
}

/**
 * What a step with tests contributes to the sum.
 * @param {Counts | undefined} counts undefined when the runner left no report
 * @param {number} code its exit code
 * @returns {Counts & { complaint?: string }}
 */
export function settle(counts, code) {
  if (counts === undefined) return { passed: 0, failed: 1, skipped: 0, complaint: 'has left no report' };
  if (counts.passed + counts.failed === 0) return { ...counts, failed: 1, complaint: 'has run no test' };
  if (code !== 0 && counts.failed === 0) {
    return { ...counts, failed: 1, complaint: `has ended with code ${code} although no test failed` };
  }
  return counts;
}

/**
 * The closing line.
 * @param {Counts} sum
 */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
