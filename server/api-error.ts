import type { ErrorCode } from '../shared/api/errors.ts';

/**
 * An answer other than success, thrown anywhere under a route. `details` are sent beside code and message and
 * must hold nothing that the caller may not see: `new ApiError(409, 'E_GAP', 'numbers are missing', {expected_n: 7})`.
 */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;
  /** Sent as Retry-After, in seconds. */
  readonly retryAfter: number | undefined;

  constructor(
    status: number,
    code: ErrorCode,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
    retryAfter?: number,
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
    this.retryAfter = retryAfter;
  }
}
