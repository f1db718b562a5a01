import { FEE_CLASSES, PRODUCT_CATEGORIES } from '../../../shared/domain/rows.ts';
import { isMonth, type Month } from '../../../shared/lib/dates.ts';
import { LIST_IDS, listOf } from '../../../shared/reports/index.ts';
import type { ListId, ListParameter, ListParameters } from '../../../shared/reports/index.ts';

/**
 * Which list is open with what, as the address bar carries it, so that a saved list is a link and "back" brings the
 * same rows. Sample: `?list=fluctuation&unit=GX-NN-06-GZ-1&min=5000&new=1&sort=-changeOfMean`. Money is in fen.
 */
export interface ListQuery {
  list: ListId;
  unit: string | undefined;
  /** Absent: the newest month. */
  month: Month | undefined;
  parameters: ListParameters;
  onlyNew: boolean;
  sort: { key: string; descending: boolean } | undefined;
}

const FIRST_LIST: ListId = 'fluctuation';
const WORDS: Partial<Record<ListParameter, readonly string[]>> = {
  category: PRODUCT_CATEGORIES,
  feeClass: FEE_CLASSES,
};
/** A threshold that was emptied, which differs from one that was never touched. */
const EMPTIED = '-';

/** What is not understood is left out, so that an old link still opens a list. */
export function readQuery(params: URLSearchParams): ListQuery {
  const asked = params.get('list');
  const list = LIST_IDS.find((id) => id === asked) ?? FIRST_LIST;
  const parameters: Record<string, unknown> = { ...listOf(list).parameters };
  for (const key of Object.keys(parameters) as ListParameter[]) {
    const raw = params.get(key);
    if (raw === null) continue;
    const words = WORDS[key];
    if (raw === EMPTIED) parameters[key] = undefined;
    else if (words !== undefined) parameters[key] = words.find((word) => word === raw) ?? parameters[key];
    else if (/^\d{1,9}$/.test(raw)) parameters[key] = Number(raw);
  }
  const month = params.get('month');
  const sort = params.get('sort');
  return {
    list,
    unit: params.get('unit') ?? undefined,
    month: month !== null && isMonth(month) ? month : undefined,
    parameters: parameters as ListParameters,
    onlyNew: params.get('new') === '1',
    sort: sort === null ? undefined : { key: sort.replace(/^-/, ''), descending: sort.startsWith('-') },
  };
}

/** Thresholds that are as they are at first are left out. */
export function writeQuery({ list, unit, month, parameters, onlyNew, sort }: ListQuery): URLSearchParams {
  const params = new URLSearchParams({ list });
  if (unit !== undefined) params.set('unit', unit);
  if (month !== undefined) params.set('month', month);
  for (const [key, first] of Object.entries(listOf(list).parameters)) {
    const value = parameters[key as ListParameter];
    if (value !== first) params.set(key, value === undefined ? EMPTIED : String(value));
  }
  if (onlyNew) params.set('new', '1');
  if (sort !== undefined) params.set('sort', `${sort.descending ? '-' : ''}${sort.key}`);
  return params;
}

export const listsPath = (query: ListQuery): string => `/lists?${writeQuery(query).toString()}`;

/** The list itself, as it comes. */
export const freshQuery = (list: ListId, { unit, month }: Pick<ListQuery, 'unit' | 'month'>): ListQuery => ({
  list,
  unit,
  month,
  parameters: listOf(list).parameters,
  onlyNew: false,
  sort: undefined,
});
