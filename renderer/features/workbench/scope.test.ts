import { expect, it } from 'vitest';
import { scopeChoices } from './scope.ts';

const units = new Map(
  [
    ['D', '武鸣公众客户部', null],
    ['Z1', '武鸣片1', 'D'],
    ['Z2', '武鸣片2', 'D'],
    ['C1', '武鸣片1社区', 'Z1'],
    ['C2', '武鸣片1二社区', 'Z1'],
    ['C3', '武鸣片2社区', 'Z2'],
  ].map(([code, name, parentCode]) => [code!, { name: name!, parentCode: parentCode ?? null }]),
);
const shape = (counts: [string, number][]): string[] =>
  scopeChoices(new Map(counts), units, '全部').map(
    ({ unitCode, name, depth }) => `${depth} ${unitCode ?? '*'} ${name}`,
  );

it('has nothing to choose where there is one community', () => {
  expect(
    shape([
      ['C1', 467],
      ['C2', 0],
    ]),
  ).toEqual(['0 * 武鸣片1社区']);
});

it('offers a zone above its communities, and a lone community without one', () => {
  expect(
    shape([
      ['C3', 5],
      ['C2', 2],
      ['C1', 9],
    ]),
  ).toEqual(['0 * 全部', '1 Z1 武鸣片1', '2 C1 武鸣片1社区', '2 C2 武鸣片1二社区', '1 C3 武鸣片2社区']);
});

it('leaves out a zone that is everything', () => {
  expect(
    shape([
      ['C2', 2],
      ['C1', 9],
    ]),
  ).toEqual(['0 * 全部', '1 C1 武鸣片1社区', '1 C2 武鸣片1二社区']);
});

it('names what it does not know by its code', () => {
  expect(shape([['X', 1]])).toEqual(['0 * X']);
});
