import { IndexColumns } from '../data/index/columns.ts';
import { ColumnarCustomerIndex } from '../data/index/customer-index.ts';
import { IndexBuilder } from '../data/index/index-builder.ts';
import type { IndexOverlay } from '../data/index/index-view.ts';
import { decodeSegment, encodeSegment } from '../data/index/segment.ts';
import { SAMPLE_MONTH, SAMPLE_TODAY, sampleUnits } from './sample-rows.ts';
import type { SampleCustomer } from './sample-rows.ts';

/** An index of these customers. `repacked`: with the same figures after a segment was unpacked and packed again, as a change of one row does. `overlay`: what waiting edits change. */
export function indexOf(
  samples: readonly SampleCustomer[],
  repacked = false,
  overlay: ReadonlyMap<string, IndexOverlay> = new Map(),
): ColumnarCustomerIndex {
  const builder = new IndexBuilder();
  for (const { customer, ledger, balance, interactions } of samples) {
    builder.put('customer', customer.customerCode, customer);
    builder.put('ledger', customer.customerCode, ledger);
    builder.put('balance', customer.customerCode, balance);
    for (const row of interactions) builder.put('interaction', row.interactionId, row);
  }
  const update = builder.takeUpdate()!;
  const segments = update.changed.map(({ segment }) =>
    repacked ? encodeSegment(decodeSegment(segment)) : segment,
  );
  return new ColumnarCustomerIndex(new IndexColumns(segments, update.ranked ?? ''), {
    version: 1,
    today: SAMPLE_TODAY,
    thisMonth: SAMPLE_MONTH,
    units: new Map(sampleUnits.map((unit) => [unit.unitCode, unit])),
    overlay,
    members: new Map(),
  });
}
