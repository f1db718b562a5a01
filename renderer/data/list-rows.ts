import type { CustomerIndex } from './types.ts';
import type { ListRows, SubscriptionList } from '../../shared/reports/index.ts';

/** By a column of figures, or by `name`, `customerCode`, `isNew`. */
export interface RowSort {
  key: string;
  descending: boolean;
}

export const firstSort = ({ columns, sortBy }: SubscriptionList): RowSort => ({
  key: columns[sortBy]!.key,
  descending: true,
});

/** The rows that are shown, in their order; equal ones by customer code. What is not known comes last either way. */
export function orderRows(
  list: SubscriptionList,
  rows: ListRows,
  sort: RowSort,
  index: Pick<CustomerIndex, 'query' | 'size'>,
  onlyNew: boolean,
): Uint32Array {
  const shown = Uint32Array.from(rows.keys, (_, row) => row).filter(
    (row) => !onlyNew || rows.isNew[row] === 1,
  );
  const ranks = ranksBy(index, 'customerCode');
  const value = valueOf(list, rows, sort.key, index);
  const sign = sort.descending ? -1 : 1;
  return shown.sort((a, b) => {
    const [left, right] = [value(a), value(b)];
    const [leftMissing, rightMissing] = [Number.isNaN(left), Number.isNaN(right)];
    if (leftMissing !== rightMissing) return leftMissing ? 1 : -1;
    if (!leftMissing && left !== right) return (left - right) * sign;
    return ranks[rows.keys[a]!]! - ranks[rows.keys[b]!]! || rows.subscriptions[a]! - rows.subscriptions[b]!;
  });
}

function valueOf(
  { columns }: SubscriptionList,
  rows: ListRows,
  key: string,
  index: Pick<CustomerIndex, 'query' | 'size'>,
): (row: number) => number {
  const column = columns.findIndex((one) => one.key === key);
  if (column >= 0) return (row) => rows.figures[row * columns.length + column]!;
  if (key === 'isNew') return (row) => rows.isNew[row]!;
  const ranks = ranksBy(index, key === 'name' ? 'name' : 'customerCode');
  return (row) => ranks[rows.keys[row]!]!;
}

/** The index keeps its orders; a rank is where a position stands in one. */
export function ranksBy(
  index: Pick<CustomerIndex, 'query' | 'size'>,
  key: 'name' | 'customerCode',
): Uint32Array {
  const ranks = new Uint32Array(index.size);
  index
    .query({ includeClosed: true }, { key, descending: false })
    .forEach((position, rank) => (ranks[position] = rank));
  return ranks;
}

/** Customers of some rows, each once, in the order of the rows. */
export function codesOf(
  rows: ListRows,
  shown: Iterable<number>,
  index: Pick<CustomerIndex, 'codeAt'>,
): string[] {
  const positions = new Set<number>();
  for (const row of shown) positions.add(rows.keys[row]!);
  return Array.from(positions, (position) => index.codeAt(position));
}
