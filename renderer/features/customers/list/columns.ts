import type { SortKey } from '../../../data/types.ts';
import type { Language } from '../../../i18n/index.ts';

/** The columns of the list. `width` in px at 13 px text; the name takes what is left over. */
export interface ColumnShape {
  key: ColumnKey;
  width: number;
  align: 'left' | 'right';
  sortKey?: SortKey;
  shownAtFirst: boolean;
  /** Too narrow for the sign of sorting beside its name; it shows on hover and while it sorts. */
  quietSort: boolean;
}

const shape = (
  key: string,
  width: number,
  align: 'left' | 'right',
  shownAtFirst: boolean,
  sortKey?: SortKey,
) => ({ key, width, align, shownAtFirst, ...(sortKey && { sortKey }) });

const SHAPES = {
  customerCode: shape('customerCode', 112, 'left', true, 'customerCode'),
  name: shape('name', 76, 'left', true, 'name'),
  community: shape('community', 60, 'left', true, 'communityCode'),
  contactPhone: shape('contactPhone', 118, 'left', true, 'contactPhone'),
  liveSubscriptions: shape('liveSubscriptions', 42, 'right', true, 'liveSubscriptions'),
  status: shape('status', 68, 'left', true, 'status'),
  revenue: shape('revenue', 104, 'right', true, 'revenue'),
  revenueChange: shape('revenueChange', 72, 'right', true, 'revenueChange'),
  trend: shape('trend', 74, 'left', true),
  arrears: shape('arrears', 78, 'right', true, 'arrears'),
  arrearsStage: shape('arrearsStage', 82, 'left', true, 'arrearsStage'),
  agreementEnd: shape('agreementEnd', 84, 'left', true, 'agreementEnd'),
  meanRevenue: shape('meanRevenue', 96, 'right', false, 'meanRevenue'),
  billingAccountNumber: shape('billingAccountNumber', 120, 'left', false, 'billingAccountNumber'),
  accessNumber: shape('accessNumber', 140, 'left', false),
  product: shape('product', 130, 'left', false),
  installationAddress: shape('installationAddress', 220, 'left', false),
  reportingSegment: shape('reportingSegment', 76, 'left', false),
  agreementCount: shape('agreementCount', 60, 'right', false),
  zeroCharge: shape('zeroCharge', 76, 'right', false, 'zeroCharge'),
  openOrders: shape('openOrders', 88, 'right', false, 'openOrders'),
  firstSeenMonth: shape('firstSeenMonth', 88, 'left', false, 'firstSeenMonth'),
  lastInteractionOn: shape('lastInteractionOn', 98, 'left', false, 'lastInteractionOn'),
  nextOn: shape('nextOn', 98, 'left', false, 'nextOn'),
  lockedUntil: shape('lockedUntil', 98, 'left', false),
};
export type ColumnKey = keyof typeof SHAPES;

export const COLUMN_KEYS = Object.keys(SHAPES) as ColumnKey[];
const QUIET: readonly ColumnKey[] = [
  'community',
  'contactPhone',
  'liveSubscriptions',
  'status',
  'arrearsStage',
  'agreementEnd',
];
export const columnShape = (key: ColumnKey): ColumnShape => ({
  ...SHAPES[key],
  key,
  quietSort: QUIET.includes(key),
});

/** English words are longer where a status is told, and shorter where months are counted. */
const ENGLISH_WIDTHS: Partial<Record<ColumnKey, number>> = {
  community: 92,
  liveSubscriptions: 52,
  status: 92,
  arrearsStage: 70,
};

export const widthIn = (language: Language, key: ColumnKey): number =>
  (language === 'en-US' ? ENGLISH_WIDTHS[key] : undefined) ?? SHAPES[key].width;

export const DEFAULT_COLUMNS: readonly ColumnKey[] = COLUMN_KEYS.filter((key) => SHAPES[key].shownAtFirst);

/** Without these a row could neither be named nor opened. */
export const FIXED_COLUMNS: readonly ColumnKey[] = ['customerCode', 'name'];

/** The columns a person chose, in his order; unknown ones go, the fixed ones come back, none at all is the default. */
export function readColumns(stored: unknown): ColumnKey[] {
  if (!Array.isArray(stored)) return [...DEFAULT_COLUMNS];
  const known = COLUMN_KEYS.filter((key) => stored.includes(key));
  if (known.length === 0) return [...DEFAULT_COLUMNS];
  const inHisOrder = [...new Set(stored)].flatMap((entry) => known.find((key) => key === entry) ?? []);
  return [...FIXED_COLUMNS.filter((key) => !known.includes(key)), ...inHisOrder];
}

/** Shows or hides a column. One that is shown comes back where the full order has it among those shown. */
export function toggleColumn(shown: readonly ColumnKey[], key: ColumnKey): ColumnKey[] {
  if (FIXED_COLUMNS.includes(key)) return [...shown];
  if (shown.includes(key)) return shown.filter((other) => other !== key);
  const rank = COLUMN_KEYS.indexOf(key);
  const after = shown.findLastIndex((other) => COLUMN_KEYS.indexOf(other) < rank);
  return [...shown.slice(0, after + 1), key, ...shown.slice(after + 1)];
}

/** Moves a column one place; at the end of the row nothing happens. */
export function moveColumn(shown: readonly ColumnKey[], key: ColumnKey, by: -1 | 1): ColumnKey[] {
  const from = shown.indexOf(key);
  const to = from + by;
  if (from < 0 || to < 0 || to >= shown.length) return [...shown];
  const moved = [...shown];
  moved.splice(from, 1);
  moved.splice(to, 0, key);
  return moved;
}

/** The boxes at the left and the scroll bar at the right. */
export const TABLE_EDGES = 36 + 8;

/** A community under its full name needs more room than `1社区`. */
export const FULL_COMMUNITY_WIDTH = 104;

/**
 * How many of the columns a window of `width` px takes: where it is too narrow the last ones go first, the fixed
 * ones never. Widths that are not known yet (0) take all.
 */
export function fitColumns(
  shown: readonly ColumnKey[],
  width: number,
  widthOf: (key: ColumnKey) => number = (key) => SHAPES[key].width,
): ColumnKey[] {
  if (width <= 0) return [...shown];
  const fitting = [...shown];
  const needed = (): number => fitting.reduce((sum, key) => sum + widthOf(key), TABLE_EDGES);
  while (needed() > width) {
    const last = fitting.findLastIndex((key) => !FIXED_COLUMNS.includes(key));
    if (last < 0) break;
    fitting.splice(last, 1);
  }
  return fitting;
}
