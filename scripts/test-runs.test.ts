import { expect, test } from 'vitest';
import { failureLines, playwrightRuns, vitestRuns } from './test-runs.mjs';

const unit = {
  testResults: [
    {
      name: 'a.test.ts',
      status: 'failed',
      assertionResults: [
        {
          ancestorTitles: ['sum'],
          title: 'adds',
          status: 'failed',
          failureMessages: ['\u001b[31m1 is not 2\u001b[39m\n\n  at a'],
        },
        { ancestorTitles: ['sum'], title: 'is there', status: 'passed' },
      ],
    },
    { name: 'b.test.ts', status: 'failed', message: 'cannot be loaded', assertionResults: [] },
  ],
};
const browser = {
  suites: [
    {
      title: 'c.spec.ts',
      specs: [
        {
          title: 'is seen',
          tests: [
            { status: 'unexpected', annotations: [], results: [{}, { errors: [{ message: 'not there' }] }] },
          ],
        },
      ],
    },
  ],
};

test('a run ends with the name of each failed test and what it said, and nothing else', () => {
  expect(failureLines([...vitestRuns(unit), ...playwrightRuns(browser)])).toEqual([
    'FAILED sum adds',
    '    1 is not 2',
    '      at a',
    'FAILED b.test.ts',
    '    cannot be loaded',
    'FAILED c.spec.ts is seen',
    '    not there',
  ]);
});

test('a long message is cut, and where all passed nothing is said', () => {
  const long = { ancestorTitles: [], title: 'long', status: 'failed', failureMessages: ['x\n'.repeat(40)] };
  expect(failureLines(vitestRuns({ testResults: [{ assertionResults: [long] }] })).length).toBeLessThan(10);
  expect(failureLines([{ name: 'fine', outcome: 'passed' }])).toEqual([]);
});

test('what passed at its second try is no failure, and is named with what the first one said', () => {
  const [spec] = browser.suites[0]!.specs;
  const again = { ...spec!, tests: [{ ...spec!.tests[0]!, status: 'flaky' }] };
  const runs = playwrightRuns({ suites: [{ title: 'c.spec.ts', specs: [again] }] });
  expect(runs).toMatchObject([{ outcome: 'passed' }]);
  expect(failureLines(runs)).toEqual(['SECOND TRY c.spec.ts is seen', '    not there']);
});
