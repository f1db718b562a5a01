import type { KeyboardEvent } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { DataTableProps } from './types.ts';
import { useGridKeys as gridKeys } from './use-grid-keys.ts';

beforeEach(() => vi.stubGlobal('HTMLInputElement', class {}));
afterEach(() => vi.unstubAllGlobals());

/** A table over named rows, of which the one at place `active` has the keyboard. */
function table(names: readonly string[], active: number | null, more: Partial<DataTableProps<string>> = {}) {
  const told: string[] = [];
  const props: DataTableProps<string> = {
    label: 'rows',
    columns: [],
    rows: names.map((_, i) => i),
    at: (i) => names[i] ?? '',
    rowKey: (name) => name,
    onOpen: (name) => told.push(`open ${name}`),
    rowKeys: { f: (key) => told.push(`f ${key}`) },
    ...more,
  };
  const onKeyDown = gridKeys({
    props,
    keyAt: (i) => names[i] ?? '',
    active,
    setActive: (i) => told.push(`active ${i}`),
    toggle: (i) => told.push(`toggle ${i}`),
    pageRows: 10,
    scrollTo: (i) => told.push(`scroll ${i}`),
  });
  const press = (key: string, held: Partial<KeyboardEvent> = {}): string[] => {
    const target = {};
    onKeyDown({
      key,
      target,
      currentTarget: target,
      preventDefault: () => undefined,
      ...held,
    } as KeyboardEvent<HTMLDivElement>);
    return told.splice(0);
  };
  return { press };
}

it('a key of the rows is for the row that is marked now, which is brought into sight', () => {
  expect(table(['A', 'B', 'C'], 1).press('f')).toEqual(['scroll 1', 'f B']);
  // Sorted anew: another row stands at the marked place.
  expect(table(['C', 'A', 'B'], 1).press('F')).toEqual(['scroll 1', 'f A']);
});

it('does nothing where no row is marked, or with a key held that means something else', () => {
  expect(table(['A', 'B'], null).press('f')).toEqual([]);
  expect(table(['A', 'B'], 0).press('f', { ctrlKey: true })).toEqual([]);
  expect(table(['A', 'B'], 0).press('f', { altKey: true })).toEqual([]);
});

it('a list that has become shorter has no marked row until one is chosen again', () => {
  const short = table(['A', 'B'], 5, { selected: new Set() });
  expect(short.press('f')).toEqual([]);
  expect(short.press('Enter')).toEqual([]);
  expect(short.press(' ')).toEqual([]);
  expect(short.press('ArrowDown')).toEqual(['active 1', 'scroll 1']);
});
