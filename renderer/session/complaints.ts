import { useMemo } from 'react';
import { overlayComplaints } from '../data/complaints.ts';
import type { ComplaintView } from '../data/complaints.ts';
import { useHeld, useOutbox, useSessionState } from './react.tsx';

/** Every complaint of the customers that are here, with what the person wrote himself laid over them. */
export function useComplaints(): readonly ComplaintView[] {
  const state = useSessionState();
  const rows = useHeld('complaint');
  const entries = useOutbox();
  const staffNo = state.kind === 'signedIn' ? state.staff.staff_no : '';
  return useMemo(() => overlayComplaints(rows, entries, staffNo), [rows, entries, staffNo]);
}
