import type { Month } from '../../../shared/lib/dates.ts';
import type { CustomerConditions } from '../types.ts';
import type { IndexView } from './index-view.ts';
import { SUBSCRIPTION_STATUSES } from '../../../shared/domain/rows.ts';
import {
  changeAgainstMean,
  hasAgreementEnd,
  hasArrearsOf,
  isChargedIn,
  isCountedIn,
  reportTable,
} from '../../../shared/reports/index.ts';
import { reportingSegmentId } from './columns.ts';
import { monthNumber } from './index-row.ts';
import { matchText, searchWords } from './search.ts';
import { dayNumber, NONE } from './segment.ts';
import { inSubtree } from './territory.ts';

/** Whether a condition holds at a position. */
type Test = (position: number) => boolean;

/** 1 where all conditions hold. */
export function matchesOf(view: IndexView, conditions: CustomerConditions): Uint8Array {
  const { text = '' } = conditions;
  const matches =
    searchWords(text).length > 0 ? matchText(view.columns, text) : new Uint8Array(view.size).fill(1);
  for (const holds of testsOf(view, conditions)) {
    for (let position = 0; position < view.size; position++) {
      if (matches[position] === 1 && !holds(position)) matches[position] = 0;
    }
  }
  return matches;
}

function testsOf(view: IndexView, c: CustomerConditions): Test[] {
  const { columns, today } = view;
  const tests: Test[] = [];
  const add = <V>(wanted: V | undefined, test: (wanted: V) => Test): void => {
    if (wanted !== undefined) tests.push(test(wanted));
  };
  const flag = (wanted: boolean | undefined, test: Test): void =>
    add(wanted, (yes) => (p) => test(p) === yes);
  const end = view.agreementEnd;
  const revenue = view.revenue;

  if (c.includeClosed !== true) tests.push((p) => columns.closed[p] === 0);
  add(c.unitCode, (unit) => inCommunities(view, (code) => inSubtree(view.context.units, code, unit)));
  add(c.group, (groupId) => inGroup(view, groupId));
  add(c.status, (status) => {
    if (status === 'LIVE') return (p) => columns.live[p]! > 0;
    const id = SUBSCRIPTION_STATUSES.indexOf(status);
    return (p) => columns.status[p] === id;
  });
  add(c.reportingSegment, (segment) => {
    const id = reportingSegmentId(segment);
    return (p) => columns.reportingSegment[p] === id;
  });
  add(c.product, (product) => hasProduct(view, product));
  add(c.firstSeenMonth, (month) => {
    const number = monthNumber(month);
    return (p) => columns.firstSeen[p] === number;
  });
  add(c.arrearsMonthsMin, (min) => (p) => columns.arrearsMonths[p]! >= min);
  add(c.arrearsMin, (min) => (p) => columns.arrears[p]! >= min);
  add(c.agreementEndsWithinDays, (days) => (p) => end[p]! >= today && end[p]! <= today + days);
  flag(c.agreementExpired, (p) => end[p] !== NONE && end[p]! < today);
  flag(c.withoutAgreement, (p) => end[p] === NONE);
  flag(c.zeroCharge, (p) => view.zeroCharge[p]! > 0);
  tests.push(...(view.size === 0 ? [] : factTests(view, c)));
  add(c.prepaidBelow, (floor) => (p) => columns.prepaid[p]! < floor);
  add(c.nextOnTo, (day) => {
    const number = dayNumber(day);
    return (p) => view.nextOn[p] !== NONE && view.nextOn[p]! <= number;
  });
  add(c.meanRevenueMin, (min) => (p) => columns.mean[p]! >= min);
  add(c.meanRevenueMax, (max) => (p) => columns.mean[p]! <= max);
  add(c.revenueMin, (min) => (p) => revenue[p]! >= min);
  add(c.revenueMax, (max) => (p) => revenue[p]! <= max);
  flag(c.openOrders, (p) => columns.openOrders[p]! > 0);
  add(c.inPool, (yes) =>
    inCommunities(view, (code) => (view.context.units.get(code)?.kind === 'UNASSIGNED_POOL') === yes),
  );
  return tests;
}

/** What the charts count, asked of the same facts by the same functions. */
function factTests(view: IndexView, c: CustomerConditions): Test[] {
  const tests: Test[] = [];
  const facts = view.facts();
  const monthOr = (month: Month | null = view.thisMonth): number =>
    month === null ? NONE : monthNumber(month);
  const { arrearsStage, agreementEndFrom, agreementEndTo, feeClass, changeMin, changeMax } = c;
  if (arrearsStage !== undefined) tests.push((p) => hasArrearsOf(facts.at(p), arrearsStage));
  if (agreementEndFrom !== undefined || agreementEndTo !== undefined) {
    const from = agreementEndFrom === undefined ? 0 : dayNumber(agreementEndFrom);
    const to = agreementEndTo === undefined ? Number.POSITIVE_INFINITY : dayNumber(agreementEndTo);
    tests.push((p) => hasAgreementEnd(facts.at(p), from, to));
  }
  if (c.feeMonth !== undefined || feeClass !== undefined) {
    const month = monthOr(c.feeMonth);
    tests.push((p) => isChargedIn(facts.at(p), month, feeClass));
  }
  if (changeMin !== undefined || changeMax !== undefined) {
    const month = monthOr(c.changeMonth);
    tests.push((p) => {
      const change = changeAgainstMean(facts.at(p), month);
      return change !== null && change >= (changeMin ?? change) && change <= (changeMax ?? change);
    });
  }
  const cell = c.reportCell;
  if (cell !== undefined) {
    const frame = { day: view.context.today, month: cell.month ?? view.thisMonth };
    const counted = isCountedIn(reportTable(cell.report), frame, cell);
    tests.push((p) => counted(facts.at(p)));
  }
  return tests;
}

function inCommunities({ columns }: IndexView, wanted: (communityCode: string) => boolean): Test {
  const { community, communities } = columns;
  const holds = communities.map(wanted);
  return (position) => holds[community[position]!]!;
}

function inGroup(view: IndexView, groupId: string): Test {
  const holds = new Uint8Array(view.size);
  for (const code of view.members(groupId)) {
    const position = view.columns.positionOf(code);
    if (position !== undefined) holds[position] = 1;
  }
  return (position) => holds[position] === 1;
}

function hasProduct({ columns, size }: IndexView, product: string): Test {
  const holds = new Uint8Array(size);
  columns.segments.forEach(({ products: { ends, items }, productValues, size }, at) => {
    const id = productValues.indexOf(product);
    if (id < 0) return;
    for (let row = 0, i = 0; row < size; row++) {
      for (; i < ends[row]!; i++) if (items[i] === id) holds[columns.starts[at]! + row] = 1;
    }
  });
  return (position) => holds[position] === 1;
}
