import type { DictionaryLine, DictionarySubject, WantedLine } from '../../../../shared/api/dictionary.ts';
import type { ProductCategory, ProductCategoryRow } from '../../../../shared/domain/rows.ts';

/** A line while it is filled in; null where nothing was chosen yet. */
export interface LineDraft {
  /** The line that is changed; null for a new one. */
  line: DictionaryLine | null;
  of: DictionarySubject;
  pattern: string;
  category: ProductCategory | null;
}

export const NEW_LINE: LineDraft = { line: null, of: 'PRODUCT', pattern: '', category: null };

export const draftOf = (line: DictionaryLine): LineDraft => ({
  line,
  of: line.of,
  pattern: line.pattern,
  category: line.category,
});

const baseOf = ({ of, pattern, category, retired }: DictionaryLine): WantedLine['base'] => ({
  ...{ of, pattern, category, retired },
});

/** The line as it is to be; null where it is not filled in yet. */
export function wantedOf({ line, of, pattern, category }: LineDraft): WantedLine | null {
  if (category === null || pattern.trim() === '') return null;
  return {
    category_id: line?.category_id ?? null,
    ...{ of, pattern: pattern.trim(), category },
    // Who writes a line anew wants it in use.
    retired: line?.retired ?? false,
    base: line === null ? null : baseOf(line),
  };
}

/** The same line, in use or not. */
export const turned = (line: DictionaryLine, retired: boolean): WantedLine => ({
  category_id: line.category_id,
  ...{ of: line.of, pattern: line.pattern, category: line.category, retired },
  base: baseOf(line),
});

/** The lines in use, as the rest of the product asks them. */
export const activeRows = (lines: readonly DictionaryLine[]): ProductCategoryRow[] =>
  lines
    .filter(({ retired }) => !retired)
    .map(({ category_id: categoryId, of, pattern, category }) => ({ categoryId, of, pattern, category }));

/** The lines in use after one was written. */
export function activeAfter(lines: readonly DictionaryLine[], wanted: WantedLine): ProductCategoryRow[] {
  const others = activeRows(lines.filter(({ category_id: id }) => id !== wanted.category_id));
  if (wanted.retired) return others;
  return [
    ...others,
    {
      categoryId: wanted.category_id ?? '',
      of: wanted.of as DictionarySubject,
      pattern: wanted.pattern,
      category: wanted.category as ProductCategory,
    },
  ];
}
