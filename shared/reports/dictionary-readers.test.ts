import { expect, it } from 'vitest';
import { readersOf } from './dictionary-readers.ts';

it('finds the lists and reports that are of a category, and those that may be narrowed to one', () => {
  expect(readersOf(['IC_CARD'])).toMatchObject({ lists: ['icCard'], reports: [] });
  expect(readersOf(['PAY_PHONE', 'BUSINESS_FLAT_RATE'])).toMatchObject({
    lists: ['payPhone'],
    reports: ['packages'],
  });
  expect(readersOf(['BROADBAND']).narrowed).toContain('revenue');
  expect(readersOf([])).toEqual({ lists: [], narrowed: [], reports: [] });
});
