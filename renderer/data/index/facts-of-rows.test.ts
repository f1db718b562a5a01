import { expect, it } from 'vitest';
import { addMonths } from '../../../shared/lib/dates.ts';
import type { Month } from '../../../shared/lib/dates.ts';
import { FEE_CLASSES, TRAFFIC_KINDS } from '../../../shared/domain/rows.ts';
import type { Interaction } from '../../../shared/domain/rows.ts';
import {
  CONTACT_FIELDS,
  ContactField,
  ContactKind,
  dayFromNumber,
  factsOf,
  feeIn,
  foldAll,
  isZeroCharge,
  monthNumber,
  NONE,
  rollupFold,
  trafficIn,
} from '../../../shared/reports/index.ts';
import type { CustomerFacts, Fold } from '../../../shared/reports/index.ts';
import { SAMPLE_MONTH, SAMPLE_TODAY, sampleCustomer, sampleUnits } from '../../test-support/sample-rows.ts';
import { IndexColumns } from './columns.ts';
import { FactsCursor } from './customer-facts.ts';
import { ColumnarCustomerIndex } from './customer-index.ts';
import { IndexBuilder } from './index-builder.ts';
import { decodeSegment, encodeSegment } from './segment.ts';

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

function indexFor(thisMonth: Month | null, repacked = false): ColumnarCustomerIndex {
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
      update.changed.map(({ segment }) => (repacked ? encodeSegment(decodeSegment(segment)) : segment)),
      update.ranked ?? '',
    ),
    {
      version: 1,
      today: SAMPLE_TODAY,
      thisMonth,
      units: new Map(sampleUnits.map((unit) => [unit.unitCode, unit])),
      overlay: new Map(),
      members: new Map(),
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

it('keeps every record of a customer, whichever way its segment came, and takes a changed one for the old', () => {
  const { customer } = samples[0]!;
  const record = (n: number, more: Partial<Interaction>): Interaction => ({
    interactionId: `i-${n}`,
    customerCode: customer.customerCode,
    kind: 'CALL',
    purpose: '关怀',
    outcome: '还要考虑',
    note: '',
    happenedAt: `2026-11-0${n}T10:00:00+08:00`,
    staffNo: '20001',
    ...more,
  });
  const records = [
    record(3, { kind: 'VISIT', staffNo: '20002', nextOn: '2026-11-09' }),
    record(1, { outcome: '不愿办理' }),
    record(2, { outcome: '', nextOn: '2026-11-04' }),
  ];
  const builder = new IndexBuilder();
  builder.put('customer', customer.customerCode, customer);
  for (const one of records) builder.put('interaction', one.interactionId, one);
  builder.takeUpdate();
  const { segments, interactions } = builder.snapshot()!;
  const adopted = new IndexBuilder();
  adopted.adopt(segments, interactions);
  const contactsIn = (from: IndexBuilder) => {
    const columns = new IndexColumns(
      from.takeUpdate()!.changed.map(({ segment }) => segment),
      '',
    );
    const none = new Uint16Array(1);
    const cursor = new FactsCursor(columns, { zeroCharge: none, zeroChargeBefore: none }).at(0);
    return named(cursor);
  };
  const expected = named(factsOf(0, { customer, ledger: null, balance: null, interactions: records }, null));
  expect(expected).toEqual([
    ['2026-11-01', ContactKind.CALL, '20001', '不愿办理', null],
    ['2026-11-02', ContactKind.PLANNED, '20001', '', '2026-11-04'],
    ['2026-11-03', ContactKind.VISIT, '20002', '还要考虑', '2026-11-09'],
  ]);
  expect(contactsIn(adopted)).toEqual(expected);

  const changed = { ...records[1]!, outcome: '有意办理' };
  adopted.put('interaction', changed.interactionId, changed);
  const again = factsOf(
    0,
    { customer, ledger: null, balance: null, interactions: [records[0]!, changed, records[2]!] },
    null,
  );
  expect(contactsIn(adopted)).toEqual(named(again));
});

/** Records with the words that their positions stand for. */
function named({ contacts, contactsFrom, contactsTo, contactStaff, contactOutcomes }: CustomerFacts) {
  return Array.from({ length: (contactsTo - contactsFrom) / CONTACT_FIELDS }, (_, i) => {
    const at = contactsFrom + i * CONTACT_FIELDS;
    const next = contacts[at + ContactField.NEXT]!;
    return [
      dayFromNumber(contacts[at + ContactField.DAY]!),
      contacts[at + ContactField.KIND],
      contactStaff[contacts[at + ContactField.STAFF]!],
      contactOutcomes[contacts[at + ContactField.OUTCOME]!],
      next === NONE ? null : dayFromNumber(next),
    ];
  });
}

/** Every word of what a report can read of subscriptions, agreements and traffic. */
const everything: Fold<string[]> = {
  empty: () => [],
  add: (lines, facts) => lines.push(describeFacts(facts)),
  merge: (into, other) => into.push(...other),
};

const MONTHS = Array.from({ length: 30 }, (_, i) => monthNumber(SAMPLE_MONTH) + 1 - i);

function describeFacts(facts: CustomerFacts): string {
  const agreements = Array.from({ length: facts.agreementsTo - facts.agreementsFrom }, (_, i) => [
    facts.agreementPlan(facts.agreementsFrom + i),
    facts.agreementSubscriptions[facts.agreementsFrom + i],
  ]);
  const subscriptions = Array.from({ length: facts.subscriptionCount }, (_, at) => {
    const one = facts.subscription(at);
    return [
      [
        one.subscriptionId,
        one.accessNumber,
        one.product,
        one.status,
        one.isLive,
        one.inService,
        one.onRequest,
      ],
      [one.activatedOn, one.terminatedOn, one.arrearsStage, one.arrears, one.prepaid, one.openOrders],
      MONTHS.map((month) => one.revenueIn(month)),
      FEE_CLASSES.map((feeClass) => MONTHS.map((month) => one.feeIn(feeClass, month))),
      TRAFFIC_KINDS.map((kind) => MONTHS.map((month) => one.trafficIn(kind, month))),
    ];
  });
  const traffic = TRAFFIC_KINDS.map((kind) => MONTHS.map((month) => trafficIn(facts, kind, month)));
  return JSON.stringify([agreements, subscriptions, traffic]);
}

it.each([false, true])(
  'shows the same subscriptions on both sides (unpacked and packed again: %s)',
  (repacked) => {
    const all = samples.flatMap(({ customer }, i) =>
      customer.closedOn === undefined ? [factsOf(i, rowsOf(i), SAMPLE_MONTH)] : [],
    );
    expect(indexFor(SAMPLE_MONTH, repacked).fold(everything, {})).toEqual(foldAll(everything, all));
  },
);

it('gives the only subscription the figures of its customer, and counts what was not charged by subscription', () => {
  const month = monthNumber(SAMPLE_MONTH);
  let lone = 0;
  samples.forEach((_, i) => {
    const facts = factsOf(i, rowsOf(i), SAMPLE_MONTH);
    const subscriptions = Array.from({ length: facts.subscriptionCount }, (_unused, at) => at);
    expect(facts.zeroCharge).toBe(
      subscriptions.filter((at) => isZeroCharge(facts.subscription(at), month)).length,
    );
    if (facts.subscriptionCount !== 1) return;
    lone++;
    const only = facts.subscription(0);
    expect(only.feeIn('local', month)).toBe(feeIn(facts, 'local', month));
    expect(only.trafficIn('megabytes', month)).toBe(trafficIn(facts, 'megabytes', month));
  });
  expect(lone).toBeGreaterThan(500);
});
