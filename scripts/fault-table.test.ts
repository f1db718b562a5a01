/**
 * Ties docs/faults.md to the tests: a test says which fault it brings about by `[fault 12]` in its name, every
 * fault has such a test in the files that the catalogue names, or says why there is none yet.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultsNamed, faultTable, NOT_YET, readCatalogue } from './fault-table.mjs';
import { listCode } from './layers/graph.ts';
import { playwrightRuns, vitestRuns } from './test-runs.mjs';

const root = join(import.meta.dirname, '..');
const SELF = 'scripts/fault-table.test.ts';

/** Fault → the files with a test that names it. */
function citations(): Map<number, Set<string>> {
  const found = new Map<number, Set<string>>();
  for (const file of listCode(root)) {
    if (!/\.(test|spec)\.tsx?$/.test(file) || file === SELF) continue;
    const text = readFileSync(join(root, file), 'utf8');
    // Names also stand in tables that a test is made from, so every text of such a file counts.
    for (const number of faultsNamed(text)) found.set(number, (found.get(number) ?? new Set()).add(file));
  }
  return found;
}

describe('the catalogue of faults', () => {
  const faults = readCatalogue(readFileSync(join(root, 'docs/faults.md'), 'utf8'));
  const cited = citations();

  it('is numbered without a gap', () => {
    expect(faults.length).toBeGreaterThanOrEqual(36);
    expect(faults.map(({ number }) => number)).toEqual(faults.map((_, at) => at + 1));
  });

  it('has every fault that a test names', () => {
    const known = new Set(faults.map(({ number }) => number));
    expect([...cited.keys()].filter((number) => !known.has(number))).toEqual([]);
  });

  it.each(faults)('fault $number, $fault: proved where it says, or not yet and why', ({ number, where }) => {
    const files = cited.get(number) ?? new Set();
    if (NOT_YET.test(where)) {
      expect([...files], 'has a test: name its file in docs/faults.md').toEqual([]);
      return;
    }
    const named = [...where.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file);
    expect(named.length, 'names a file').toBeGreaterThan(0);
    expect(named.filter((file) => !files.has(file))).toEqual([]);
  });
});

describe('the table at the end of a run', () => {
  const faults = readCatalogue(
    [
      '| # | fault | must hold | proved by |',
      '| --- | --- | --- | --- |',
      '| 1 | cut | nothing applied | `a.test.ts` |',
      '| 2 | lost | once | `b.spec.ts` |',
      '| 3 | full | a message | `c.spec.ts` |',
      '| 4 | later | closed once | not yet: needs two processes |',
      '| 5 | nobody looks | all | `d.test.ts` |',
    ].join('\n'),
  );
  const unit = {
    testResults: [
      {
        assertionResults: [
          { ancestorTitles: ['line'], title: '[fault 1] cut early', status: 'passed' },
          { ancestorTitles: ['line [fault 1, 2]'], title: 'cut late', status: 'passed' },
          { ancestorTitles: [], title: 'about something else', status: 'failed' },
        ],
      },
    ],
  };
  const browser = {
    suites: [
      {
        title: 'b.spec.ts',
        specs: [{ title: '[fault 2] lost', tests: [{ status: 'unexpected', annotations: [] }] }],
        suites: [
          {
            title: 'storage',
            specs: [
              {
                title: '[fault 3] full',
                tests: [{ status: 'skipped', annotations: [{ type: 'skip', description: 'no mount here' }] }],
              },
            ],
          },
        ],
      },
    ],
  };

  it('says of every fault how it stands', () => {
    const { lines, unproved } = faultTable(faults, [...vitestRuns(unit), ...playwrightRuns(browser)]);
    expect(lines.map((line) => line.replace(/ {2,}/g, '  '))).toEqual([
      '  1  cut  ok  2 tests',
      '  2  lost  FAILED',
      '  3  full  skipped  no mount here',
      '  4  later  not yet  needs two processes',
      '  5  nobody looks  NO TEST  `d.test.ts`',
    ]);
    expect(unproved).toEqual([5]);
  });

  it('reads numbers out of names', () => {
    expect(faultsNamed('[fault 15, 16] damaged [fault 3]')).toEqual([15, 16, 3]);
    expect(faultsNamed('a fault 7 [S3]')).toEqual([]);
  });
});
