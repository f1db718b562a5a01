import type { DictionarySubject, WantedLine } from '../../../../shared/api/dictionary.ts';
import { PRODUCT_CATEGORIES, type ProductCategory } from '../../../../shared/domain/rows.ts';

/** The headers of the sheet, in whatever language the screen is: so that a sheet can go from hand to hand. */
export const SHEET_HEADERS = { pattern: '名称', of: '对象', category: '类别', state: '状态' } as const;
type Column = keyof typeof SHEET_HEADERS;

/** Words of the sheet for what the product calls otherwise; any other word is passed on and judged by the server. */
export interface SheetWords {
  subjects: Readonly<Record<DictionarySubject, string>>;
  categories: Readonly<Record<ProductCategory, string>>;
  retired: string;
}

/** The header that is missing; null where all are there. 状态 may be left out: then every line is in use. */
export const missingColumn = (headers: readonly string[]): string | null =>
  [SHEET_HEADERS.of, SHEET_HEADERS.category].find((header) => !headers.includes(header)) ?? null;

/** A row of the sheet as a wanted line. */
export function wantedOfRow(
  headers: readonly string[],
  cells: readonly string[],
  words: SheetWords,
): WantedLine {
  const textOf = (column: Column): string => cells[headers.indexOf(SHEET_HEADERS[column])] ?? '';
  const subject = (['PRODUCT', 'PLAN'] as const).find((of) => same(words.subjects[of], textOf('of')));
  const category = PRODUCT_CATEGORIES.find((one) => same(words.categories[one], textOf('category')));
  return {
    category_id: null,
    of: subject ?? textOf('of').slice(0, 40),
    pattern: textOf('pattern').slice(0, 200),
    category: category ?? textOf('category').slice(0, 40),
    retired: same(words.retired, textOf('state')) || textOf('state') === '停用',
    base: null,
  };
}

/** People write IC卡 and IC 卡. */
const same = (word: string, text: string): boolean =>
  word.replaceAll(' ', '').toLowerCase() === text.replaceAll(' ', '').toLowerCase();
