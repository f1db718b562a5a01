import type { Month } from '../../../shared/lib/dates.ts';
import { zeroChargesOf } from '../../../shared/reports/index.ts';
import type { IndexColumns } from './columns.ts';
import type { ZeroCharges } from './customer-facts.ts';
import { FactsCursor } from './customer-facts.ts';
import { monthNumber } from './index-row.ts';
import { dayNumber } from './segment.ts';

/** They depend on the rows and the month alone, and so outlast a new day and a waiting edit. */
const counted = new WeakMap<IndexColumns, ZeroCharges & { month: Month | null }>();

/** Of each customer the subscriptions in service that a month, and the month before, did not charge. */
export function zeroChargesIn(columns: IndexColumns, month: Month | null): ZeroCharges {
  const known = counted.get(columns);
  if (known?.month === month) return known;
  const zeroCharge = new Uint16Array(columns.size);
  const zeroChargeBefore = new Uint16Array(columns.size);
  if (month !== null && columns.size > 0) {
    const facts = new FactsCursor(columns, { zeroCharge, zeroChargeBefore });
    const number = monthNumber(month);
    const first = dayNumber(`${month}-01`);
    for (let position = 0; position < columns.size; position++) {
      const counts = zeroChargesOf(facts.at(position), number, first);
      zeroCharge[position] = counts.zeroCharge;
      zeroChargeBefore[position] = counts.zeroChargeBefore;
    }
  }
  const counts = { month, zeroCharge, zeroChargeBefore };
  counted.set(columns, counts);
  return counts;
}
