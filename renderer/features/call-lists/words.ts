import type { CallPurpose, CallResult } from '../../../shared/domain/calls.ts';
import { CALL_RESULTS } from '../../../shared/domain/calls.ts';
import type { Translate } from '../../i18n/index.ts';
import type { CallProgress } from './progress.ts';

/** What a result is called for a list of this purpose: 同意续约, 承诺缴费. */
export const resultName = (purpose: CallPurpose, result: CallResult, t: Translate): string =>
  result === 'AGREED' ? t(`calls.agreed.${purpose}`) : t(`calls.result.${result}`);

/** 同意 7 · 考虑 4 · 未接 5: the results that occur. */
export const resultCounts = ({ results }: CallProgress, t: Translate): string =>
  CALL_RESULTS.filter((result) => results[result] > 0)
    .map((result) => `${t(`calls.short.${result}`)} ${results[result]}`)
    .join(' · ');
