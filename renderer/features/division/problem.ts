import { messageOf } from '../../../shared/lib/errors.ts';
import type { Translate } from '../../i18n/index.ts';
import { TransportError } from '../../sync/transport-error.ts';

/** Codes of the server that have words of their own. */
const WORDED = [
  'E_WINDOW_CLOSED',
  'E_SCOPE',
  'E_PERMISSION',
  'E_REJECTED_ROWS',
  'E_NOTHING_TO_APPLY',
  'E_ALREADY_UNDONE',
  'E_NOT_FOUND',
] as const;
type Worded = (typeof WORDED)[number];

const isWorded = (code: string | null): code is Worded =>
  code !== null && (WORDED as readonly string[]).includes(code);

export const isOffline = (error: unknown): boolean =>
  error instanceof TransportError && (error.kind === 'offline' || error.kind === 'notTheServer');

export const codeOf = (error: unknown): string | null =>
  error instanceof TransportError ? error.code : null;

/** Why an act did not take place, and the code for support where words alone do not say it. */
export function problemWords(error: unknown, t: Translate): { text: string; code?: string } {
  if (isOffline(error)) return { text: t('division.error.offline') };
  if (error instanceof TransportError && error.kind === 'busy') return { text: t('division.error.busy') };
  const code = codeOf(error);
  if (isWorded(code)) return { text: t(`division.error.${code}`) };
  return {
    text: t('division.error.other'),
    code: code ?? messageOf(error),
  };
}
