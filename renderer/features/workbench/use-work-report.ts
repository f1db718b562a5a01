import { useMemo } from 'react';
import type { Day, Month } from '../../../shared/lib/dates.ts';
import { NO_COMPLAINT_WORK, NO_WORK, workOfPeople, workReport } from '../../../shared/reports/index.ts';
import type { ComplaintWork, WorkFigures } from '../../../shared/reports/index.ts';
import { overlayFeedback } from '../../data/feedback.ts';
import { useComplaints } from '../../session/complaints.ts';
import { useHeld, useIndex, useOutbox } from '../../session/react.tsx';
import { useAccess } from '../customers/index.ts';

export type PersonFigures = WorkFigures & ComplaintWork;

/** What each person did in a month, by staff number, counted over what is here. */
export function useWorkReport(month: Month, today: Day): ReadonlyMap<string, PersonFigures> {
  const index = useIndex();
  const complaints = useComplaints();
  const rows = useHeld('feedback');
  const entries = useOutbox();
  const { staff } = useAccess();
  const contacts = useMemo(() => index.fold(workReport(month, today), {}), [index, month, today]);
  const others = useMemo(
    () => workOfPeople(complaints, overlayFeedback(rows, entries, staff.staff_no).values(), month),
    [complaints, rows, entries, staff.staff_no, month],
  );
  return useMemo(() => {
    const people = [...new Set([...Object.keys(contacts), ...Object.keys(others)])].sort();
    return new Map(
      people.map((staffNo) => [
        staffNo,
        { ...(contacts[staffNo] ?? NO_WORK), ...(others[staffNo] ?? NO_COMPLAINT_WORK) },
      ]),
    );
  }, [contacts, others]);
}
