import type { OutboxEntry } from '../../data/types.ts';
import type { Translate } from '../../i18n/index.ts';
import { isInteractionAdd } from './edit-words.ts';

/** What becomes of the work on a customer that has left: notes arrive as late, anything else comes back. */
export function departedWords(customerCode: string, outbox: readonly OutboxEntry[], t: Translate): string {
  const unsent = outbox.filter(
    (entry) => entry.customerCode === customerCode && entry.state !== 'acknowledged',
  );
  const waiting = unsent.filter((entry) => entry.state !== 'attention');
  const notes = waiting.filter(isInteractionAdd).length;
  const others = waiting.length - notes;
  const attention = unsent.length - waiting.length;
  return [
    notes > 0 ? t('sync.departed.notes', { count: notes }) : '',
    others > 0 ? t('sync.departed.others', { count: others }) : '',
    attention > 0 ? t('sync.departed.attention', { count: attention }) : '',
  ]
    .filter((part) => part !== '')
    .join(t('sync.waiting.separator'));
}
