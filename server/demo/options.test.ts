import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../config.ts';
import { calendarOf, parseDemoArguments } from './options.ts';

const NOW = new Date('2026-11-21T17:00:00Z');

describe('the arguments of the demo', () => {
  it('default to 8,000 customers of seed 1 in the current month, and to the day it is in Shanghai', () => {
    expect(parseDemoArguments([], NOW)).toEqual({
      customers: 8_000,
      seed: 1,
      month: '2026-11',
      today: '2026-11-22',
      spread: 'region',
    });
  });

  it('put the day on the 20th of any other month', () => {
    expect(parseDemoArguments(['--month', '2025-02'], NOW).today).toBe('2025-02-20');
  });

  it('stay with a month until the next division opens', () => {
    const on = (day: string, ...args: string[]) =>
      parseDemoArguments(args, new Date(`${day}T12:00:00+08:00`));
    expect(on('2026-12-03')).toMatchObject({ month: '2026-11', today: '2026-12-03' });
    expect(on('2026-12-03', '--month', '2026-11').today).toBe('2026-12-03');
    expect(on('2026-12-03', '--month', '2026-12').today).toBe('2026-12-03');
    expect(on('2026-12-08')).toMatchObject({ month: '2026-11', today: '2026-12-08' });
    expect(on('2026-12-09')).toMatchObject({ month: '2026-12', today: '2026-12-09' });
    expect(on('2026-12-09', '--month', '2026-11').today).toBe('2026-11-20');
  });

  it('say in one line what is wrong', () => {
    const wrong: [string[], string][] = [
      [['--customers', 'many'], '--customers wants a whole number from 100 to 500000, not many'],
      [['--customers', '99'], '--customers wants a whole number from 100 to 500000, not 99'],
      [['--seed', '-1'], '--seed wants a whole number from 0 to 1000000, not -1'],
      [['--month', '2026-13'], '--month wants YYYY-MM, not 2026-13'],
      [['--month'], '--month needs a value'],
      [['--spread', 'world'], '--spread is one of region, network, department'],
      [['--colour', 'red'], '--colour is unknown; known are --customers --seed --month --spread --folder'],
    ];
    for (const [args, message] of wrong)
      expect(() => parseDemoArguments(args, NOW)).toThrow(new ConfigurationError(message));
  });
});

describe('the calendar of the demo', () => {
  it('lays the opening stock on the last day before the month and 24 months of fees before it', () => {
    const calendar = calendarOf({ month: '2026-11', today: '2026-11-21' });
    expect(calendar.openingDay).toBe('2026-10-31');
    expect(calendar.feeMonths[0]).toBe('2024-11');
    expect(calendar.feeMonths.at(-1)).toBe('2026-10');
    expect(calendar.lineDay).toBe('2026-11-16');
  });

  it('knows the last day of a month that is over', () => {
    expect(calendarOf({ month: '2026-11', today: '2026-11-30' }).monthEnd).toBeUndefined();
    expect(calendarOf({ month: '2026-11', today: '2026-12-01' })).toMatchObject({
      monthEnd: '2026-11-30',
      openingDay: '2026-10-31',
      lineDay: '2026-11-30',
    });
  });

  it('knows of no delivery of 97 before the first Monday of the month', () => {
    expect(calendarOf({ month: '2026-12', today: '2026-12-06' }).lineDay).toBeUndefined();
    expect(calendarOf({ month: '2026-12', today: '2026-12-07' }).lineDay).toBe('2026-12-07');
  });
});
