import { describe, expect, it } from 'vitest';
import {
  activeView,
  conditionsOfView,
  readMachineViews,
  readView,
  SHIPPED_VIEWS,
  viewsToMove,
  writeQuery,
  type ListView,
} from './saved-views.ts';

const own: ListView = {
  id: 'v1',
  name: '我的续约名单',
  conditions: { unitCode: 'A', agreementEndsWithinDays: 90 },
  sort: { key: 'agreementEnd', descending: false },
};

describe('views', () => {
  it('a shipped view holds within the unit that is open', () => {
    const arrears = SHIPPED_VIEWS[1];
    expect(conditionsOfView(arrears, 'Z')).toEqual({ status: 'LIVE', arrearsMonthsMin: 1, unitCode: 'Z' });
    expect(conditionsOfView(arrears, undefined)).toEqual({ status: 'LIVE', arrearsMonthsMin: 1 });
  });
  it("one's own view opens the unit it was saved with", () => {
    expect(conditionsOfView(own, 'Z').unitCode).toBe('A');
  });
  it('the tab is lit only while the filter is exactly that of the view', () => {
    const views = [...SHIPPED_VIEWS, own];
    expect(activeView(views, { unitCode: 'Z' })?.id).toBe('all');
    expect(activeView(views, { unitCode: 'Z', status: 'LIVE', arrearsMonthsMin: 1 })?.id).toBe('arrearsLive');
    expect(activeView(views, { unitCode: 'A', agreementEndsWithinDays: 90 })?.id).toBe('v1');
    expect(activeView(views, { unitCode: 'Z', agreementEndsWithinDays: 90 })).toBeUndefined();
  });
  it('is read as it was written', () => {
    const query = writeQuery(own.conditions, own.sort);
    expect(readView({ viewId: 'v1', name: own.name!, definition: { query } })).toEqual(own);
  });
});

describe('views of an earlier version, kept on one machine', () => {
  const stored = [
    { id: 'a', name: '续约', query: 'ends-within=90' },
    { id: 'b', name: '欠费', query: 'arrears-months=1' },
  ];
  it('are read with the one that the list opened with, and what is no view is left out', () => {
    expect(readMachineViews('x', null)).toEqual([]);
    expect(readMachineViews([null, { id: 'a' }, ...stored], 'b')).toEqual([
      { viewId: 'a', name: '续约', definition: { query: 'ends-within=90' } },
      { viewId: 'b', name: '欠费', definition: { query: 'arrears-months=1', first: true } },
    ]);
  });
  it('come beside those of other machines: not twice, and not under a name that is taken', () => {
    const machine = readMachineViews(stored, 'b');
    expect(viewsToMove(machine, [])).toEqual(machine);
    const elsewhere = [
      { viewId: 'x', name: '续约', definition: { query: 'ends-within=90' } },
      { viewId: 'y', name: '欠费', definition: { query: 'arrears-months=3', first: true as const } },
    ];
    expect(viewsToMove(machine, elsewhere)).toEqual([
      { viewId: 'b', name: '欠费 2', definition: { query: 'arrears-months=1' } },
    ]);
    expect(viewsToMove(machine, machine)).toEqual([]);
  });
});
