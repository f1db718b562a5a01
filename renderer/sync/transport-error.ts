/** How an exchange with the server failed; each kind asks for another way on. */
export type FailureKind =
  /** Nothing came back: no network, refused, cut off. */
  | 'offline'
  /** Something answered, but not ChannelDesk: a captive portal, a proxy's page, a body cut short. */
  | 'notTheServer'
  /** 401: the access token was not taken; asked again once with a fresh one. */
  | 'token'
  /** The sign-in itself has ended: the refresh token was refused. */
  | 'signInExpired'
  | 'disabled'
  | 'deviceRevoked'
  | 'upgrade'
  | 'epoch'
  | 'gap'
  | 'userMismatch'
  | 'tooLarge'
  /** 429 and 503: come back later. */
  | 'busy'
  | 'request'
  | 'serverError';

export class TransportError extends Error {
  override name = 'TransportError';
  readonly kind: FailureKind;
  readonly status: number | null;
  /** The server's own code, for support. */
  readonly code: string | null;
  readonly retryAfterMs: number | null;
  /** What stood beside code and message: `expected_n`, `epoch`, results. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    kind: FailureKind,
    message: string,
    more: {
      status?: number;
      code?: string;
      retryAfterMs?: number | null;
      details?: Readonly<Record<string, unknown>>;
    } = {},
  ) {
    super(message);
    this.kind = kind;
    this.status = more.status ?? null;
    this.code = more.code ?? null;
    this.retryAfterMs = more.retryAfterMs ?? null;
    this.details = more.details ?? {};
  }
}

const KIND_OF_CODE: Readonly<Record<string, FailureKind>> = {
  E_TOKEN: 'token',
  // Asked again, the sign-in ends, and begins anew with a password of his own.
  E_PASSWORD_CHANGE: 'token',
  E_DISABLED: 'disabled',
  E_DEVICE: 'deviceRevoked',
  E_UPGRADE: 'upgrade',
  E_EPOCH: 'epoch',
  E_GAP: 'gap',
  E_USER_MISMATCH: 'userMismatch',
  E_TOO_LARGE: 'tooLarge',
  E_BUSY: 'busy',
  E_UNAVAILABLE: 'busy',
  E_LOGIN_LIMIT: 'busy',
  E_RATE_LIMIT: 'busy',
};

export function kindOf(status: number, code: string): FailureKind {
  const known = KIND_OF_CODE[code];
  if (known !== undefined) return known;
  if (status === 401) return 'token';
  if (status === 413) return 'tooLarge';
  if (status === 426) return 'upgrade';
  if (status === 429 || status === 503) return 'busy';
  return status >= 500 ? 'serverError' : 'request';
}
