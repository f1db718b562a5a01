import { appendFileSync } from 'node:fs';

/** What makes a passing spec fail: the stand-in was asked for more than it can, or the product was at fault. */
export type Fault =
  | 'not-implemented'
  | 'unanswered-dialog'
  | 'uncaught-error'
  | 'preload-error'
  | 'protocol-error'
  | 'page-exception'
  | 'unhandled-ipc'
  | 'unsafe-preferences'
  | 'seal';

/** What was asked of the system, for specs to read. */
export type Request = 'notification' | 'dialog' | 'print' | 'shell' | 'permission' | 'popup' | 'lifecycle';

export interface AuditLine {
  kind: Fault | Request;
  /** Sample: `BrowserWindow.setProgressBar`. */
  what: string;
  detail?: unknown;
}

const FAULTS: ReadonlySet<string> = new Set<Fault>([
  'not-implemented',
  'unanswered-dialog',
  'uncaught-error',
  'preload-error',
  'protocol-error',
  'page-exception',
  'unhandled-ipc',
  'unsafe-preferences',
  'seal',
]);

export const isFault = ({ kind }: AuditLine): boolean => FAULTS.has(kind);

const path = process.env['STANDIN_AUDIT'];

/** Written at once and to a file, so that it outlives a kill. One line of JSON each. */
export function audit(kind: AuditLine['kind'], what: string, detail?: unknown): void {
  const line: AuditLine = { kind, what, ...(detail === undefined ? {} : { detail }) };
  const text = JSON.stringify(line);
  if (path !== undefined && path !== '') appendFileSync(path, `${text}\n`);
  if (isFault(line)) console.error(`[stand-in] ${text}`);
}

/** For members of Electron that the product has not needed so far. */
export function notImplemented(what: string): never {
  audit('not-implemented', what);
  throw new Error(`the stand-in for Electron does not implement ${what}`);
}

export const traceOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
