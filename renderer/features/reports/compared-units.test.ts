import { expect, it } from 'vitest';
import { comparedUnits } from './compared-units.ts';

const units = new Map(
  (
    [
      ['GX', null],
      ['NN', 'GX'],
      ['D1', 'NN'],
      ['D2', 'NN'],
      ['Z1', 'D1'],
      ['Z2', 'D1'],
      ['C1', 'Z1'],
      ['C2', 'Z1'],
      ['C3', 'Z2'],
      ['W1', 'D1'],
      ['C9', 'D2'],
    ] as const
  ).map(([code, parentCode]) => [code, { name: code, parentCode }]),
);

it.each([
  [['C1'], null, ['C1']],
  [['C1', 'C2'], null, ['C1', 'C2']],
  [['C1', 'C2', 'C3', 'W1'], null, ['W1', 'Z1', 'Z2']],
  [['C1', 'C9'], null, ['D1', 'D2']],
  [['C1', 'C2', 'C3', 'C9'], 'D1', ['Z1', 'Z2']],
  [['C1', 'C9'], 'C1', ['C1']],
  [['C1'], 'D2', []],
  [['unknown'], null, ['unknown']],
  [[], null, []],
])('of customers in %j, looking at %s, it compares %j', (communities, unit, expected) => {
  expect(comparedUnits(units, communities, unit)).toEqual(expected);
});
