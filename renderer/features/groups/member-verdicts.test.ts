import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MemberVerdict } from './member-verdicts.ts';
import { portions } from './acts.ts';
import { countsOf, withFate } from '../workbook-import/index.ts';
import { MEMBER_FATES, memberVerdicts } from './member-verdicts.ts';

const HERE = ['KH1', 'KH2', 'KH3', 'KH4'];
const rules = {
  isHere: (code: string) => HERE.includes(code),
  mayAdd: (code: string) => code !== 'KH3',
  isMember: (code: string) => code === 'KH2',
};
const codesToAdd = (verdicts: readonly MemberVerdict[]) =>
  withFate(MEMBER_FATES, verdicts, 'write').map(({ code }) => code);
const rowsOf = (codes: readonly string[]) => codes.map((code, at) => ({ line: at + 2, code }));

describe('members out of a sheet', () => {
  it('are told apart row by row', () => {
    const verdicts = memberVerdicts(rowsOf(['KH1', 'KH2', 'KH3', 'KH9', 'KH1', '']), rules);
    expect(verdicts.map(({ kind }) => kind)).toEqual([
      'ADD',
      'MEMBER',
      'OUTSIDE',
      'UNKNOWN',
      'DOUBLE',
      'BLANK',
    ]);
    expect(verdicts[4]).toMatchObject({ line: 6, first: 2 });
    expect(codesToAdd(verdicts)).toEqual(['KH1']);
  });

  it('reconcile: the parts are all rows, and nobody is added twice or against the rules', () => {
    const code = fc.constantFrom(...HERE, 'KH9', '');
    fc.assert(
      fc.property(fc.array(code, { maxLength: 30 }), (codes) => {
        const verdicts = memberVerdicts(rowsOf(codes), rules);
        const counts = countsOf(MEMBER_FATES, verdicts);
        expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(codes.length);
        const added = codesToAdd(verdicts);
        expect(added).toHaveLength(counts.ADD);
        expect(new Set(added).size).toBe(added.length);
        expect(added.every((one) => rules.isHere(one) && rules.mayAdd(one) && !rules.isMember(one))).toBe(
          true,
        );
      }),
    );
  });
});

it('an edit carries a hundred members at most', () => {
  const codes = Array.from({ length: 250 }, (_, at) => `KH${at}`);
  expect(portions(codes).map(({ length }) => length)).toEqual([100, 100, 50]);
  expect(portions(codes).flat()).toEqual(codes);
  expect(portions([])).toEqual([]);
});
