import {
  DICTIONARY_SUBJECTS,
  type DictionaryLine,
  type DictionarySubject,
  type LineReason,
  type LineVerdict,
  type WantedLine,
} from '../../../shared/api/dictionary.ts';
import { PRODUCT_CATEGORIES, type ProductCategory } from '../../../shared/domain/subscription-kinds.ts';

/** A line as it stands, or as it is to be written. */
export type Line = Pick<DictionaryLine, 'category_id' | 'of' | 'pattern' | 'category' | 'retired'>;

export interface Judged {
  verdicts: LineVerdict[];
  /** Lines to be written, whole. */
  written: Line[];
  /** The whole dictionary after that. */
  after: Line[];
}

const isSubject = (text: string): text is DictionarySubject =>
  (DICTIONARY_SUBJECTS as readonly string[]).includes(text);
const isCategory = (text: string): text is ProductCategory =>
  (PRODUCT_CATEGORIES as readonly string[]).includes(text);
const tripleOf = ({ of, pattern, category }: Pick<WantedLine, 'of' | 'pattern' | 'category'>): string =>
  JSON.stringify([of, pattern, category]);

/** Looks at each wanted line in turn; a good one counts for those behind it, a rejected one changes nothing. */
export function judgeLines(
  standing: readonly Line[],
  wanted: readonly WantedLine[],
  newId: () => string,
): Judged {
  const byId = new Map(standing.map((line) => [line.category_id, line]));
  const byTriple = new Map(standing.map((line) => [tripleOf(line), line.category_id]));
  const seen = new Set<string>();
  const written = new Map<string, Line>();
  const verdicts = wanted.map((line): LineVerdict => {
    const known = byId.get(line.category_id ?? byTriple.get(tripleOf(line)) ?? '');
    const reason = reasonAgainst(line, known, byTriple, seen);
    if (reason !== null) return { verdict: 'REJECTED', reason };
    seen.add(tripleOf(line));
    const { of, pattern, category, retired } = line;
    if (!isSubject(of) || !isCategory(category)) return { verdict: 'REJECTED', reason: 'UNKNOWN_CATEGORY' };
    if (known && known.retired === retired && tripleOf(known) === tripleOf(line))
      return { verdict: 'UNCHANGED', reason: null };
    const next: Line = { category_id: known?.category_id ?? newId(), of, pattern, category, retired };
    if (known) byTriple.delete(tripleOf(known));
    byTriple.set(tripleOf(next), next.category_id);
    byId.set(next.category_id, next);
    written.set(next.category_id, next);
    return { verdict: known ? 'CHANGED' : 'NEW', reason: null };
  });
  return { verdicts, written: [...written.values()], after: [...byId.values()] };
}

function reasonAgainst(
  line: WantedLine,
  known: Line | undefined,
  byTriple: ReadonlyMap<string, string>,
  seen: ReadonlySet<string>,
): LineReason | null {
  // Stars alone would make everything this.
  if (line.pattern.replaceAll('*', '').trim() === '') return 'NO_NAME';
  if (!isSubject(line.of)) return 'UNKNOWN_SUBJECT';
  if (!isCategory(line.category)) return 'UNKNOWN_CATEGORY';
  if (line.category_id !== null && known === undefined) return 'UNKNOWN_LINE';
  const { base } = line;
  if (base !== null && known !== undefined) {
    if (tripleOf(base) !== tripleOf(known) || base.retired !== known.retired) return 'CHANGED_SINCE';
  }
  if (seen.has(tripleOf(line))) return 'DOUBLE';
  const holder = byTriple.get(tripleOf(line));
  return line.category_id !== null && holder !== undefined && holder !== line.category_id ? 'DOUBLE' : null;
}
