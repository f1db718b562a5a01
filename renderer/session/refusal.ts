import type { FailureKind } from '../sync/transport-error.ts';
import type { SignInFailure, SignInResult } from './types.ts';
import { TransportError } from '../sync/transport-error.ts';

const REASON_OF_CODE: Readonly<Record<string, SignInFailure>> = {
  E_CREDENTIALS: 'credentials',
  E_LOGIN_LIMIT: 'tooMany',
  E_RATE_LIMIT: 'tooFast',
  E_DISABLED: 'disabled',
  E_DEVICE: 'deviceRevoked',
  E_PASSWORD_POLICY: 'passwordPolicy',
};

const REASON_OF_KIND: Partial<Record<FailureKind, SignInFailure>> = {
  offline: 'unreachable',
  notTheServer: 'notTheServer',
  signInExpired: 'credentials',
  token: 'credentials',
  upgrade: 'upgrade',
};

/** Why the server, or this machine, did not let somebody in. */
export function refusalOf(error: unknown): Extract<SignInResult, { ok: false }> {
  if (!(error instanceof TransportError)) return { ok: false, reason: 'storage' };
  const { kind, code, retryAfterMs, details } = error;
  const attemptsLeft = details['attempts_left'];
  return {
    ok: false,
    reason: (code === null ? undefined : REASON_OF_CODE[code]) ?? REASON_OF_KIND[kind] ?? 'serverError',
    ...(code === null ? {} : { code }),
    ...(retryAfterMs === null ? {} : { retryAfterSeconds: Math.ceil(retryAfterMs / 1000) }),
    ...(typeof attemptsLeft === 'number' ? { attemptsLeft } : {}),
  };
}
