import { useDeferredValue, useMemo } from 'react';
import type { Day } from '../../../shared/lib/dates.ts';
import type { CustomerIndex } from '../../data/types.ts';
import { useIndex, usePersonalSettings, useStore, useWorkspace } from '../../session/react.tsx';
import { today as todayOf } from '../../ui/format/index.ts';
import { useServerNow } from '../../ui/index.ts';
import { useComplaintLines } from '../complaints/index.ts';
import { reminderBookOf } from './reminder-book.ts';
import type { ReminderBook, ReminderState } from './reminder-book.ts';
import { complaintReminders, findReminders, isActive } from './reminder-rules.ts';
import type { Reminder } from './reminder-rules.ts';

export interface Reminders extends ReminderState {
  book: ReminderBook;
  today: Day;
  active: readonly Reminder[];
  /** Put off until a later day, or done. */
  put: readonly Reminder[];
}

/** The menu, the page and the digest ask for the same; it is found once. */
const known = new WeakMap<CustomerIndex, { asked: string; found: Reminder[] }>();

function found(index: CustomerIndex, { settings }: ReminderState, today: Day): Reminder[] {
  const asked = `${today} ${JSON.stringify(settings)}`;
  const before = known.get(index);
  if (before?.asked === asked) return before.found;
  const answer = { asked, found: findReminders(index, settings, today) };
  known.set(index, answer);
  return answer.found;
}

export function useReminders(): Reminders {
  // The menu counts on every screen; while pages come in, what is drawn goes first.
  const index = useDeferredValue(useIndex());
  const workspace = useWorkspace();
  const book = reminderBookOf(workspace, usePersonalSettings());
  const state = useStore(book.state);
  const complaints = useComplaintLines();
  const today = todayOf(useServerNow());
  return useMemo(() => {
    const all = [...complaintReminders(complaints, today), ...found(index, state, today)];
    return {
      ...state,
      book,
      today,
      active: all.filter(({ id }) => isActive(state.marks.get(id), today)),
      put: all.filter(({ id }) => !isActive(state.marks.get(id), today)),
    };
  }, [index, complaints, book, state, today]);
}

export const useReminderCount = (): number => useReminders().active.length;
