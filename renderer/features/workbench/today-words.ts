import { formatYuan, formatYuanDifference } from '../../../shared/lib/money.ts';
import type { Translate } from '../../i18n/index.ts';
import { aboutWords } from '../../ui/complaint-words.ts';
import { shortDay } from '../../ui/format/index.ts';
import { stageName } from './sheets.ts';
import type { TodayItem } from './today.ts';

/** Why somebody stands in the list of the day, on one line. */
export const reasonsLine = (item: TodayItem, today: string, t: Translate): string =>
  item.reasons.map((reason) => reasonWords(item, reason, today, t)).join(' · ');

function reasonWords(
  item: TodayItem,
  reason: TodayItem['reasons'][number],
  today: string,
  t: Translate,
): string {
  const { customer, agreement } = item;
  switch (reason.kind) {
    case 'nextStep':
      return reason.text;
    case 'complaint':
      return t('workbench.today.complaint', { about: aboutWords(reason.complaint, t) });
    case 'promised':
      return t('workbench.today.promised');
    case 'arrears':
      return t('workbench.today.arrears', {
        stage: stageName(customer.arrearsStage, t),
        amount: formatYuan(customer.arrears),
      });
    case 'agreement':
      return agreement === null
        ? ''
        : t('workbench.today.agreement', {
            day: shortDay(agreement.end, today),
            plan: agreement.plan,
            amount: formatYuan(agreement.commitment),
          });
    case 'fallen':
      return t('workbench.today.fallen', { amount: formatYuanDifference(reason.change) });
  }
}
