import { expect, it } from 'vitest';
import type { CustomerConditions } from '../../../data/types.ts';
import { loosenings } from './loosening.ts';

it('names the conditions whose absence brings customers, the most first', () => {
  const chip = (id: string, keys: (keyof CustomerConditions)[]) => ({ id, text: id, keys });
  const index = {
    count: (conditions: CustomerConditions) =>
      conditions.zeroCharge ? 0 : conditions.revenueMin === undefined ? 40 : 7,
  };
  const found = loosenings(index, { zeroCharge: true, revenueMin: 1, revenueMax: 2, text: 'x' }, [
    chip('text', ['text']),
    chip('zeroCharge', ['zeroCharge']),
    chip('revenueMin', ['revenueMin', 'revenueMax']),
  ]);
  expect(found.map((one) => [one.chip.id, one.customers, one.conditions])).toEqual([
    ['zeroCharge', 7, { revenueMin: 1, revenueMax: 2, text: 'x' }],
  ]);
});
