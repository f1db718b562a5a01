import { MUTATION_ERROR_CODES } from '../../../shared/sync/protocol.ts';
import type { MutationErrorCode } from '../../../shared/sync/protocol.ts';
import type { OutboxEntry } from '../../data/types.ts';
import { isAsk, isListHanded, isListMade, isOfCallList, isOfComplaint } from './edit-words.ts';
import { draftOf } from './rewrite.ts';

/**
 * The reason in the catalogue; a code of a newer server is `unknown` there and shown beside it. What makes a request
 * invalid is seldom its wording, so it has a reason of its own.
 */
export function reasonKey(
  entry: OutboxEntry,
):
  | MutationErrorCode
  | 'E_PARKED'
  | 'invalidRequest'
  | 'complaintEnded'
  | 'complaintOwner'
  | 'listOutside'
  | 'handOutside'
  | 'listElsewhere'
  | 'unknown' {
  if (entry.code === 'E_SCOPE' && isOfCallList(entry)) return listReason(entry);
  if (isOfComplaint(entry) && entry.code === 'E_DECIDED') return 'complaintEnded';
  if (isOfComplaint(entry) && entry.code === 'E_SCOPE') return 'complaintOwner';
  if (entry.code === 'E_INVALID' && isAsk(entry)) return 'invalidRequest';
  // Said by this machine, not by the server (SPEC S8).
  if (entry.code === 'E_PARKED') return entry.code;
  return MUTATION_ERROR_CODES.find((known) => known === entry.code) ?? 'unknown';
}

/** The server says of a list that is another's, and of customers that are, with one code. */
function listReason(entry: OutboxEntry): 'listOutside' | 'handOutside' | 'listElsewhere' {
  if (isListMade(entry)) return 'listOutside';
  return isListHanded(entry) && !(entry.message ?? '').startsWith('the list')
    ? 'handOutside'
    : 'listElsewhere';
}

/** Sending it again unchanged can only help where something outside of the edit may have changed. */
const HOPELESS_UNCHANGED: ReadonlySet<string> = new Set(['E_SCOPE', 'E_PERMISSION', 'E_DECIDED']);
/** Another wording brings back neither the customer nor the right, and no request that has ended. */
const HOPELESS_CHANGED: ReadonlySet<string> = new Set([
  'E_SCOPE',
  'E_PERMISSION',
  'E_NOT_FOUND',
  'E_DECIDED',
]);

export const maySendAgain = (entry: OutboxEntry): boolean =>
  !HOPELESS_UNCHANGED.has(entry.code ?? '') && (entry.code !== 'E_INVALID' || isAsk(entry));
export const mayEditAgain = (entry: OutboxEntry): boolean =>
  !HOPELESS_CHANGED.has(entry.code ?? '') && hasWording(entry);

function hasWording(entry: OutboxEntry): boolean {
  const { texts, persons } = draftOf(entry);
  return persons !== null || Object.keys(texts).length > 0;
}
