import { dayFromNumber, monthFromNumber } from '../../../shared/reports/index.ts';
import type { ListFigure } from '../../../shared/reports/index.ts';
import type { Translate } from '../../i18n/index.ts';
import {
  formatCount,
  formatCountDifference,
  formatYuan,
  formatYuanDifference,
} from '../../ui/format/index.ts';

/** A figure of a list as a person reads it; the empty text where it is not known. */
export function figureText(kind: ListFigure, figure: number, t: Translate): string {
  if (Number.isNaN(figure)) return '';
  switch (kind) {
    case 'money':
      return formatYuan(figure);
    case 'difference':
      return formatYuanDifference(figure);
    case 'minutes':
      return formatCount(figure);
    case 'minutesDifference':
      return formatCountDifference(figure);
    case 'percent':
      return `${formatCountDifference(figure)}%`;
    case 'day':
      return dayFromNumber(figure);
    case 'month':
      return monthFromNumber(figure);
    case 'months':
      return t('lists.months', { count: figure });
  }
}
