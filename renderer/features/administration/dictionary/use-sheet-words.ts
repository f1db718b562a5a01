import { useTranslation } from 'react-i18next';
import { PRODUCT_CATEGORIES, type ProductCategory } from '../../../../shared/domain/rows.ts';
import { categoryWord } from './dictionary-words.ts';
import type { SheetWords } from './sheet-columns.ts';

/** The words that the sheet is written and read with. */
export function useSheetWords(): SheetWords {
  const { t } = useTranslation();
  return {
    subjects: { PRODUCT: t('dictionary.of_PRODUCT'), PLAN: t('dictionary.of_PLAN') },
    categories: Object.fromEntries(
      PRODUCT_CATEGORIES.map((category) => [category, categoryWord(category, t)]),
    ) as Record<ProductCategory, string>,
    retired: t('dictionary.retired'),
  };
}
