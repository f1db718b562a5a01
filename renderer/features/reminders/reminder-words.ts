import { daysBetween } from '../../../shared/lib/dates.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import type { Fen } from '../../../shared/lib/money.ts';
import type { Translate } from '../../i18n/index.ts';
import { dueWords } from '../../ui/complaint-words.ts';
import type { Mark, Reminder } from './reminder-rules.ts';

/** What a reminder is about, in a few words: 还有 3 天到期. */
export function reminderWords({ kind, customer, complaint }: Reminder, today: Day, t: Translate): string {
  const until = (day: Day | null): number => (day === null ? 0 : daysBetween(today, day));
  switch (kind) {
    case 'complaint':
    case 'complaintRisen':
      return complaint === undefined
        ? ''
        : `${t(`domain.complaintKind.${complaint.kind}`)} · ${dueWords(complaint, today, t)}`;
    case 'followUp': {
      const days = -until(customer.nextOn);
      const when = days > 0 ? t('reminders.what.overdue', { count: days }) : t('reminders.what.dueToday');
      return `${t('reminders.what.followUp')} · ${when}`;
    }
    case 'agreementEnding': {
      const days = until(customer.agreementEnd);
      return days === 0 ? t('reminders.what.endsToday') : t('reminders.what.ending', { count: days });
    }
    case 'agreementExpired':
      return t('reminders.what.expired', { count: -until(customer.agreementEnd) });
    case 'arrears': {
      const stage =
        customer.arrearsStage >= 6
          ? t('domain.arrearsStageLast')
          : t('domain.arrearsStage', { count: customer.arrearsStage });
      return t('reminders.what.arrears', { stage });
    }
    case 'prepaid':
      return t('reminders.what.prepaid');
  }
}

export function markWords(what: string, mark: Mark | undefined, t: Translate): string {
  if (mark === undefined) return what;
  return mark.kind === 'done'
    ? t('reminders.what.done', { what })
    : t('reminders.what.until', { what, day: mark.day });
}

/** The day it is about, where it is about a day. */
export function reminderDay({ kind, customer, complaint }: Reminder): Day | null {
  if (complaint !== undefined) return complaint.dueOn;
  if (kind === 'followUp') return customer.nextOn;
  return kind === 'agreementEnding' || kind === 'agreementExpired' ? customer.agreementEnd : null;
}

/** The money it is about, where it is about money. */
export function reminderAmount({ kind, customer }: Reminder): Fen | null {
  if (kind === 'arrears') return customer.arrears;
  return kind === 'prepaid' ? customer.prepaid : null;
}
