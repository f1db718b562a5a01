import { describe, expect, it } from 'vitest';
import type { CustomerIndex } from '../../../data/types.ts';
import {
  addAll,
  countSelected,
  EMPTY_SELECTION,
  extendTo,
  inListOrder,
  selectedPositions,
  stateOf,
  toggle,
  toggleAll,
} from './selection.ts';

const codes = ['A', 'B', 'C', 'D', 'E', 'F'];
const index = {
  codeAt: (position: number) => codes[position]!,
  positionOf: (code: string) => (codes.includes(code) ? codes.indexOf(code) : undefined),
} as Pick<CustomerIndex, 'codeAt' | 'positionOf'>;
const list = (...letters: string[]): Uint32Array => Uint32Array.from(letters, (code) => codes.indexOf(code));
const sorted = (selection: { codes: ReadonlySet<string> }): string => [...selection.codes].sort().join('');

describe('selection', () => {
  it('is kept by code over sort and filter', () => {
    const selection = toggle(toggle(EMPTY_SELECTION, 'A'), 'D');
    const positions = selectedPositions(selection, index);
    expect(countSelected(positions, list('D', 'C', 'B'))).toBe(1);
    expect(inListOrder(positions, list('D', 'C', 'B')).map((p) => codes[p])).toEqual(['D', 'A']);
    expect(sorted(toggle(selection, 'A'))).toBe('D');
  });
  it('Shift takes the range in the order of the list as it is now', () => {
    const shown = list('F', 'A', 'E', 'B', 'D');
    expect(sorted(extendTo(toggle(EMPTY_SELECTION, 'B'), shown, index, 'A'))).toBe('ABE');
    expect(sorted(extendTo(toggle(EMPTY_SELECTION, 'A'), shown, index, 'B'))).toBe('ABE');
  });
  it('Shift from one that was taken away takes the range away', () => {
    const all = addAll(EMPTY_SELECTION, list('A', 'B', 'C', 'D'), index);
    expect(sorted(extendTo(toggle(all, 'B'), list('A', 'B', 'C', 'D'), index, 'C'))).toBe('AD');
  });
  it('Shift without an anchor in the list is a plain click', () => {
    expect(sorted(extendTo(EMPTY_SELECTION, list('A', 'B', 'C'), index, 'C'))).toBe('C');
    expect(sorted(extendTo(toggle(EMPTY_SELECTION, 'F'), list('A', 'B'), index, 'B'))).toBe('BF');
  });
  it('all of the list go in, and out again, and the hidden ones stay', () => {
    const hidden = toggle(EMPTY_SELECTION, 'F');
    const all = toggleAll(hidden, list('A', 'B'), index, 'none');
    expect(sorted(all)).toBe('ABF');
    const inList = countSelected(selectedPositions(all, index), list('A', 'B'));
    expect(stateOf(inList, list('A', 'B'))).toBe('all');
    expect(sorted(toggleAll(all, list('A', 'B'), index, 'all'))).toBe('F');
    expect(stateOf(1, list('A', 'B'))).toBe('some');
    expect(stateOf(0, list())).toBe('none');
  });
  it('a customer that has left is not counted', () => {
    expect(selectedPositions(toggle(toggle(EMPTY_SELECTION, 'A'), 'gone'), index).size).toBe(1);
  });
});
