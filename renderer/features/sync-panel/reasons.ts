import { MUTATION_ERROR_CODES } from '../../../shared/sync/protocol.ts';
import type { MutationErrorCode } from '../../../shared/sync/protocol.ts';

/** The reason in the catalogue; a code of a newer server is `unknown` there and shown beside it. */
export const reasonKey = (code: string | undefined): MutationErrorCode | 'unknown' =>
  MUTATION_ERROR_CODES.find((known) => known === code) ?? 'unknown';

/** Sending it again unchanged can only help where something outside of the edit may have changed. */
const HOPELESS_UNCHANGED: ReadonlySet<string> = new Set(['E_SCOPE', 'E_PERMISSION', 'E_INVALID']);
/** Another wording does not bring the customer or the right back. */
const HOPELESS_CHANGED: ReadonlySet<string> = new Set(['E_SCOPE', 'E_PERMISSION', 'E_NOT_FOUND']);

export const maySendAgain = (code: string | undefined): boolean => !HOPELESS_UNCHANGED.has(code ?? '');
export const mayEditAgain = (code: string | undefined): boolean => !HOPELESS_CHANGED.has(code ?? '');
