import { REPORTING_SEGMENTS, type ReportingSegment } from '../../../../shared/domain/org-units.ts';
import { SUBSCRIPTION_STATUSES } from '../../../../shared/domain/rows.ts';
import { isMonth } from '../../../../shared/lib/dates.ts';
import { parseYuan, type Fen } from '../../../../shared/lib/money.ts';
import type { CustomerConditions } from '../../../data/types.ts';

export const STATUS_CHOICES = ['LIVE', ...SUBSCRIPTION_STATUSES] as const;
export { REPORTING_SEGMENTS };

/** What stands in the form: figures are still text, as the person typed them. */
export interface ConditionDraft {
  text: string;
  status: CustomerConditions['status'] | '';
  arrearsMonthsMin: number | '';
  arrearsMin: string;
  agreement: '' | 'endsWithin' | 'expired' | 'without';
  endsWithin: string;
  meanRevenueMin: string;
  meanRevenueMax: string;
  revenueMin: string;
  revenueMax: string;
  reportingSegment: ReportingSegment | '';
  product: string;
  firstSeenMonth: string;
  zeroCharge: boolean;
  openOrders: boolean;
  inPool: boolean;
  includeClosed: boolean;
}

export type DraftProblem = 'notAnAmount' | 'notAMonth' | 'notDays';

const DEFAULT_DAYS = '60';
const yuan = (fen: Fen | undefined): string =>
  fen === undefined ? '' : (fen / 100).toFixed(2).replace(/\.00$/, '');

export function draftFrom(conditions: CustomerConditions): ConditionDraft {
  const c = conditions;
  return {
    text: c.text ?? '',
    status: c.status ?? '',
    arrearsMonthsMin: c.arrearsMonthsMin ?? '',
    arrearsMin: yuan(c.arrearsMin),
    agreement: agreementChoice(c),
    endsWithin: String(c.agreementEndsWithinDays ?? DEFAULT_DAYS),
    meanRevenueMin: yuan(c.meanRevenueMin),
    meanRevenueMax: yuan(c.meanRevenueMax),
    revenueMin: yuan(c.revenueMin),
    revenueMax: yuan(c.revenueMax),
    reportingSegment: c.reportingSegment ?? '',
    product: c.product ?? '',
    firstSeenMonth: c.firstSeenMonth ?? '',
    zeroCharge: c.zeroCharge ?? false,
    openOrders: c.openOrders ?? false,
    inPool: c.inPool ?? false,
    includeClosed: c.includeClosed ?? false,
  };
}

function agreementChoice(c: CustomerConditions): ConditionDraft['agreement'] {
  if (c.agreementEndsWithinDays !== undefined) return 'endsWithin';
  if (c.agreementExpired) return 'expired';
  return c.withoutAgreement ? 'without' : '';
}

/** Conditions that only a chart, a report, a reminder or a group sets; the form has no field for them and leaves them as they are. */
const BEYOND_THE_FORM = [
  'group',
  'reportCell',
  'arrearsStage',
  'agreementEndFrom',
  'agreementEndTo',
  'feeMonth',
  'feeClass',
  'changeMonth',
  'changeMin',
  'changeMax',
  'prepaidBelow',
  'nextOnTo',
] as const satisfies readonly (keyof CustomerConditions)[];

const beyondTheForm = (conditions: CustomerConditions): CustomerConditions =>
  Object.fromEntries(
    Object.entries(conditions).filter(([key]) => BEYOND_THE_FORM.some((kept) => kept === key)),
  );

/**
 * The conditions that the form asks for, or what is wrong in it. The unit is the tree's: it is handed through, with
 * what the form does not know.
 */
export function conditionsFrom(
  draft: ConditionDraft,
  before: CustomerConditions,
): { conditions: CustomerConditions } | { problem: DraftProblem } {
  const { unitCode } = before;
  const conditions: CustomerConditions = {
    ...(unitCode === undefined ? {} : { unitCode }),
    ...beyondTheForm(before),
  };
  if (draft.text.trim()) conditions.text = draft.text.trim();
  if (draft.status) conditions.status = draft.status;
  if (draft.arrearsMonthsMin !== '') conditions.arrearsMonthsMin = draft.arrearsMonthsMin;
  if (draft.reportingSegment) conditions.reportingSegment = draft.reportingSegment;
  if (draft.product) conditions.product = draft.product;
  for (const key of ['zeroCharge', 'openOrders', 'inPool', 'includeClosed'] as const)
    if (draft[key]) conditions[key] = true;

  for (const key of ['arrearsMin', 'meanRevenueMin', 'meanRevenueMax', 'revenueMin', 'revenueMax'] as const) {
    const typed = draft[key].trim().replaceAll(',', '');
    if (typed === '') continue;
    const amount = parseYuan(typed);
    if (amount === undefined) return { problem: 'notAnAmount' };
    conditions[key] = amount;
  }
  if (draft.firstSeenMonth.trim()) {
    if (!isMonth(draft.firstSeenMonth.trim())) return { problem: 'notAMonth' };
    conditions.firstSeenMonth = draft.firstSeenMonth.trim();
  }
  if (draft.agreement === 'expired') conditions.agreementExpired = true;
  if (draft.agreement === 'without') conditions.withoutAgreement = true;
  if (draft.agreement === 'endsWithin') {
    if (!/^\d{1,4}$/.test(draft.endsWithin.trim())) return { problem: 'notDays' };
    conditions.agreementEndsWithinDays = Number(draft.endsWithin);
  }
  return { conditions };
}
