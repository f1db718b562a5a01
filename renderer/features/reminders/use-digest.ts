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
  const platform = usePlatform();
  const index = useIndex();
  // Half of the customers would be told as if they were all.
  const { everComplete } = useSyncStatus();
  const { active, today, book } = useReminders();
  const look = useRef<() => boolean>(() => false);

  useEffect(() => {
    /** @returns whether there was something to look through */
    look.current = () => {
      if (index.size === 0) return false;
      const digest = digestOf(active, today, t);
      if (digest === null || book.shown === shownMark(digest, today)) return true;
      const notice = { tag: 'reminders', ...digest };
      const follow = (): void => void navigate(pathOf(digest.target));
      const showing = platform.desktop?.notify(notice) ?? platform.notices?.show(notice, follow);
      void showing?.then((shown) => {
        if (shown) book.keepShown(shownMark(digest, today));
      });
      return true;
    };
  });
  useEffect(() => {
    if (!everComplete) return;
    let done = '';
    const check = (): void => {
      const slot = digestSlot(new Date());
      if (slot !== done && look.current()) done = slot;
    };
    const first = setTimeout(check, AFTER_START_MS);
    const timer = setInterval(check, EVERY_MS);
    const stopResume = platform.desktop?.onResume(check);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
      stopResume?.();
    };
  }, [platform, everComplete]);
}

/** Has nothing to show; lives as long as somebody is signed in. */
export function ReminderDigest(): null {
  useReminderDigest();
  return null;
}
