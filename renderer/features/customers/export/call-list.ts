import { takenBy } from '../../../excel/call-list.ts';
import type {
  CallListCell,
  CallListColumn,
  CallListNotes,
  CallListSpec,
  SourceAsOf,
} from '../../../excel/call-list.ts';
import type { Freshness, OrgUnitRow } from '../../../../shared/domain/rows.ts';
import { daysLate } from '../../../../shared/domain/feed-sources.ts';
import { dayOf, isoInShanghai, type Month } from '../../../../shared/lib/dates.ts';
import type { CustomerDetail, CustomerSummary } from '../../../data/types.ts';
import type { Translate } from '../../../i18n/index.ts';
import type { ColumnKey } from '../list/columns.ts';
import { columnTitle } from '../list/column-title.ts';
import { agreementsByUrgency, arrearsFigures, isLive } from '../customer/figures.ts';
import { contactNumbers, joined } from './contact-numbers.ts';

/** What rows are made with; everything that a test wants to decide. */
export interface ExportContext {
  t: Translate;
  units: ReadonlyMap<string, OrgUnitRow>;
  thisMonth: Month | null;
  now: Date;
}

/** A customer as the list knows it, and everything the cache knows of it. */
export interface ExportedCustomer {
  summary: CustomerSummary;
  detail: CustomerDetail | undefined;
}

type Cell = (customer: ExportedCustomer, context: ExportContext) => CallListCell;

interface ExportColumn {
  kind: CallListColumn['kind'];
  width: number;
  cell: Cell;
}

const column = (kind: CallListColumn['kind'], width: number, cell: Cell): ExportColumn => ({
  kind,
  width,
  cell,
});

/** The columns of the list as cells; the 13 months have no place in one cell and stay on the screen. */
const LIST_CELLS: Record<Exclude<ColumnKey, 'trend'>, ExportColumn> = {
  customerCode: column('text', 14, ({ summary }) => summary.customerCode),
  name: column('text', 16, ({ summary }) => summary.name),
  community: column(
    'text',
    18,
    ({ summary }, { units }) => units.get(summary.communityCode)?.name ?? summary.communityCode,
  ),
  contactPhone: column('text', 14, ({ summary }) => summary.contactPhone),
  liveSubscriptions: column('count', 8, ({ summary }) => summary.liveSubscriptions),
  status: column('text', 10, ({ summary }, { t }) =>
    summary.closed ? t('customers.cell.closed') : t(`domain.status.${summary.status}`),
  ),
  revenue: column('money', 12, ({ summary }) => summary.revenue),
  revenueChange: column('money', 12, ({ summary }) => summary.revenueChange),
  arrears: column('money', 12, ({ summary }) => summary.arrears),
  arrearsStage: column('text', 12, ({ summary }, { t }) =>
    summary.arrearsStage === 0
      ? null
      : summary.arrearsStage === 6
        ? t('domain.arrearsStageLast')
        : t('domain.arrearsStage', { count: summary.arrearsStage }),
  ),
  agreementEnd: column('day', 12, ({ summary }) => summary.agreementEnd),
  meanRevenue: column('money', 12, ({ summary }) => summary.meanRevenue),
  billingAccountNumber: column('text', 16, ({ summary }) => summary.billingAccountNumber),
  accessNumber: column('text', 20, ({ summary }) => summary.accessNumber),
  product: column('text', 18, ({ summary }) => summary.product),
  installationAddress: column('text', 40, ({ summary }) => summary.installationAddress),
  reportingSegment: column('text', 10, ({ summary }, { t }) =>
    t(`domain.segment.${summary.reportingSegment}`),
  ),
  agreementCount: column('count', 8, ({ summary }) => summary.agreementCount),
  zeroCharge: column('count', 10, ({ summary }) => summary.zeroCharge),
  openOrders: column('count', 10, ({ summary }) => summary.openOrders),
  firstSeenMonth: column('month', 10, ({ summary }) => summary.firstSeenMonth),
  lastInteractionOn: column('day', 12, ({ summary }) => summary.lastInteractionOn),
  nextOn: column('day', 12, ({ summary }) => summary.nextOn),
  lockedUntil: column('day', 12, ({ summary }) => summary.lockedUntil),
};

const urgent = ({ detail }: ExportedCustomer, { now }: ExportContext) =>
  detail && agreementsByUrgency(detail.customer.agreements, dayOf(now))[0]?.agreement;
const subscriptionsOf = ({ detail }: ExportedCustomer) => {
  const all = detail?.customer.subscriptions ?? [];
  const live = all.filter(isLive);
  return live.length > 0 ? live : all;
};

