import type { CallPurpose } from '../../../shared/domain/calls.ts';
import { addMonths, type Day, type Month } from '../../../shared/lib/dates.ts';
import { formatYuan } from '../../../shared/lib/money.ts';
import type { CustomerDetail } from '../../data/types.ts';
import { agreementsByUrgency, arrearsFigures, isLive, revenueOf } from '../customers/index.ts';
import type { ScriptFacts } from './scripts.ts';

/** What matters of a customer while he is on the phone. Money in fen. */
export interface CallFacts {
  agreement: {
    plan: string;
    start: Day;
    end: Day;
    daysLeft: number;
    monthlyCommitment: number;
    penalty: number;
  } | null;
  arrears: { amount: number; since: Month; months: number } | null;
  /** Of the three newest months; null where one of them is not known. */
  meanOfThree: number | null;
  product: string;
  accessNumber: string;
  activatedOn: Day | null;
  prepaid: number | null;
}

const MONTHS = 3;

export function callFacts(detail: CustomerDetail, thisMonth: Month | null, today: Day): CallFacts {
  const { customer, ledger, balance } = detail;
  const first = customer.subscriptions.find(isLive) ?? customer.subscriptions[0];
  const nearest = agreementsByUrgency(customer.agreements, today)[0];
  const { amount, since, stage } = arrearsFigures(balance);
  const months =
    thisMonth === null
      ? []
      : Array.from({ length: MONTHS }, (_, i) => revenueOf(ledger, addMonths(thisMonth, -i)));
  const known = months.filter((total) => total !== null);
  const prepaid = balance?.prepaid ?? [];
  return {
    agreement: nearest === undefined ? null : { ...nearest.agreement, daysLeft: nearest.daysLeft },
    arrears: since === null ? null : { amount, since, months: stage },
    meanOfThree:
      known.length < MONTHS ? null : Math.round(known.reduce((sum, total) => sum + total, 0) / MONTHS),
    product: first?.product ?? '',
    accessNumber: first?.accessNumber ?? '',
    activatedOn: first?.activatedOn ?? null,
    prepaid: prepaid.length === 0 ? null : prepaid.reduce((sum, item) => sum + item.amount, 0),
  };
}

/** `2026-11-26` → `11 月 26 日`, as it is said. */
const spokenDay = (day: Day): string => `${Number(day.slice(5, 7))} 月 ${Number(day.slice(8))} 日`;
const spokenMonth = (month: Month): string => `${Number(month.slice(0, 4))} 年 ${Number(month.slice(5))} 月`;
/** Whole yuan: nobody says the fen. */
const spokenYuan = (fen: number): string => String(Math.round(fen / 100));

export function scriptFacts(
  detail: CustomerDetail,
  { agreement, arrears, meanOfThree, product, accessNumber }: CallFacts,
  caller: string,
): ScriptFacts {
  return {
    本人: caller,
    客户: detail.customer.name,
    ...(product === '' ? {} : { 产品: product }),
    ...(accessNumber === '' ? {} : { 业务接入号: accessNumber }),
    ...(agreement === null
      ? {}
      : {
          套餐: agreement.plan,
          到期日: spokenDay(agreement.end),
          月承诺: formatYuan(agreement.monthlyCommitment),
        }),
    ...(meanOfThree === null ? {} : { 月均: spokenYuan(meanOfThree) }),
    ...(arrears === null ? {} : { 欠费: formatYuan(arrears.amount), 欠费账期: spokenMonth(arrears.since) }),
  };
}

/** What is said first in the line under the number. */
export const leadsWith = (purpose: CallPurpose): 'agreement' | 'arrears' =>
  purpose === 'ARREARS' ? 'arrears' : 'agreement';
