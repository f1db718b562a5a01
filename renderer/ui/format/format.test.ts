import { describe, expect, it } from 'vitest';
import {
  formatCount,
  formatCountDifference,
  formatPercentChange,
  maskAddress,
  maskPhone,
  momentOf,
  remainingMs,
  shortDay,
  spacedPhone,
  timeOf,
} from './index.ts';

describe('counts', () => {
  it('parts thousands and writes the typographic minus', () => {
    expect(formatCount(1234567)).toBe('1,234,567');
    expect(formatCount(-1204)).toBe('\u22121,204');
    expect(formatCountDifference(15)).toBe('+15');
    expect(formatCountDifference(0)).toBe('0');
  });

  it('says nothing where there is nothing to compare with', () => {
    expect(formatPercentChange(125.6, 100)).toBe('+25.6%');
    expect(formatPercentChange(96.6, 100)).toBe('\u22123.4%');
    expect(formatPercentChange(100, 100)).toBe('0.0%');
    expect(formatPercentChange(10, 0)).toBeNull();
    expect(formatPercentChange(null, 10)).toBeNull();
  });
});

describe('dates', () => {
  it('leaves the year out only where it is plain', () => {
    expect(shortDay('2026-11-20', '2026-12-01')).toBe('11-20');
    expect(shortDay('2025-11-20', '2026-12-01')).toBe('2025-11-20');
    expect(shortDay('2026-10', '2026-12-01')).toBe('2026-10');
  });

  it('tells the time of the business, wherever the machine is', () => {
    expect(timeOf('2026-11-20T06:32:10Z')).toBe('14:32');
    expect(momentOf('2026-11-20T06:32:10Z', '2026-11-20')).toBe('14:32');
    expect(momentOf('2026-11-20T17:00:00Z', '2026-11-20')).toBe('11-21 01:00');
  });

  it('guesses the time left only from a speed', () => {
    expect(remainingMs(50, 100, 2000)).toBe(2000);
    expect(remainingMs(0, 100, 2000)).toBeNull();
    expect(remainingMs(50, null, 2000)).toBeNull();
  });
});

describe('masking', () => {
  it('hides the middle of a phone number', () => {
    expect(maskPhone('13377760386')).toBe('133****0386');
    expect(maskPhone('0771-6203359')).toBe('077****3359');
    expect(maskPhone('12345')).toBe('****45');
    expect(maskPhone('')).toBe('');
    expect(spacedPhone('13377760386')).toBe('133 7776 0386');
  });

  it('shows an address up to its street', () => {
    expect(maskAddress('武鸣区五一中路18号2单元')).toBe('武鸣区五一中路 ***');
    expect(maskAddress('某地址没有街道名称')).toBe('某地址没有街 ***');
  });
});
