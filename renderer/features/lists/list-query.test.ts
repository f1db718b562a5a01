import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FEE_CLASSES, PRODUCT_CATEGORIES } from '../../../shared/domain/rows.ts';
import { LIST_IDS, listOf } from '../../../shared/reports/index.ts';
import { freshQuery, readQuery, writeQuery } from './list-query.ts';
import type { ListQuery } from './list-query.ts';

const valuesOf = (key: string): fc.Arbitrary<unknown> =>
  key === 'category'
    ? fc.constantFrom(...PRODUCT_CATEGORIES)
    : key === 'feeClass'
      ? fc.constantFrom(...FEE_CLASSES)
      : fc.nat(999_999);

const query: fc.Arbitrary<ListQuery> = fc.constantFrom(...LIST_IDS).chain((list) =>
  fc.record({
    list: fc.constant(list),
    unit: fc.option(fc.constantFrom('A1', 'GX-NN-06'), { nil: undefined }),
    month: fc.option(fc.constantFrom('2026-10', '2025-12'), { nil: undefined }),
    onlyNew: fc.boolean(),
    sort: fc.option(fc.record({ key: fc.constantFrom('name', 'revenue'), descending: fc.boolean() }), {
      nil: undefined,
    }),
    parameters: fc.record(
      Object.fromEntries(
        Object.keys(listOf(list).parameters).map((key) => [
          key,
          fc.option(valuesOf(key), { nil: undefined }),
        ]),
      ),
    ) as fc.Arbitrary<ListQuery['parameters']>,
  }),
);

it('reads from an address what it wrote into it', () => {
  fc.assert(
    fc.property(query, (one) => {
      expect(readQuery(writeQuery(one))).toEqual(one);
    }),
  );
});

it('opens a list from an address that means nothing, and leaves out what is as at first', () => {
  expect(readQuery(new URLSearchParams('list=nothing&min=many&month=13'))).toEqual(
    freshQuery('fluctuation', { unit: undefined, month: undefined }),
  );
  expect(writeQuery(freshQuery('revenue', { unit: 'A1', month: undefined })).toString()).toBe(
    'list=revenue&unit=A1',
  );
});
