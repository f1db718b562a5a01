import type { Cursor } from '../../shared/sync/protocol.ts';
import { ApiError } from '../api-error.ts';

/** Which life of the history the server is in, and how far it has come. */
export interface HistoryHead {
  epoch: string;
  clock: number;
}

/** The same as one client meets it. */
export interface ClientHead extends HistoryHead {
  /** The highest `n` of this client that was dealt with; 0 for none. */
  lastN: number;
  /** Whose client it is; null for one that never pushed. */
  clientStaffId: string | null;
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

/** What a client knows of the history: which life of it, how far it has read, and which of its edits are settled. */
export interface ClientWord {
  epoch: string | null;
  cursors?: Readonly<Record<string, Cursor>>;
  settled_n?: number | undefined;
}

/** The furthest that the client has read; 0 where it has read nothing. */
export const furthestCursor = ({ cursors = {} }: ClientWord): number =>
  Math.max(0, ...Object.values(cursors).flatMap((cursor) => [Number(cursor.seq), Number(cursor.base)]));

/**
 * The client has read more than there is, or was told of an edit of its own that is not there any more: the store has
 * lost the end of its history. The clock alone does not tell for long, because others move it on.
 */
export const isAhead = (head: ClientHead, word: ClientWord): boolean =>
  furthestCursor(word) > head.clock || (word.settled_n ?? 0) > head.lastN;

/**
 * SPEC S9. The client's cursors are of another life of the history when it says so, when it holds cursors and
 * cannot say of which, or when it knows more than the store: a backup was restored.
 */
export function checkEpoch(head: ClientHead, word: ClientWord): void {
  const { epoch, cursors = {} } = word;
  const known = epoch === null ? Object.keys(cursors).length === 0 : epoch === head.epoch;
  if (!known || isAhead(head, word)) {
    throw new ApiError(409, 'E_EPOCH', 'the history that the cursors are of is not the one of this server', {
      epoch: head.epoch,
    });
  }
}
