import type { Complainant, ComplaintStep } from '../../../shared/domain/complaints.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import type { Translate } from '../../i18n/index.ts';
import { shortDay } from '../../ui/format/index.ts';

/** 覃文静 · 决策者, without the phone, which is masked where it stands. */
export const complainantWords = ({ name, role }: Complainant): string =>
  [name, role].filter(Boolean).join(' · ');

/** What was done, without who did it. */
export function stepWords(
  step: ComplaintStep,
  today: Day,
  t: Translate,
  nameOf: (staffNo: string) => string,
): string {
  switch (step.act) {
    case 'HAND':
      return t('complaints.step.HAND', { to: nameOf(step.to ?? '') });
    case 'REOPEN':
      return t('complaints.step.REOPEN', { day: shortDay(step.dueOn ?? '', today) });
    default:
      return t(`complaints.step.${step.act}`);
  }
}
