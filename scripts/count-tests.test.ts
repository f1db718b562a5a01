import { expect, test } from 'vitest';
import { closingLine, countPlaywright, countVitest, settle } from './count-tests.mjs';

const report = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0, testResults: [] };

test('vitest: every test counts once', () => {
  expect(countVitest({ ...report, numFailedTests: 2 })).toEqual({ passed: 3, failed: 2, skipped: 1 });
});

test('vitest: a file that does not load counts as a failure, one with failed tests not twice', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{ status: 'failed' }] },
    { status: 'passed', assertionResults: [{ status: 'passed' }] },
  ];
  expect(countVitest({ ...report, numFailedTests: 1, testResults }).failed).toBe(2);
});

test('Playwright: an error outside of tests is a failure; what passed at its second try has passed', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
  expect(countPlaywright({ stats, errors: ['no browser'] })).toEqual({ passed: 6, failed: 2, skipped: 2 });
});

test('a step is a failure when it left no report, ran nothing, or ended badly without saying why', () => {
  expect(settle(undefined, 0).failed).toBe(1);
  expect(settle({ passed: 0, failed: 0, skipped: 4 }, 0).failed).toBe(1);
  expect(settle({ passed: 9, failed: 0, skipped: 0 }, 1)).toMatchObject({ passed: 9, failed: 1 });
  expect(settle({ passed: 9, failed: 2, skipped: 0 }, 1)).toMatchObject({ passed: 9, failed: 2 });
  expect(settle({ passed: 9, failed: 0, skipped: 0 }, 0).failed).toBe(0);
});

test('the closing line', () => {
  expect(closingLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
  expect(closingLine({ passed: 12, failed: 1, skipped: 2 })).toBe('12 passed, 1 failed, 2 skipped');
});
