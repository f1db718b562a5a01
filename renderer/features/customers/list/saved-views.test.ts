import { describe, expect, it } from 'vitest';
import {
  activeView,
  addView,
  conditionsOfView,
  readSavedViews,
  removeView,
  renameView,
  SHIPPED_VIEWS,
  writeSavedViews,
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
  it('survives the settings', () => {
    expect(readSavedViews(JSON.parse(JSON.stringify(writeSavedViews([own]))))).toEqual([own]);
  });
  it('leaves out what is not a view', () => {
    expect(readSavedViews('x')).toEqual([]);
    expect(readSavedViews([null, { id: 'a' }, { id: 'a', name: 'n', query: 'status=LIVE' }])).toEqual([
      { id: 'a', name: 'n', conditions: { status: 'LIVE' } },
    ]);
  });
  it('a name stands once', () => {
    const views = addView([own], { id: 'v2', name: ' 我的续约名单 ', conditions: {}, sort: undefined });
    expect(views.map((view) => view.id)).toEqual(['v2']);
    const two = addView(views, { id: 'v3', name: '欠费', conditions: {}, sort: undefined });
    expect(renameView(two, 'v3', '我的续约名单').map((view) => view.id)).toEqual(['v3']);
    expect(removeView(two, 'v2').map((view) => view.name)).toEqual(['欠费']);
  });
});
