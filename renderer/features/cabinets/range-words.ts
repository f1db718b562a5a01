import type { CabinetRuleRow } from '../../../shared/api/cabinets.ts';
import type { Translate } from '../../i18n/index.ts';

/** `0771-5500000 – 0771-5500999`, or that the rule takes any number. */
export const rangeOf = (
  { range_from, range_to }: Pick<CabinetRuleRow, 'range_from' | 'range_to'>,
  t: Translate,
): string => (range_from === '' ? t('cabinets.anyNumber') : `${range_from} – ${range_to}`);
