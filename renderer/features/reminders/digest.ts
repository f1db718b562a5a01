import { daysBetween } from '../../../shared/lib/dates.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import type { LinkTarget } from '../../../shared/ipc/links.ts';
import type { Translate } from '../../i18n/index.ts';
import { isOfComplaint } from './reminder-rules.ts';
import type { Reminder } from './reminder-rules.ts';
import { reminderWords } from './reminder-words.ts';

/** One notification for the day instead of fifty. */
export interface Digest {
  title: string;
  body: string;
  target: LinkTarget;
}

/** What ends later than this can wait for another day's digest. */
const NEAR_DAYS = 7;
const DIGEST_HOUR = 9;

const isUrgent = ({ kind, customer }: Reminder, today: Day): boolean =>
  isOfComplaint(kind) ||
  kind === 'followUp' ||
  kind === 'prepaid' ||
  (kind === 'agreementEnding' &&
    customer.agreementEnd !== null &&
    daysBetween(today, customer.agreementEnd) <= NEAR_DAYS);

/** 3 户的协议 7 天内到期，2 个回访到期. A single one names its customer and leads there. Null: nothing to tell. */
export function digestOf(active: readonly Reminder[], today: Day, t: Translate): Digest | null {
  const urgent = active.filter((reminder) => isUrgent(reminder, today));
  const title = t('reminders.digest.title');
  const [only] = urgent;
  if (only === undefined) return null;
  if (urgent.length === 1) {
    const { name, customerCode } = only.customer;
    return {
      title,
      body: t('reminders.digest.one', { name, what: reminderWords(only, today, t) }),
      target: { kind: 'customer', customerCode },
    };
  }
  const count = (kind: Reminder['kind']): number => urgent.filter((one) => one.kind === kind).length;
  const agreements = count('agreementEnding');
  const followUps = count('followUp');
  const prepaid = count('prepaid');
  const complaints = count('complaint');
  const risen = count('complaintRisen');
  const parts = [
    complaints > 0 && t('reminders.digest.complaints', { count: complaints }),
    risen > 0 && t('reminders.digest.risen', { count: risen }),
    agreements > 0 && t('reminders.digest.agreements', { count: agreements, days: NEAR_DAYS }),
    followUps > 0 && t('reminders.digest.followUps', { count: followUps }),
    prepaid > 0 && t('reminders.digest.prepaid', { count: prepaid }),
  ].filter((part) => part !== false);
  return { title, body: parts.join(t('reminders.digest.separator')), target: { kind: 'reminders' } };
}

/**
 * When a digest is to be looked at: once when work begins, and once at 09:00 by the clock of this machine, also where
 * it slept through that hour. Sample: `2026-11-20 early`, then `2026-11-20 late`.
 */
export function digestSlot(local: Date): string {
  const day = `${local.getFullYear()}-${local.getMonth() + 1}-${local.getDate()}`;
  return `${day} ${local.getHours() >= DIGEST_HOUR ? 'late' : 'early'}`;
}

/** The same words are told once a day. */
export const shownMark = (digest: Digest, today: Day): string => `${today} ${digest.body}`;
