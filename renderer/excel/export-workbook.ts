import { toColumns } from './call-list.ts';
import type { CallListSpec, ColumnarCallList } from './call-list.ts';
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
  const list = 'rows' in spec ? toColumns(spec) : spec;
  const worker = startWorker();
  try {
    return await new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(asError(signal.reason)), { once: true });
      worker.addEventListener('error', ({ message }) =>
        reject(new Error(message || 'the worker did not start')),
      );
      worker.addEventListener('message', ({ data }) => {
        if (data.kind === 'progress') onProgress?.(data.done);
        else if (data.kind === 'done') resolve(data.workbook);
        else reject(new Error(data.message));
      });
      worker.postMessage({ list }, 'rows' in spec ? buffersOf(list) : []);
    });
  } finally {
    worker.terminate();
  }
}

/** Number columns that were made for this message are handed over; those of a caller stay his and are copied. */
const buffersOf = ({ values }: ColumnarCallList): Transferable[] =>
  values.flatMap((column) => (column instanceof Float64Array ? [column.buffer] : []));

export const workbookBlob = (workbook: Uint8Array<ArrayBuffer>): Blob =>
  new Blob([workbook], { type: WORKBOOK_TYPE });

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));
