import { isDay, isMonth, type Day, type Month } from '../../../../shared/lib/dates.ts';
import { parseYuan, type Fen } from '../../../../shared/lib/money.ts';
import { REPORTING_SEGMENTS } from '../../../../shared/domain/org-units.ts';
import { FEE_CLASSES, SUBSCRIPTION_STATUSES } from '../../../../shared/domain/rows.ts';
import { cellText, parseCell } from '../../../../shared/reports/index.ts';
import type { ReportCell } from '../../../../shared/reports/index.ts';
import { SORT_KEYS } from '../../../data/sort-keys.ts';
import type { CustomerConditions, Sort } from '../../../data/types.ts';

/**
 * What the list shows, as the address bar carries it, so that a drill-down is a link and "back" brings the same rows.
 * Sample: `?unit=GX-NN-06-GZ-1&status=LIVE&arrears-months=1&sort=-arrears`. Money is in yuan, as a person reads it.
 */
export interface ListQuery {
  conditions: CustomerConditions;
  sort: Sort | undefined;
}

type ConditionKey = keyof CustomerConditions;
type ConditionValues = Required<CustomerConditions>;

interface Codec<T> {
  read(text: string): T | undefined;
  write(value: T): string;
}

const text: Codec<string> = { read: (raw) => raw || undefined, write: (value) => value };
const flag: Codec<boolean> = { read: (raw) => (raw === '1' ? true : undefined), write: () => '1' };
const count: Codec<number> = {
  read: (raw) => (/^\d{1,5}$/.test(raw) ? Number(raw) : undefined),
  write: String,
};
const yuan: Codec<Fen> = {
  read: (raw) => parseYuan(raw),
  write: (fen) => (fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2)),
};
const month: Codec<Month> = { read: (raw) => (isMonth(raw) ? raw : undefined), write: (value) => value };
const day: Codec<Day> = { read: (raw) => (isDay(raw) ? raw : undefined), write: (value) => value };
const stage: Codec<NonNullable<CustomerConditions['arrearsStage']>> = {
  read: (raw) => ([1, 2, 3, 4, 5, 6] as const).find((value) => String(value) === raw),
  write: String,
};
const reportCell: Codec<ReportCell> = { read: parseCell, write: cellText };
const oneOf = <T extends string>(allowed: readonly T[]): Codec<T> => ({
  read: (raw) => allowed.find((value) => value === raw),
  write: (value) => value,
});

/** The name of each condition in the address, and how its value is read. The order is that of the chips. */
const CODECS: { [K in ConditionKey]: { name: string; codec: Codec<ConditionValues[K]> } } = {
  unitCode: { name: 'unit', codec: text },
  group: { name: 'group', codec: text },
  text: { name: 'q', codec: text },
  status: { name: 'status', codec: oneOf(['LIVE', ...SUBSCRIPTION_STATUSES] as const) },
  arrearsMonthsMin: { name: 'arrears-months', codec: count },
  arrearsStage: { name: 'arrears-stage', codec: stage },
  arrearsMin: { name: 'arrears-min', codec: yuan },
  agreementEndsWithinDays: { name: 'ends-within', codec: count },
  agreementEndFrom: { name: 'ends-from', codec: day },
  agreementEndTo: { name: 'ends-to', codec: day },
  agreementExpired: { name: 'expired', codec: flag },
  withoutAgreement: { name: 'no-agreement', codec: flag },
  zeroCharge: { name: 'zero-charge', codec: flag },
  feeMonth: { name: 'fee-month', codec: month },
  feeClass: { name: 'fee-class', codec: oneOf(FEE_CLASSES) },
  changeMonth: { name: 'change-month', codec: month },
  changeMin: { name: 'change-min', codec: yuan },
  changeMax: { name: 'change-max', codec: yuan },
  prepaidBelow: { name: 'prepaid-below', codec: yuan },
  nextOnTo: { name: 'next-to', codec: day },
  meanRevenueMin: { name: 'mean-min', codec: yuan },
  meanRevenueMax: { name: 'mean-max', codec: yuan },
  revenueMin: { name: 'revenue-min', codec: yuan },
  revenueMax: { name: 'revenue-max', codec: yuan },
  reportingSegment: { name: 'segment', codec: oneOf(REPORTING_SEGMENTS) },
  product: { name: 'product', codec: text },
  firstSeenMonth: { name: 'first-seen', codec: month },
  openOrders: { name: 'open-orders', codec: flag },
  inPool: { name: 'in-pool', codec: flag },
  reportCell: { name: 'report', codec: reportCell },
  includeClosed: { name: 'closed', codec: flag },
};
export const CONDITION_KEYS = Object.keys(CODECS) as ConditionKey[];

/** Reads an address; what it does not understand it leaves out, so that an old link still opens a list. */
export function readListQuery(params: URLSearchParams): ListQuery {
  const conditions: CustomerConditions = {};
  for (const key of CONDITION_KEYS) readCondition(conditions, key, params);
  const sort = params.get('sort') ?? '';
  const key = SORT_KEYS.find((candidate) => candidate === sort.replace(/^-/, ''));
  return { conditions, sort: key ? { key, descending: sort.startsWith('-') } : undefined };
}

function readCondition<K extends ConditionKey>(
  into: Partial<ConditionValues>,
  key: K,
  params: URLSearchParams,
): void {
  const { name, codec }: { name: string; codec: Codec<ConditionValues[K]> } = CODECS[key];
  const raw = params.get(name);
  const value = raw === null ? undefined : codec.read(raw);
  if (value !== undefined) into[key] = value;
}

export function writeListQuery({ conditions, sort }: ListQuery): URLSearchParams {
  const params = new URLSearchParams();
  for (const key of CONDITION_KEYS) writeCondition(conditions, key, params);
  if (sort) params.set('sort', `${sort.descending ? '-' : ''}${sort.key}`);
  return params;
}

function writeCondition<K extends ConditionKey>(
  from: Partial<ConditionValues>,
  key: K,
  params: URLSearchParams,
): void {
  const { name, codec }: { name: string; codec: Codec<ConditionValues[K]> } = CODECS[key];
  const value = from[key];
  if (value === undefined || value === false || value === '') return;
  params.set(name, codec.write(value));
}

/** The address of the list that shows exactly these customers: what a chart's bar or a count links to. */
export function customersPath(conditions: CustomerConditions, sort?: Sort): string {
  const search = writeListQuery({ conditions, sort }).toString();
  return search ? `/customers?${search}` : '/customers';
}

export const customerPath = (customerCode: string): string =>
  `/customers/${encodeURIComponent(customerCode)}`;

/** Two filters that ask the same; an absent flag and a false one are the same. */
export const sameConditions = (a: CustomerConditions, b: CustomerConditions): boolean =>
  writeListQuery({ conditions: a, sort: undefined }).toString() ===
  writeListQuery({ conditions: b, sort: undefined }).toString();

export function withoutConditions(
  conditions: CustomerConditions,
  keys: readonly ConditionKey[],
): CustomerConditions {
  const rest = { ...conditions };
  for (const key of keys) delete rest[key];
  return rest;
}
