import type { SyncAttempt, SyncStatus } from '../data/types.ts';
import type { FailureKind } from './transport-error.ts';
import { storageTrouble } from '../data/storage-trouble.ts';
import { TransportError } from './transport-error.ts';

/** A failed attempt in the words of the status. */
export interface Failure {
  state: SyncStatus['state'];
  trouble: SyncStatus['trouble'];
  result: SyncAttempt['result'];
  code: string | null;
  /** Nothing is tried again until somebody does something about it. */
  waits: boolean;
  /** Until the next try, where that does not grow with each failure. */
  pauseMs: number | null;
}

const SELDOM_MS = 5 * 60_000;

export function describeFailure(error: unknown): Failure {
  const stored = storageTrouble(error);
  if (stored !== null) {
    return { ...NOTHING, state: 'trouble', trouble: stored, result: 'storage', pauseMs: SELDOM_MS };
  }
  if (error instanceof TransportError) return { ...OF_KIND[error.kind], code: error.code };
  return { ...NOTHING, result: 'serverError', code: error instanceof Error ? error.name : null };
}

const NOTHING: Failure = {
  state: 'idle',
  trouble: null,
  result: 'serverError',
  code: null,
  waits: false,
  pauseMs: null,
};
const unreachable = (result: SyncAttempt['result']): Failure => ({ ...NOTHING, state: 'offline', result });
const expired: Failure = { ...NOTHING, state: 'signInExpired', result: 'signInExpired', waits: true };
const stopped = (trouble: NonNullable<SyncStatus['trouble']>, result: SyncAttempt['result']): Failure => ({
  ...NOTHING,
  state: 'trouble',
  trouble,
  result,
  pauseMs: SELDOM_MS,
});

const OF_KIND: Readonly<Record<FailureKind, Failure>> = {
  offline: unreachable('offline'),
  notTheServer: unreachable('notTheServer'),
  token: expired,
  signInExpired: expired,
  disabled: stopped('disabled', 'disabled'),
  deviceRevoked: stopped('deviceRevoked', 'disabled'),
  upgrade: stopped('upgrade', 'upgrade'),
  epoch: NOTHING,
  gap: NOTHING,
  userMismatch: NOTHING,
  tooLarge: NOTHING,
  busy: { ...NOTHING, result: 'busy' },
  request: NOTHING,
  serverError: NOTHING,
};
