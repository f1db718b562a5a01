import { describe, expect, it } from 'vitest';
import { daysLate } from './feed-sources.ts';

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
