import { isUnsolved } from '../../../shared/domain/complaints.ts';
import { useComplaintLines } from './use-complaint-lines.ts';

/** What the menu counts: complaints that wait for the person, and those that have risen to him. */
export const useRisenCount = (): number =>
  useComplaintLines().filter(({ complaint, isMine, isTold }) => isUnsolved(complaint) && (isMine || isTold))
    .length;
