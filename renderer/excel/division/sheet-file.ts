import type { CallListNotes } from '../call-list.ts';
import type { ReadCodeFile, ReadFile, RowVerdict, SheetReply, SheetTask } from './sheet-job.ts';

/** The part of a Worker that is used here; a test puts another in its place. */
export interface SheetWorker {
  postMessage(task: SheetTask): void;
  terminate(): void;
  addEventListener(type: 'message', listener: (event: { data: SheetReply }) => void): void;
  addEventListener(type: 'error', listener: (event: { message: string }) => void): void;
}

export interface SheetOptions {
  /** Aborting ends the worker at once; the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
  startWorker?: () => SheetWorker;
}

const startBrowserWorker = (): SheetWorker =>
  new Worker(new URL('./sheet-worker.ts', import.meta.url), { type: 'module', name: 'division-sheet' });

/** Reads a division workbook in a worker: its rows, or why it is not taken at all. */
export async function readSheetFile(bytes: Uint8Array, options: SheetOptions = {}): Promise<ReadFile> {
  const reply = await ask({ kind: 'read', bytes }, options);
  if (reply.kind !== 'read') throw new Error(reply.kind === 'failed' ? reply.message : reply.kind);
  return reply.file;
}

/** The same workbook with what became of each row. */
export async function resultSheetFile(
  bytes: Uint8Array,
  verdicts: readonly RowVerdict[],
  notes: CallListNotes,
  options: SheetOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const reply = await ask({ kind: 'result', bytes, verdicts, notes }, options);
  if (reply.kind !== 'workbook') throw new Error(reply.kind === 'failed' ? reply.message : reply.kind);
  return reply.workbook;
}

/** A sheet whose first column has another header than 客户编码. */
export interface CodeSheetOptions extends SheetOptions {
  firstColumn?: string | undefined;
}

/** Reads what a workbook names in its first column, or why it is not taken at all. */
export async function readCodeFile(
  bytes: Uint8Array,
  { firstColumn, ...options }: CodeSheetOptions = {},
): Promise<ReadCodeFile> {
  const reply = await ask({ kind: 'readCodes', bytes, firstColumn }, options);
  if (reply.kind !== 'codes') throw new Error(reply.kind === 'failed' ? reply.message : reply.kind);
  return reply.file;
}

/** That workbook with what became of each row. */
export async function codeResultFile(
  bytes: Uint8Array,
  verdicts: readonly RowVerdict[],
  notes: CallListNotes,
  { firstColumn, ...options }: CodeSheetOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const reply = await ask({ kind: 'codesResult', bytes, firstColumn, verdicts, notes }, options);
  if (reply.kind !== 'workbook') throw new Error(reply.kind === 'failed' ? reply.message : reply.kind);
  return reply.workbook;
}

async function ask(
  task: SheetTask,
  { signal, startWorker = startBrowserWorker }: SheetOptions,
): Promise<SheetReply> {
  signal?.throwIfAborted();
  const worker = startWorker();
  try {
    return await new Promise<SheetReply>((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(asError(signal.reason)), { once: true });
      worker.addEventListener('error', ({ message }) =>
        reject(new Error(message || 'the worker did not start')),
      );
      worker.addEventListener('message', ({ data }) => resolve(data));
      worker.postMessage(task);
    });
  } finally {
    worker.terminate();
  }
}

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));
