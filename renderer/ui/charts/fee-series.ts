import { FEE_CLASSES } from '../../../shared/domain/rows.ts';
import type { FeeClass, Ledger } from '../../../shared/domain/rows.ts';
import type { Translate } from '../../i18n/index.ts';
import type { Palette } from '../theme/index.ts';
import type { StackSeries } from './types.ts';

/** The classes of fees in their order and colours. `values` must hold one figure per month of the chart, in fen. */
export const feeSeries = (
  values: Record<FeeClass, readonly number[]> | Ledger['fees'],
  palette: Palette,
  t: Translate,
): StackSeries[] =>
  FEE_CLASSES.map((key) => ({
    key,
    name: t(`domain.feeClass.${key}`),
    colour: palette.feeClasses[key],
    values: values[key],
  }));
