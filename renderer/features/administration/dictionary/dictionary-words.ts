import type { DictionarySubject } from '../../../../shared/api/dictionary.ts';
import type { DictionaryEffect } from '../../../../shared/domain/dictionary.ts';
import type { ProductCategory } from '../../../../shared/domain/rows.ts';
import { readersOf } from '../../../../shared/reports/index.ts';
import type { Translate } from '../../../i18n/index.ts';
import { formatCount } from '../../../ui/format/index.ts';

export const categoryWord = (category: ProductCategory, t: Translate): string =>
  t(`lists.category.${category}`);

export const categoryWords = (categories: readonly ProductCategory[], t: Translate): string =>
  categories.map((category) => categoryWord(category, t)).join(t('dictionary.comma'));

export const usesWord = (of: DictionarySubject, uses: number, t: Translate): string =>
  t(`dictionary.unit_${of}`, { uses: formatCount(uses) });

/** What a change comes to, in one sentence. */
export const effectWord = (
  { names, products, plans }: { names: number; products: number; plans: number },
  t: Translate,
): string =>
  names === 0
    ? t('dictionary.effectNone')
    : t('dictionary.effectSum', {
        names: formatCount(names),
        products: formatCount(products),
        plans: formatCount(plans),
      });

/** The same with its counts taken from the names. */
export const effectSentence = ({ names, products, plans }: DictionaryEffect, t: Translate): string =>
  effectWord({ names: names.length, products, plans }, t);

/** Which lists and reports show other rows than before. */
export function readersSentence(categories: readonly ProductCategory[], t: Translate): string {
  const { lists, narrowed, reports } = readersOf(categories);
  const names = [
    ...lists.map((id) => t(`lists.list.${id}.name`)),
    ...reports.map((id) => t(`reports.table.${id}.title`)),
  ];
  const named =
    names.length === 0
      ? t('dictionary.readersNone')
      : t('dictionary.readers', { readers: names.join(t('dictionary.comma')) });
  return `${named} · ${t('dictionary.narrowed', { count: narrowed.length })}`;
}
