import { columnOf } from './call-list.ts';
import type { CallListSpec, ColumnarCallList } from './call-list.ts';
import { noteContent } from './content.ts';
import type { ExportReply, ExportRequest } from './export-job.ts';

export const WORKBOOK_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The part of a Worker that is used here; a test puts another in its place. */
export interface ExportWorker {
  postMessage(request: ExportRequest, transfer: Transferable[]): void;
  terminate(): void;
  addEventListener(type: 'message', listener: (event: { data: ExportReply }) => void): void;
  addEventListener(type: 'error', listener: (event: { message: string }) => void): void;
}

export interface ExportOptions {
  /** 0 to 1, a few dozen times. */
  onProgress?: (done: number) => void;
  /** Aborting ends the worker at once; the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
  startWorker?: () => ExportWorker;
}

const startBrowserWorker = (): ExportWorker =>
  new Worker(new URL('./excel-worker.ts', import.meta.url), { type: 'module', name: 'excel' });

/**
 * Makes the workbook of a list in a worker. Rejects with an Error when a value does not fit its column, when
 * the worker cannot be started, or when it fails.
 */
export async function exportWorkbook(
  spec: CallListSpec | ColumnarCallList,
  { onProgress, signal, startWorker = startBrowserWorker }: ExportOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  signal?.throwIfAborted();
  const worker = startWorker();
  const over = new AbortController();
  try {
    const answer = new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(asError(signal.reason)), { once: true });
      worker.addEventListener('error', ({ message }) =>
        reject(new Error(message || 'the worker did not start')),
      );
      worker.addEventListener('message', ({ data }) => {
        if (data.kind === 'progress') onProgress?.(data.done);
        else if (data.kind === 'done') resolve(data.workbook);
        else reject(new Error(data.message));
      });
    });
    await Promise.race([answer, sendColumns(worker, spec, over.signal)]);
    const workbook = await answer;
    noteContent(workbook, { columns: spec.columns.map(({ header }) => header), rows: spec.notes.rowCount });
    return workbook;
  } finally {
    over.abort();
    worker.terminate();
  }
}

/** A page that works longer than this in one go is late for a frame. */
const ONE_GO_MS = 8;

/**
 * Sends column after column and lets the page breathe in between: all at once would copy 400,000 values while
 * nobody can type. Number columns that are made here are handed over; those of a caller stay his and are copied.
 */
async function sendColumns(
  worker: ExportWorker,
  spec: CallListSpec | ColumnarCallList,
  over: AbortSignal,
): Promise<void> {
  const { title, columns, notes } = spec;
  const form = 'form' in spec && spec.form ? { form: spec.form } : {};
  worker.postMessage({ kind: 'begin', list: { title, columns, notes, ...form } }, []);
  let begun = performance.now();
  for (const [at, column] of columns.entries()) {
    const own = 'rows' in spec;
    const values = own ? columnOf(spec, column) : (spec.values[at] ?? []);
    const handedOver = own && values instanceof Float64Array ? [values.buffer] : [];
    worker.postMessage({ kind: 'column', values }, handedOver);
    if (performance.now() - begun < ONE_GO_MS) continue;
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (over.aborted) return;
    begun = performance.now();
  }
}

export const workbookBlob = (workbook: Uint8Array<ArrayBuffer>): Blob =>
  new Blob([workbook], { type: WORKBOOK_TYPE });

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));
