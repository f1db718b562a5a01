import { useMemo } from 'react';
import { isUnsolved } from '../../../shared/domain/complaints.ts';
import type { ComplaintView } from '../../data/complaints.ts';
import { useComplaints } from '../../session/complaints.ts';

/** What a customer still waits for an answer to, the earliest day first. */
export function useUnsolvedOf(customerCode: string): readonly ComplaintView[] {
  const complaints = useComplaints();
  return useMemo(
    () =>
      complaints
        .filter((one) => one.customerCode === customerCode && isUnsolved(one))
        .sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1)),
    [complaints, customerCode],
  );
}
