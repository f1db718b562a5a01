import type { Cursor } from '../../shared/sync/protocol.ts';
import { ApiError } from '../api-error.ts';

/** Which life of the history the server is in, and how far it has come. */
export interface HistoryHead {
  epoch: string;
  clock: number;
}

/** A request names the person whose cache it is for; a token of another person must not fill or empty it. */
export function checkStaff(requestStaffId: string, callerStaffId: string): void {
  if (requestStaffId !== callerStaffId) {
    throw new ApiError(409, 'E_USER_MISMATCH', 'the request is for another person than the one signed in');
  }
}

export function checkClientOwner(ownerStaffId: string | null, callerStaffId: string): void {
  if (ownerStaffId !== null && ownerStaffId !== callerStaffId) {
    throw new ApiError(409, 'E_USER_MISMATCH', 'this client id belongs to another person');
  }
}

/**
 * SPEC S9. The client's cursors are of another life of the history when it says so, when it holds cursors and
 * cannot say of which, or when one of them is ahead of the clock: a backup was restored.
 */
export function checkEpoch(head: HistoryHead, epoch: string | null, cursors: readonly Cursor[]): void {
  const known = epoch === null ? cursors.length === 0 : epoch === head.epoch;
  const ahead = cursors.some((cursor) => Number(cursor.seq) > head.clock || Number(cursor.base) > head.clock);
  if (!known || ahead) {
    throw new ApiError(409, 'E_EPOCH', 'the history that the cursors are of is not the one of this server', {
      epoch: head.epoch,
    });
  }
}
