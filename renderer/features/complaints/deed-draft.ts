import { stateAfter } from '../../../shared/domain/complaints.ts';
import type { ComplaintAct, ComplaintState } from '../../../shared/domain/complaints.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import { draftHome } from '../../data/drafts.ts';
import type { ComplaintDeed } from './acts.ts';

/** What asks for words, for a colleague or for a day before it is done. */
export type AskedAct = Exclude<ComplaintAct, 'TAKE'>;

/** What stands in the form of an act. */
export interface DeedDraft {
  text: string;
  /** HAND: a staff number. */
  to: string | null;
  /** REOPEN: the day chosen; null for the one that is offered. */
  dueOn: Day | null;
}

export const EMPTY_DEED: DeedDraft = { text: '', to: null, dueOn: null };

/** By `deedKey`: what a colleague does with the complaint meanwhile must not throw away what is begun. */
export const deedDraftsOf = draftHome<DeedDraft>();

export const deedKey = (complaintId: string, act: AskedAct): string => `${complaintId} ${act}`;

/**
 * What can become of a form that was opened for an act, in the state of now. Where somebody has ended the complaint
 * meanwhile, the words that are begun can still be kept as a note; without words there is nothing left to ask.
 */
export function actOfForm(
  asked: AskedAct,
  state: ComplaintState,
  begun: DeedDraft | undefined,
): AskedAct | null {
  if (stateAfter(state, asked) !== null) return asked;
  return begun === undefined || begun.text.trim() === '' ? null : 'NOTE';
}

/** Null while something that the act needs is missing. */
export function deedOf(act: AskedAct, { text, to, dueOn }: DeedDraft): ComplaintDeed | null {
  const words = text.trim();
  switch (act) {
    case 'HAND':
      return to === null ? null : { act, to };
    case 'CLOSE':
      return { act, ...(words === '' ? {} : { text: words }) };
    case 'REOPEN':
      return words === '' || dueOn === null ? null : { act, text: words, dueOn };
    case 'NOTE':
    case 'SOLVE':
      return words === '' ? null : { act, text: words };
  }
}
