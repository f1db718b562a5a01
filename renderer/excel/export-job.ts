import type { ColumnarCallList } from './call-list.ts';
import { buildColumnarWorkbook } from './workbook.ts';

/** What the worker is asked and what it says back. */
export interface ExportRequest {
  list: ColumnarCallList;
}
export type ExportReply =
  | { kind: 'progress'; done: number }
  | { kind: 'done'; workbook: Uint8Array<ArrayBuffer> }
  | { kind: 'failed'; message: string };

/** Says a thing to the page; what is in `transfer` is handed over instead of copied. */
export type Reply = (reply: ExportReply, transfer: Transferable[]) => void;

/** The worker's whole work, apart from the worker so that it runs anywhere. */
export function runExportJob({ list }: ExportRequest, reply: Reply): void {
  try {
    const workbook = buildColumnarWorkbook(list, (done) => reply({ kind: 'progress', done }, []));
    reply({ kind: 'done', workbook }, [workbook.buffer]);
  } catch (error) {
    reply({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }, []);
  }
}
