import { expect, it } from 'vitest';
import { selectionState, toggled, withAll } from './selection.ts';

const keys = ['a', 'b', 'c'];
const keyAt = (i: number): string => keys[i] ?? '';

it('keeps what is selected outside of the rows shown', () => {
  expect([...toggled(new Set(['x', 'a']), 'a')]).toEqual(['x']);
  expect([...withAll(new Set(['x']), keys, true)]).toEqual(['x', 'a', 'b', 'c']);
  expect([...withAll(new Set(['x', 'a', 'b']), keys, false)]).toEqual(['x']);
});

it('says none, some or all of the rows shown', () => {
  expect(selectionState(new Set(['x']), 3, keyAt)).toBe('none');
  expect(selectionState(new Set(['c']), 3, keyAt)).toBe('some');
  expect(selectionState(new Set(['a']), 3, keyAt)).toBe('some');
  expect(selectionState(new Set(keys), 3, keyAt)).toBe('all');
  expect(selectionState(new Set(), 0, keyAt)).toBe('none');
});
