import { resultWord } from '../../../shared/domain/calls.ts';
import type { CallList } from '../../../shared/domain/calls.ts';
import { isoInShanghai, minuteOf } from '../../../shared/lib/dates.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import type { OrgUnitRow } from '../../../shared/domain/rows.ts';
import type { CallEntryView } from '../../data/call-lists.ts';
import type { CustomerDetail } from '../../data/types.ts';
import type { Translate } from '../../i18n/index.ts';
import { agreementsByUrgency, arrearsFigures, contactNumbers, isLive } from '../customers/index.ts';
import type { ChartSheet } from '../workbench/index.ts';
import { CALL_COLUMNS } from './sheet-columns.ts';

export interface SheetContext {
  t: Translate;
  units: ReadonlyMap<string, OrgUnitRow>;
  nameOf: (staffNo: string) => string;
  today: Day;
}

/** A list with what each call came to; who is not here keeps his place, without numbers. */
export function listSheet(
  list: CallList,
  entries: readonly CallEntryView[],
  details: ReadonlyMap<string, CustomerDetail>,
  { t, units, nameOf, today }: SheetContext,
): ChartSheet {
  const rows = entries.map((entry) => {
    const detail = details.get(entry.customerCode);
    const customer = detail?.customer;
    const live = customer?.subscriptions.filter(isLive) ?? [];
    return {
      code: entry.customerCode,
      customer: entry.customerName,
      phones: customer === undefined ? null : contactNumbers(customer).join('、'),
      account: customer?.billingAccountNumber ?? null,
      accessNumbers: live.map(({ accessNumber }) => accessNumber).join('、') || null,
      address: live[0]?.installationAddress ?? null,
      community:
        customer === undefined ? null : (units.get(customer.communityCode)?.name ?? customer.communityCode),
      due:
        customer === undefined
          ? null
          : (agreementsByUrgency(customer.agreements, today)[0]?.agreement.end ?? null),
      arrears: detail === undefined ? null : arrearsFigures(detail.balance).amount,
      result: entry.result === undefined ? null : resultWord(list.purpose, entry.result),
      nextOn: entry.nextOn ?? null,
      note: entry.note ?? null,
      calledAt: entry.calledAt === undefined ? null : minuteOf(isoInShanghai(new Date(entry.calledAt))),
      caller: entry.calledBy === undefined ? null : nameOf(entry.calledBy),
    };
  });
  return {
    kinds: ['billing_users', 'agreements', 'arrears'],
    filter: [t('calls.export.list', { name: list.name })],
    columns: CALL_COLUMNS.map(({ key, kind, width }) => ({
      key,
      kind,
      width,
      header: t(`calls.export.${key}`),
    })),
    rows,
  };
}
