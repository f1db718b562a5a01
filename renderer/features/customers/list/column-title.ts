import type { Month } from '../../../../shared/lib/dates.ts';
import type { Translate } from '../../../i18n/index.ts';
import type { ColumnKey } from './columns.ts';

/** The name of a column; revenue says of which month it is, once there is one. */
export function columnTitle(key: ColumnKey, thisMonth: Month | null, t: Translate): string {
  return key === 'revenue' && thisMonth !== null
    ? t('customers.column.revenueOf', { month: thisMonth })
    : t(`customers.column.${key}`);
}
