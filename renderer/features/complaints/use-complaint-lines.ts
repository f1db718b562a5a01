import { useMemo } from 'react';
import { useComplaints } from '../../session/complaints.ts';
import { useIndex, useReference } from '../../session/react.tsx';
import { today as todayOf } from '../../ui/format/index.ts';
import { useServerNow } from '../../ui/index.ts';
import { useAccess } from '../customers/index.ts';
import { complaintLines } from '../../data/complaint-lines.ts';
import type { ComplaintLine } from '../../data/complaint-lines.ts';

/** Every complaint that is here, as the person who is signed in looks at it today. */
export function useComplaintLines(): readonly ComplaintLine[] {
  const complaints = useComplaints();
  const index = useIndex();
  const { units } = useReference();
  const { staff, grants } = useAccess();
  const today = todayOf(useServerNow());
  return useMemo(
    () => complaintLines(complaints, index, units, { staffNo: staff.staff_no, grants }, today),
    [complaints, index, units, staff, grants, today],
  );
}
