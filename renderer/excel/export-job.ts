import { messageOf } from '../../shared/lib/errors.ts';
import type { ColumnarCallList, ColumnValues } from './call-list.ts';
import { buildColumnarWorkbook } from './workbook.ts';

/** What the worker is asked: the list without its values, then each column in order. It says back `ExportReply`. */
export type ExportRequest =
  { kind: 'begin'; list: Omit<ColumnarCallList, 'values'> } | { kind: 'column'; values: ColumnValues };
export type ExportReply =
  | { kind: 'progress'; done: number }
  | { kind: 'done'; workbook: Uint8Array<ArrayBuffer> }
  | { kind: 'failed'; message: string };

/** Says a thing to the page; what is in `transfer` is handed over instead of copied. */
export type Reply = (reply: ExportReply, transfer: Transferable[]) => void;

/** The worker's whole work, apart from the worker so that it runs anywhere. */
export class ExportJob {
  readonly #reply: Reply;
  readonly #values: ColumnValues[] = [];
  #list: Omit<ColumnarCallList, 'values'> | null = null;

  constructor(reply: Reply) {
    this.#reply = reply;
  }

  take(request: ExportRequest): void {
    if (request.kind === 'begin') this.#list = request.list;
    else this.#values.push(request.values);
    if (this.#list?.columns.length === this.#values.length)
      this.#build({ ...this.#list, values: this.#values });
  }

  #build(list: ColumnarCallList): void {
    try {
      const workbook = buildColumnarWorkbook(list, (done) => this.#reply({ kind: 'progress', done }, []));
      this.#reply({ kind: 'done', workbook }, [workbook.buffer]);
    } catch (error) {
      this.#reply({ kind: 'failed', message: messageOf(error) }, []);
    }
  }
}
