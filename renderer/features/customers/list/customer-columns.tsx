import type { MouseEvent, ReactNode } from 'react';
import { REPORTING_SEGMENTS } from '../../../../shared/domain/org-units.ts';
import { SUBSCRIPTION_STATUSES } from '../../../../shared/domain/rows.ts';
import type { OrgUnitRow, SubscriptionStatus } from '../../../../shared/domain/rows.ts';
import { addDays, type Day, type Month } from '../../../../shared/lib/dates.ts';
import type { ArrearsStage, CustomerSummary, SortKey } from '../../../data/types.ts';
import type { Language, Translate } from '../../../i18n/index.ts';
import { formatYuan, formatYuanDifference, maskAddress, maskPhone } from '../../../ui/format/index.ts';
import { arrearsMark, MaskedValue, sparkline, statusWord, type DataColumn } from '../../../ui/index.ts';
import { columnTitle } from './column-title.ts';
import { stageWord } from './condition-chips.ts';
import { columnShape, FULL_COMMUNITY_WIDTH, widthIn, type ColumnKey } from './columns.ts';
import styles from './customers-page.module.css';
import { customerPath } from './list-query.ts';
import { shortCommunityName } from './territory-tree.ts';

export interface ColumnContext {
  t: Translate;
  language: Language;
  units: ReadonlyMap<string, OrgUnitRow>;
  thisMonth: Month | null;
  today: Day;
  /** True where the list shows one zone only, so that `1社区` says enough. */
  shortCommunities: boolean;
  /** The address of a path of the application, as a link has it. */
  hrefOf: (path: string) => string;
  /** A link was pressed; one function for all of them. */
  onLink: (event: MouseEvent<HTMLAnchorElement>) => void;
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
  render: (row) => {
    const words = text(row);
    return words ? <span title={words}>{words}</span> : none;
  },
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
  name: (context) => nameCell(context),
  community: (context) => titledCommunity(context),
  contactPhone: ({ t }) => ({
    render: masked('phone', (row) => row.contactPhone, t),
    text: (row) => maskPhone(row.contactPhone),
  }),
  liveSubscriptions: () => count((row) => row.liveSubscriptions),
  status: ({ t }) => statusCell(t),
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
    render: (row) => sparkline({ values: row.trend }),
    text: (row) => row.trend.map(formatYuan).join(' '),
  }),
  arrears: () => money((row) => row.arrears),
  arrearsStage: ({ t }) => stageCell(t),
  agreementEnd: (context) => agreementEnd(context),
  meanRevenue: () => money((row) => row.meanRevenue),
  billingAccountNumber: () => plain((row) => row.billingAccountNumber),
  accessNumber: () => plain((row) => row.accessNumber),
  product: () => titled((row) => row.product),
  installationAddress: ({ t }) => ({
    render: masked('address', (row) => row.installationAddress, t),
    text: (row) => maskAddress(row.installationAddress),
  }),
  reportingSegment: ({ t }) => {
    const words = wordsOf(REPORTING_SEGMENTS, (segment) => t(`domain.segment.${segment}`));
    return plain((row) => words[row.reportingSegment]);
  },
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

/** A cell is drawn hundreds of times a second while somebody scrolls: its words are looked up once, here. */
const wordsOf = <K extends string>(keys: readonly K[], word: (key: K) => string): Record<K, string> =>
  Object.fromEntries(keys.map((key) => [key, word(key)])) as Record<K, string>;

function nameCell({ t, hrefOf, onLink }: ColumnContext): Cell {
  // With the name put in per row: a translation costs more than all the rest of the cell.
  const [before = '', after = ''] = t('customers.cell.open', { name: '\u0000' }).split('\u0000');
  return {
    render: ({ name, customerCode }) => (
      <a
        className={styles['name']}
        href={hrefOf(customerPath(customerCode))}
        title={name}
        tabIndex={-1}
        aria-label={before + name + after}
        data-customer={customerCode}
        onClick={onLink}
      >
        {name}
      </a>
    ),
    text: (row) => row.name,
  };
}

function masked(
  kind: 'phone' | 'address',
  value: (row: CustomerSummary) => string,
  t: Translate,
): Cell['render'] {
  const showLabel = kind === 'phone' ? t('ui.masked.showPhone') : t('ui.masked.showAddress');
  const hideLabel = t('ui.masked.hide');
  const registeredLabel = t('ui.masked.registered');
  return (row) => (
    <MaskedValue
      kind={kind}
      value={value(row)}
      customerCode={row.customerCode}
      showLabel={showLabel}
      hideLabel={hideLabel}
      registeredLabel={registeredLabel}
    />
  );
}

function statusCell(t: Translate): Cell {
  const words = wordsOf(SUBSCRIPTION_STATUSES, (status) => t(`domain.status.${status}`));
  const closed = t('customers.cell.closed');
  const elements = {
    ...Object.fromEntries(SUBSCRIPTION_STATUSES.map((status) => [status, statusWord(status, words[status])])),
    CLOSED: <span className={styles['faint']}>{closed}</span>,
  } as Record<SubscriptionStatus | 'CLOSED', ReactNode>;
  return {
    render: (row) => elements[row.closed ? 'CLOSED' : row.status],
    text: (row) => (row.closed ? closed : words[row.status]),
  };
}

function stageCell(t: Translate): Cell {
  const words = ARREARS_STAGES.map((stage) => (stage === 0 ? '' : stageWord(stage, t)));
  const short = (stage: number): string =>
    stage === 6 ? t('customers.cell.stageLast') : t('customers.cell.stage', { months: stage });
  const elements = ARREARS_STAGES.map((stage) => arrearsMark(stage, stage === 0 ? '' : short(stage)));
  return {
    render: (row) => elements[row.arrearsStage],
    text: (row) => words[row.arrearsStage] ?? '',
  };
}
const ARREARS_STAGES: readonly ArrearsStage[] = [0, 1, 2, 3, 4, 5, 6];

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
  const soon = addDays(today, SOON_DAYS);
  const without = t('customers.cell.noAgreement');
  const withoutElement = <span className={styles['faint']}>{without}</span>;
  const expired = t('customers.cell.expired');
  const expiredOn = (day: Day): string => t('customers.cell.expiredOn', { day });
  return {
    render: ({ agreementEnd: end }) => {
      if (end === null) return withoutElement;
      if (end < today)
        return (
          <span className={styles['bad']} title={expiredOn(end)}>
            {expired}
          </span>
        );
      return end <= soon ? <span className={styles['soon']}>{end}</span> : end;
    },
    text: ({ agreementEnd: end }) => (end === null ? without : end < today ? expiredOn(end) : end),
  };
}

const changeTone = (change: number): string | undefined =>
  Math.abs(change) < NOTABLE_CHANGE ? undefined : change > 0 ? styles['good'] : styles['bad'];

export const columnWidth = (key: ColumnKey, shortCommunities: boolean, language: Language): number =>
  key === 'community' && !shortCommunities ? FULL_COMMUNITY_WIDTH : widthIn(language, key);

export function customerColumns(
  keys: readonly ColumnKey[],
  context: ColumnContext,
): DataColumn<CustomerSummary, SortKey | ColumnKey>[] {
  return keys.map((key) => {
    const shape = columnShape(key);
    return {
      key: shape.sortKey ?? key,
      title: columnTitle(key, context.thisMonth, context.t),
      width: columnWidth(key, context.shortCommunities, context.language),
      grow: key === 'name' ? 1 : 0,
      align: shape.align,
      sortable: shape.sortKey !== undefined,
      quietSort: shape.quietSort,
      ...CELLS[key](context),
    };
  });
}
