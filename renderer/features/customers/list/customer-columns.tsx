import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { OrgUnitRow } from '../../../../shared/domain/rows.ts';
import { daysBetween, type Day, type Month } from '../../../../shared/lib/dates.ts';
import type { CustomerSummary, SortKey } from '../../../data/types.ts';
import type { Translate } from '../../../i18n/index.ts';
import { formatYuan, formatYuanDifference, maskAddress, maskPhone } from '../../../ui/format/index.ts';
import { ArrearsMark, MaskedText, Sparkline, StatusText, type DataColumn } from '../../../ui/index.ts';
import { columnTitle } from './column-title.ts';
import { columnShape, FULL_COMMUNITY_WIDTH, type ColumnKey } from './columns.ts';
import styles from './customers-page.module.css';
import { customerPath } from './list-query.ts';
import { shortCommunityName } from './territory-tree.ts';

export interface ColumnContext {
  t: Translate;
  units: ReadonlyMap<string, OrgUnitRow>;
  thisMonth: Month | null;
  today: Day;
  /** True where the list shows one zone only, so that `1社区` says enough. */
  shortCommunities: boolean;
}

/** An agreement ends soon enough to act. */
const SOON_DAYS = 30;
/** A change of revenue below this is everyday; fen. */
const NOTABLE_CHANGE = 20_00;

interface Cell {
  render: (row: CustomerSummary) => ReactNode;
  /** What is copied; follows the mask. */
  text: (row: CustomerSummary) => string;
}

const none = <span className={styles['faint']}>—</span>;
const plain = (text: (row: CustomerSummary) => string): Cell => ({
  render: (row) => text(row) || none,
  text,
});
const titled = (text: (row: CustomerSummary) => string): Cell => ({
  render: (row) => (text(row) ? <span title={text(row)}>{text(row)}</span> : none),
  text,
});
const money = (fen: (row: CustomerSummary) => number | null): Cell => ({
  render: (row) => amount(fen(row)) ?? none,
  text: (row) => amount(fen(row)) ?? '',
});
const amount = (fen: number | null): string | null => (fen === null ? null : formatYuan(fen));
const count = (of: (row: CustomerSummary) => number): Cell => plain((row) => String(of(row)));