/** What a caller needs beside the phone, whatever the list shows; `outcome` and `note` are his to fill in. */
const CALL_CELLS = {
  phones: column('text', 30, ({ detail, summary }) =>
    detail ? joined(contactNumbers(detail.customer)) : summary.contactPhone,
  ),
  persons: column('text', 20, ({ detail }) =>
    joined(
      (detail?.customer.contact.persons ?? []).map((person) =>
        [person.name, person.role].filter(Boolean).join(' '),
      ),
    ),
  ),
  billingAccountNumber: LIST_CELLS.billingAccountNumber,
  accessNumbers: column('text', 24, (customer) =>
    joined(subscriptionsOf(customer).map((one) => one.accessNumber)),
  ),
  addresses: column('text', 44, (customer) =>
    joined([
      ...subscriptionsOf(customer).map((one) => one.installationAddress),
      customer.detail?.customer.contact.address ?? '',
    ]),
  ),
  plan: column('text', 20, (customer, context) => urgent(customer, context)?.plan ?? null),
  agreementStart: column('day', 12, (customer, context) => urgent(customer, context)?.start ?? null),
  agreementEnd: column('day', 12, (customer, context) => urgent(customer, context)?.end ?? null),
  commitment: column(
    'money',
    14,
    (customer, context) => urgent(customer, context)?.monthlyCommitment ?? null,
  ),
  arrears: LIST_CELLS.arrears,
  arrearsSince: column('month', 12, ({ detail }) => arrearsFigures(detail?.balance).since),
  arrearsMonths: column('count', 10, ({ detail }) => {
    const longest = Math.max(0, ...(detail?.balance?.arrears ?? []).map((item) => item.months));
    return longest === 0 ? null : longest;
  }),
  prepaid: column('money', 12, ({ detail }) => {
    const prepaid = detail?.balance?.prepaid ?? [];
    return prepaid.length === 0 ? null : prepaid.reduce((sum, item) => sum + item.amount, 0);
  }),
  lastContact: column('day', 12, ({ detail }) => {
    const last = detail?.interactions[0];
    return last ? dayOf(new Date(last.happenedAt)) : null;
  }),
  lastContactNote: column('text', 40, ({ detail }) => detail?.interactions[0]?.note ?? null),
  outcome: column('text', 16, () => null),
  note: column('text', 30, () => null),
} satisfies Record<string, ExportColumn>;
type CallColumnKey = keyof typeof CALL_CELLS;

/** A call column that says the same as a shown one is not written twice. */
const SAME_AS: Partial<Record<CallColumnKey, ColumnKey>> = {
  billingAccountNumber: 'billingAccountNumber',
  arrears: 'arrears',
  agreementEnd: 'agreementEnd',
  lastContact: 'lastInteractionOn',
};

interface PlacedColumn extends ExportColumn {
  key: string;
  header: string;
}

/** The columns that are shown, in their order and under their names, then those of a call list. */
export function exportColumns(shown: readonly ColumnKey[], context: ExportContext): PlacedColumn[] {
  const { t, thisMonth } = context;
  const listed = shown.flatMap((key) =>
    key === 'trend' ? [] : [{ key, header: columnTitle(key, thisMonth, t), ...LIST_CELLS[key] }],
  );
  const calls = (Object.keys(CALL_CELLS) as CallColumnKey[])
    .filter((key) => !shown.some((other) => other === SAME_AS[key]))
    .map((key) => ({ key: `call.${key}`, header: callHeader(key, t), ...CALL_CELLS[key] }));
  return [...listed, ...calls];
}

function callHeader(key: CallColumnKey, t: Translate): string {
  return key === 'billingAccountNumber' || key === 'arrears'
    ? t(`customers.column.${key}`)
    : t(`customers.sheet.${key}`);
}

export interface CallListRequest {
  shown: readonly ColumnKey[];
  customers: readonly ExportedCustomer[];
  /** The filter in words, one condition a line. */
  filter: readonly string[];
  freshness: readonly Freshness[];
  /** Name and number of whoever takes the list along. */
  staff: { name: string; staffNo: string };
}

/** The whole workbook as data: what a person sees, what a caller needs, and where it all came from. */
export function callListSpec(request: CallListRequest, context: ExportContext): CallListSpec {
  const columns = exportColumns(request.shown, context);
  const rows = request.customers.map((customer) =>
    Object.fromEntries(columns.map(({ key, cell }) => [key, cell(customer, context)])),
  );
  return {
    title: context.t('customers.sheet.name'),
    columns: columns.map(({ key, header, kind, width }) => ({ key, header, kind, width })),
    rows,
    notes: exportNotes(request, rows.length, context),
  };
}

/** Where the rows come from, what was asked, who took them along and when. */
export function exportNotes(
  { staff, freshness, filter }: Pick<CallListRequest, 'staff' | 'freshness' | 'filter'>,
  rowCount: number,
  context: Pick<ExportContext, 't' | 'now'>,
): CallListNotes {
  return {
    asOf: asOfLines(freshness, context),
    filter,
    rowCount,
    ...takenBy(staff, context.now),
  };
}

function asOfLines(
  freshness: readonly Freshness[],
  { t, now }: Pick<ExportContext, 't' | 'now'>,
): SourceAsOf[] {
  return freshness.map((row) => ({
    source: `${t(`domain.source.${row.source}`)} ${t(`domain.feedKind.${row.kind}`)}`,
    asOf: row.asOf,
    late: daysLate(row, now) > 0,
  }));
}

/** `客户列单_欠费在网_20261121-1432.xlsx`; what a file system refuses becomes a dash. */
export function callListFileName(view: string, { t, now }: Pick<ExportContext, 't' | 'now'>): string {
  const stamp = isoInShanghai(now).slice(0, 16).replaceAll('-', '').replace('T', '-').replace(':', '');
  const safe = view.replaceAll(/[\\/:*?"<>|\u0000-\u001f]/g, '-').slice(0, 60);
  return t('customers.exporting.file', { view: safe, stamp });
}
