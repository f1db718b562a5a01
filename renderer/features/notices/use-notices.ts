import { useMemo } from 'react';
import { isValidOn } from '../../../shared/domain/notices.ts';
import { overlayNotices } from '../../data/notices.ts';
import type { NoticeView } from '../../data/notices.ts';
import { useHeld, useOutbox } from '../../session/react.tsx';
import { today as todayOf } from '../../ui/format/index.ts';
import { useServerNow } from '../../ui/index.ts';
import { useAccess } from '../customers/index.ts';

/** Every notice to the person, the newest first, also those that are not valid today. */
export function useNotices(): readonly NoticeView[] {
  const rows = useHeld('notice');
  const entries = useOutbox();
  const { staff } = useAccess();
  return useMemo(
    () => overlayNotices(rows, entries, { staffNo: staff.staff_no, name: staff.name }),
    [rows, entries, staff],
  );
}

/** Valid today and not read: what the bell counts. */
export function useUnreadNotices(): number {
  const notices = useNotices();
  const today = todayOf(useServerNow());
  return notices.filter((notice) => !notice.isRead && isValidOn(notice, today)).length;
}
