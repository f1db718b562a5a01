/**
 * Failures that say nothing about the work itself: it may be tried again as it is. Serialization, deadlock, lock
 * time-out, a statement cancelled, a database that restarts or has no room, a connection that broke.
 */
const PASSING_STATES = new Set(['40001', '40P01', '55P03', '57014']);
const PASSING_CLASSES = new Set(['08', '53', '57', '58']);
const BROKEN_CONNECTION = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)/;

export function isPassing(error: unknown): boolean {
  const code = codeOf(error);
  if (code === undefined) {
    return error instanceof Error && /connection (terminated|timeout)|timeout exceeded/i.test(error.message);
  }
  return (
    PASSING_STATES.has(code) ||
    (code.length === 5 && PASSING_CLASSES.has(code.slice(0, 2))) ||
    BROKEN_CONNECTION.test(code)
  );
}

/** The values themselves are at fault: out of range, not representable, against a constraint. */
export function isRefusedValue(error: unknown): boolean {
  const code = codeOf(error);
  return code?.length === 5 && (code.startsWith('22') || code.startsWith('23'));
}

function codeOf(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
