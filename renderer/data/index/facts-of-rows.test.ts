import { expect, it } from 'vitest';
import { addMonths } from '../../../shared/lib/dates.ts';
import type { Month } from '../../../shared/lib/dates.ts';
import { factsOf, foldAll, rollupFold } from '../../../shared/reports/index.ts';
import { SAMPLE_MONTH, SAMPLE_TODAY, sampleCustomer, sampleUnits } from '../../test-support/sample-rows.ts';
import { IndexColumns } from './columns.ts';
import { ColumnarCustomerIndex } from './customer-index.ts';
import { IndexBuilder } from './index-builder.ts';

const samples = Array.from({ length: 1200 }, (_, i) => sampleCustomer(i + 1, 11));
// Some were never charged, some owe nothing, some came after the newest month.
samples.forEach(({ customer }, i) => {
  if (i % 17 === 0) customer.subscriptions[0]!.activatedOn = '2026-11-03';
});
const rowsOf = (i: number) => ({
  customer: samples[i]!.customer,
  ledger: i % 13 === 0 ? null : samples[i]!.ledger,
  balance: i % 7 === 0 ? null : samples[i]!.balance,
});

function indexFor(thisMonth: Month | null): ColumnarCustomerIndex {
  const builder = new IndexBuilder();
  samples.forEach(({ customer: { customerCode } }, i) => {
    const { customer, ledger, balance } = rowsOf(i);
    builder.put('customer', customerCode, customer);
    if (ledger) builder.put('ledger', customerCode, ledger);
    if (balance) builder.put('balance', customerCode, balance);
  });
  const update = builder.takeUpdate()!;
  return new ColumnarCustomerIndex(
    new IndexColumns(
      update.changed.map(({ segment }) => segment),
      update.ranked ?? '',
    ),
    {
      version: 1,
      today: SAMPLE_TODAY,
      thisMonth,
      units: new Map(sampleUnits.map((unit) => [unit.unitCode, unit])),
      overlay: new Map(),
    },
  );
}

it.each([SAMPLE_MONTH, addMonths(SAMPLE_MONTH, 1), addMonths(SAMPLE_MONTH, -1), null])(
  'gives of rows one by one, as the server folds them, what the index gives of its columns (newest month %s)',
  (month) => {
    const fold = rollupFold({ day: SAMPLE_TODAY, month });
    const open = samples.flatMap(({ customer }, i) =>
      customer.closedOn === undefined ? [factsOf(i, rowsOf(i), month)] : [],
    );
    const figures = foldAll(fold, open);
    expect(indexFor(month).fold(fold, {})).toEqual(figures);
    expect(figures.customers).toBeGreaterThan(1000);
    expect(figures.expiry.customers).toBeGreaterThan(0);
    if (month !== null) expect(figures.base.zeroChargeBefore).toBeGreaterThan(0);
  },
);
