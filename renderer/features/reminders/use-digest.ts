import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { LinkTarget } from '../../../shared/ipc/links.ts';
import { usePlatform } from '../../session/platform-context.tsx';
import { useIndex, useSyncStatus } from '../../session/react.tsx';
import { customerPath } from '../customers/index.ts';
import { digestOf, digestSlot, shownMark } from './digest.ts';
import { useReminders } from './use-reminders.ts';

/** Time for the first download or the news of the night to come in. */
const AFTER_START_MS = 5000;
const EVERY_MS = 60_000;

const pathOf = (target: LinkTarget): string =>
  target.kind === 'customer' ? customerPath(target.customerCode) : '/reminders';

/** Tells once at the start and once at nine what is due today; computed here, so offline too. */
export function useReminderDigest(): void {
  const { t } = useTranslation();
  const navigate = useNavigate();
  // The platform is another object on each screen (exports name theirs); these two stay.
  const { desktop, notices } = usePlatform();
  const index = useIndex();
  // Half of the customers would be told as if they were all.
  const { everComplete } = useSyncStatus();
  const { active, today, book } = useReminders();
  const look = useRef<() => boolean>(() => false);
  /** The slot that was looked through, also where the watch has begun anew since. */
  const done = useRef('');

  useEffect(() => {
    /** @returns whether there was something to look through */
    look.current = () => {
      if (index.size === 0) return false;
      const digest = digestOf(active, today, t);
      if (digest === null || book.shown === shownMark(digest, today)) return true;
      const notice = { tag: 'reminders', ...digest };
      const follow = (): void => void navigate(pathOf(digest.target));
      const showing = desktop?.notify(notice) ?? notices?.show(notice, follow);
      void showing?.then((shown) => {
        if (shown) book.keepShown(shownMark(digest, today));
      });
      return true;
    };
  });
  useEffect(() => {
    if (!everComplete) return;
    const check = (): void => {
      const slot = digestSlot(new Date());
      if (slot !== done.current && look.current()) done.current = slot;
    };
    const first = setTimeout(check, AFTER_START_MS);
    const timer = setInterval(check, EVERY_MS);
    const stopResume = desktop?.onResume(check);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
      stopResume?.();
    };
  }, [desktop, everComplete]);
}

/** Has nothing to show; lives as long as somebody is signed in. */
export function ReminderDigest(): null {
  useReminderDigest();
  return null;
}
