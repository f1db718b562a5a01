import type { ProductCategory } from '../domain/rows.ts';
import { LIST_IDS, type ListId, listOf } from './lists/index.ts';
import { REPORT_TABLES, type ReportId, reportTable } from './tables/index.ts';

/** What shows other rows when products or plans become something else. */
export interface DictionaryReaders {
  /** Lists that are of one of the categories. */
  lists: ListId[];
  /** Lists that a person may narrow to a category. */
  narrowed: ListId[];
  reports: ReportId[];
}

export function readersOf(categories: readonly ProductCategory[]): DictionaryReaders {
  const isTouched = (only: readonly ProductCategory[] | undefined): boolean =>
    only?.some((category) => categories.includes(category)) === true;
  const reports = Object.keys(REPORT_TABLES) as ReportId[];
  return {
    lists: LIST_IDS.filter((id) => isTouched(listOf(id).only)),
    narrowed: categories.length === 0 ? [] : LIST_IDS.filter((id) => 'category' in listOf(id).parameters),
    reports: reports.filter((id) => isTouched(reportTable(id).only)),
  };
}
