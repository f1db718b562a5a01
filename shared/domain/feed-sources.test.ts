import { describe, expect, it } from 'vitest';
import { daysLate, feedStandings } from './feed-sources.ts';

const now = new Date('2026-11-20T14:32:00+08:00');

describe('lateness of a source', () => {
  it('a daily file is in time for 36 hours from the start of its day', () => {
    expect(daysLate({ asOf: '2026-11-20', cadence: 'DAILY' }, now)).toBe(0);
    expect(daysLate({ asOf: '2026-11-19', cadence: 'DAILY' }, new Date('2026-11-20T11:59:59+08:00'))).toBe(0);
    expect(daysLate({ asOf: '2026-11-19', cadence: 'DAILY' }, now)).toBe(1);
  });
  it('a weekly file is in time for 8 days', () => {
    expect(daysLate({ asOf: '2026-11-16', cadence: 'WEEKLY' }, now)).toBe(0);
    expect(daysLate({ asOf: '2026-11-09', cadence: 'WEEKLY' }, now)).toBe(4);
  });
  it('the figures of a month are expected by the 10th of the month after', () => {
    expect(daysLate({ asOf: '2026-10', cadence: 'MONTHLY' }, now)).toBe(0);
    expect(daysLate({ asOf: '2026-09', cadence: 'MONTHLY' }, new Date('2026-11-10T23:59:00+08:00'))).toBe(0);
    expect(daysLate({ asOf: '2026-09', cadence: 'MONTHLY' }, now)).toBe(10);
  });
});

describe('sources that have never delivered', () => {
  const standing = (feed: string, setUp: string, at: string) =>
    feedStandings([{ kind: 'arrears', asOf: '2026-11-20' }], new Date(setUp), new Date(at)).find(
      (one) => one.feed === feed,
    );
  it('are late from when what follows the set-up of the store is missing', () => {
    const setUp = '2026-11-18T23:30:00+08:00';
    expect(standing('prepaid', setUp, '2026-11-19T12:00:00+08:00')).toMatchObject({
      asOf: null,
      daysLate: 0,
    });
    expect(standing('prepaid', setUp, '2026-11-20T14:32:00+08:00')).toMatchObject({ daysLate: 2 });
    expect(standing('line97', setUp, '2026-11-26T00:00:00+08:00')).toMatchObject({ daysLate: 0 });
    expect(standing('line97', setUp, '2026-11-26T00:00:01+08:00')).toMatchObject({ daysLate: 1 });
    // Those of November, by the 10th of December.
    expect(standing('bi_fees', setUp, '2026-12-10T23:59:00+08:00')).toMatchObject({ daysLate: 0 });
    expect(standing('bi_fees', setUp, '2026-12-12T00:00:00+08:00')).toMatchObject({ daysLate: 1 });
  });
  it('say nothing about those that have', () => {
    expect(standing('arrears', '2020-01-01T00:00:00+08:00', now.toISOString())).toMatchObject({
      asOf: '2026-11-20',
      daysLate: 0,
    });
  });
});
