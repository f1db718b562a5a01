import { describe, expect, it } from 'vitest';
import { isDayFormat, typedDay } from './typed-day.ts';

describe('a number in a sheet', () => {
  it.each(['m/d/yy', 'yyyy/m/d h:mm', 'yyyy"年"m"月"d"日"', '[$-804]yyyy-mm-dd'])(
    'with %s is a day',
    (format) => {
      expect(isDayFormat(format)).toBe(true);
    },
  );
  it.each(['General', '@', '0.00', '#,##0.00"yuan"', '[Red]-0.00', '0\\d'])('with %s is none', (format) => {
    expect(isDayFormat(format)).toBe(false);
  });
  it('is written as a day, with the time it has', () => {
    expect(typedDay(46_363)).toBe('2026-12-07');
    expect(typedDay(46_346.420_138_888_9)).toBe('2026-11-20 10:05');
  });
});