const CELLS: Record<ColumnKey, (context: ColumnContext) => Cell> = {
  customerCode: () => plain((row) => row.customerCode),
  name: ({ t }) => ({
    render: (row) => (
      <Link
        className={styles['name']}
        to={customerPath(row.customerCode)}
        title={row.name}
        tabIndex={-1}
        aria-label={t('customers.cell.open', { name: row.name })}
      >
        {row.name}
      </Link>
    ),
    text: (row) => row.name,
  }),
  community: (context) => titledCommunity(context),
  contactPhone: () => ({
    render: (row) => <MaskedText kind="phone" value={row.contactPhone} />,
    text: (row) => maskPhone(row.contactPhone),
  }),
  liveSubscriptions: () => count((row) => row.liveSubscriptions),
  status: ({ t }) => ({
    render: (row) =>
      row.closed ? (
        <span className={styles['faint']}>{t('customers.cell.closed')}</span>
      ) : (
        <StatusText status={row.status} />
      ),
    text: (row) => (row.closed ? t('customers.cell.closed') : t(`domain.status.${row.status}`)),
  }),
  revenue: () => money((row) => row.revenue),
  revenueChange: () => ({
    render: (row) =>
      row.revenueChange === null ? (
        none
      ) : (
        <span className={changeTone(row.revenueChange)}>{formatYuanDifference(row.revenueChange)}</span>
      ),
    text: (row) => (row.revenueChange === null ? '' : formatYuanDifference(row.revenueChange)),
  }),
  trend: () => ({
    render: (row) => <Sparkline values={row.trend} />,
    text: (row) => row.trend.map(formatYuan).join(' '),
  }),
  arrears: () => money((row) => row.arrears),
  arrearsStage: ({ t }) => ({
    render: (row) => <ArrearsMark stage={row.arrearsStage} />,
    text: (row) =>
      row.arrearsStage === 0
        ? ''
        : row.arrearsStage === 6
          ? t('domain.arrearsStageLast')
          : t('domain.arrearsStage', { count: row.arrearsStage }),
  }),
  agreementEnd: (context) => agreementEnd(context),
  meanRevenue: () => money((row) => row.meanRevenue),
  billingAccountNumber: () => plain((row) => row.billingAccountNumber),
  accessNumber: () => plain((row) => row.accessNumber),
  product: () => titled((row) => row.product),
  installationAddress: () => ({
    render: (row) => <MaskedText kind="address" value={row.installationAddress} />,
    text: (row) => maskAddress(row.installationAddress),
  }),
  reportingSegment: ({ t }) => plain((row) => t(`domain.segment.${row.reportingSegment}`)),
  agreementCount: () => count((row) => row.agreementCount),
  zeroCharge: () => count((row) => row.zeroCharge),
  openOrders: () => count((row) => row.openOrders),
  firstSeenMonth: () => plain((row) => row.firstSeenMonth),
  lastInteractionOn: () => plain((row) => row.lastInteractionOn ?? ''),
  nextOn: ({ today }) => ({
    render: (row) =>
      row.nextOn === null ? (
        none
      ) : (
        <span className={row.nextOn < today ? styles['soon'] : undefined}>{row.nextOn}</span>
      ),
    text: (row) => row.nextOn ?? '',
  }),
  lockedUntil: () => plain((row) => row.lockedUntil ?? ''),
};

function titledCommunity({ units, shortCommunities }: ColumnContext): Cell {
  const full = (row: CustomerSummary): string => units.get(row.communityCode)?.name ?? row.communityCode;
  return {
    render: (row) => (
      <span title={full(row)}>
        {shortCommunities
          ? shortCommunityName(units.get(row.communityCode), units) || row.communityCode
          : full(row)}
      </span>
    ),
    text: full,
  };
}

function agreementEnd({ t, today }: ColumnContext): Cell {
  return {
    render: ({ agreementEnd: end }) => {
      if (end === null) return <span className={styles['faint']}>{t('customers.cell.noAgreement')}</span>;
      const daysLeft = daysBetween(today, end);
      if (daysLeft < 0)
        return (
          <span className={styles['bad']} title={t('customers.cell.expiredOn', { day: end })}>
            {t('customers.cell.expired')}
          </span>
        );
      return <span className={daysLeft <= SOON_DAYS ? styles['soon'] : undefined}>{end}</span>;
    },
    text: ({ agreementEnd: end }) => {
      if (end === null) return t('customers.cell.noAgreement');
      return end < today ? t('customers.cell.expiredOn', { day: end }) : end;
    },
  };
}

const changeTone = (change: number): string | undefined =>
  Math.abs(change) < NOTABLE_CHANGE ? undefined : change > 0 ? styles['good'] : styles['bad'];

export const columnWidth = (key: ColumnKey, shortCommunities: boolean): number =>
  key === 'community' && !shortCommunities ? FULL_COMMUNITY_WIDTH : columnShape(key).width;

export function customerColumns(
  keys: readonly ColumnKey[],
  context: ColumnContext,
): DataColumn<CustomerSummary, SortKey | ColumnKey>[] {
  return keys.map((key) => {
    const shape = columnShape(key);
    return {
      key: shape.sortKey ?? key,
      title: columnTitle(key, context.thisMonth, context.t),
      width: columnWidth(key, context.shortCommunities),
      grow: key === 'name' ? 1 : 0,
      align: shape.align,
      sortable: shape.sortKey !== undefined,
      quietSort: shape.quietSort,
      ...CELLS[key](context),
    };
  });
}
