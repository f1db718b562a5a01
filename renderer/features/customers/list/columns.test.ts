import { describe, expect, it } from 'vitest';
import {
  columnShape,
  DEFAULT_COLUMNS,
  fitColumns,
  moveColumn,
  readColumns,
  TABLE_EDGES,
  toggleColumn,
  type ColumnKey,
} from './columns.ts';

const widthOf = (keys: readonly ColumnKey[]): number =>
  keys.reduce((sum, key) => sum + columnShape(key).width, TABLE_EDGES);

describe('columns of the list', () => {
  it('starts with the default set and keeps a choice in its order', () => {
    expect(readColumns(undefined)).toEqual(DEFAULT_COLUMNS);
    expect(readColumns([])).toEqual(DEFAULT_COLUMNS);
    expect(readColumns(['name', 'customerCode', 'arrears', 'arrears', 'gone'])).toEqual([
      'name',
      'customerCode',
      'arrears',
    ]);
    expect(readColumns(['arrears'])).toEqual(['customerCode', 'name', 'arrears']);
  });
  it('a column comes back in its place; the fixed ones stay', () => {
    const without = toggleColumn(DEFAULT_COLUMNS, 'community');
    expect(without).not.toContain('community');
    expect(toggleColumn(without, 'community')).toEqual(DEFAULT_COLUMNS);
    expect(toggleColumn(DEFAULT_COLUMNS, 'name')).toEqual(DEFAULT_COLUMNS);
  });
  it('moves within the row only', () => {
    expect(moveColumn(['customerCode', 'name', 'arrears'], 'arrears', -1)).toEqual([
      'customerCode',
      'arrears',
      'name',
    ]);
    expect(moveColumn(['customerCode', 'name'], 'name', 1)).toEqual(['customerCode', 'name']);
  });
  it('the default set fits beside tree and menu at 1440 px', () => {
    const panel = 1440 - 172 - 32 - 208 - 10 - 2;
    expect(widthOf(DEFAULT_COLUMNS)).toBeLessThanOrEqual(panel);
    expect(fitColumns(DEFAULT_COLUMNS, panel)).toEqual(DEFAULT_COLUMNS);
  });
  it('in a narrow window the last columns go first', () => {
    const fitting = fitColumns(DEFAULT_COLUMNS, widthOf(DEFAULT_COLUMNS) - 1);
    expect(fitting).toEqual(DEFAULT_COLUMNS.slice(0, -1));
    expect(fitColumns(DEFAULT_COLUMNS, 10)).toEqual(['customerCode', 'name']);
    expect(fitColumns(DEFAULT_COLUMNS, 0)).toEqual(DEFAULT_COLUMNS);
  });
});
