import { describe, expect, it } from 'vitest';
import { CommunityFinder, type DivisionUnit } from './territory.ts';

const community = (unitCode: string, name: string, retired = false): DivisionUnit => ({
  unitCode,
  name,
  kind: 'COMMUNITY',
  channel: 'MASS_MARKET',
  billingArea: null,
  path: ['R', unitCode],
  retired,
  networkCode: null,
  departmentCode: 'R',
  departmentName: 'R',
});
const finderOf = (...units: DivisionUnit[]): CommunityFinder =>
  new CommunityFinder(new Map(units.map((unit) => [unit.unitCode, unit])));

describe('a community is found', () => {
  const finder = finderOf(
    community('A1', '青秀片1社区'),
    community('A2', '青秀片2社区'),
    community('B1', '民族大道'),
    community('B2', '民族大道'),
    community('C1', '老街', true),
    community('C2', '老街'),
  );

  it.each([
    ['A1', 'A1'],
    [' 青秀片2社区 ', 'A2'],
    ['老街', 'C2'],
  ])('by "%s"', (written, unitCode) => {
    expect(finder.find(written)).toMatchObject({ kind: 'FOUND', unit: { unitCode } });
  });

  it('by no name that several have, or none', () => {
    expect(finder.find('民族大道')).toEqual({ kind: 'AMBIGUOUS', codes: ['B1', 'B2'] });
    expect(finder.find('青秀片9社区')).toEqual({ kind: 'UNKNOWN' });
    expect(finder.find('')).toEqual({ kind: 'UNKNOWN' });
  });
});

describe('names like an unknown one', () => {
  const names = Array.from({ length: 5 }, (_, i) => community(`A${i + 1}`, `青秀片${i + 1}社区`));

  it('are the three likest, none for a stranger or nothing', () => {
    const finder = finderOf(...names, community('B', '青秀片99社区'));
    expect(finder.namesLike('青秀片9社区')).toEqual(['青秀片99社区', '青秀片1社区', '青秀片2社区']);
    expect(finder.namesLike('柳州')).toEqual([]);
    expect(finder.namesLike('')).toEqual([]);
  });

  it('are looked for once for each text, and for the first fifty of a sheet', () => {
    const finder = finderOf(...names);
    const texts = Array.from({ length: 60 }, (_, i) => `青秀片${i + 10}社区`);
    const first = texts.map((text) => finder.namesLike(text));
    expect(first.filter((found) => found.length > 0)).toHaveLength(50);
    expect(first.slice(50).flat()).toEqual([]);
    // The same text gets the same answer, not another search.
    expect(finder.namesLike(texts[0]!)).toBe(first[0]);
    expect(finder.namesLike(texts[49]!)).toBe(first[49]);
  });
});
