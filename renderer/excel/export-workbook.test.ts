import { describe, expect, it } from 'vitest';
import * as XLSX from 'xlsx';
import type { CallListSpec } from './call-list.ts';
import { toColumns } from './call-list.ts';
import { ExportJob } from './export-job.ts';
import type { ExportReply, ExportRequest } from './export-job.ts';
import { exportWorkbook, workbookBlob } from './export-workbook.ts';
import type { ExportWorker } from './export-workbook.ts';

/** Does what the real worker does, on copies as the real one gets them, a turn of the event loop later. */
class InlineWorker implements ExportWorker {
  terminated = false;
  readonly #messages: ((event: { data: ExportReply }) => void)[] = [];
  readonly #errors: ((event: { message: string }) => void)[] = [];

  readonly #job = new ExportJob((reply, back) => {
    const data = structuredClone(reply, { transfer: back });
    if (!this.terminated) for (const listener of this.#messages) listener({ data });
  });

  postMessage(request: ExportRequest, transfer: Transferable[]): void {
    const received = structuredClone(request, { transfer });
    setTimeout(() => this.#job.take(received), 0);
  }
  terminate(): void {
    this.terminated = true;
  }
  fail(message: string): void {
    for (const listener of this.#errors) listener({ message });
  }
  addEventListener(
    type: 'message' | 'error',
    listener: ((event: { data: ExportReply }) => void) | ((event: { message: string }) => void),
  ): void {
    if (type === 'message') this.#messages.push(listener as (event: { data: ExportReply }) => void);
    else this.#errors.push(listener as (event: { message: string }) => void);
  }
}

const SPEC: CallListSpec = {
  title: '清单',
  columns: [
    { key: 'account', header: '合同号', kind: 'text', width: 18 },
    { key: 'fee', header: '应收', kind: 'money', width: 12 },
  ],
  rows: [
    { account: '0781000', fee: 1_205 },
    { account: null, fee: null },
    { account: '0782000', fee: 5 },
  ],
  notes: { asOf: [], filter: [], exportedBy: '', exportedAt: '', rowCount: 3, watermark: '' },
};

const rowsIn = (workbook: Uint8Array): unknown[][] =>
  XLSX.utils.sheet_to_json<unknown[]>(XLSX.read(workbook, { type: 'array' }).Sheets['清单']!, {
    header: 1,
    blankrows: true,
  });

describe('an export in a worker', () => {
  it('brings the workbook back, says how far it is, and ends the worker', async () => {
    const worker = new InlineWorker();
    const steps: number[] = [];
    const workbook = await exportWorkbook(SPEC, {
      startWorker: () => worker,
      onProgress: (done) => steps.push(done),
    });
    expect(rowsIn(workbook)).toEqual([['合同号', '应收'], ['0781000', 12.05], [], ['0782000', 0.05]]);
    expect(steps.at(-1)).toBe(1);
    expect(worker.terminated).toBe(true);
    expect(workbookBlob(workbook).size).toBe(workbook.byteLength);
  });

  it('leaves the columns of a caller his own', async () => {
    const list = toColumns(SPEC);
    await exportWorkbook(list, { startWorker: () => new InlineWorker() });
    expect(list.values[1]).toEqual(Float64Array.of(1_205, Number.NaN, 5));
  });

  it('lets the page work while a large list is handed over', async () => {
    const columns = Array.from({ length: 40 }, (_, i) => ({ ...SPEC.columns[0]!, key: `k${i}` }));
    const rows = Array.from({ length: 50 }, (_, row) =>
      Object.fromEntries(columns.map(({ key }) => [key, `${key} ${row}`])),
    );
    const worker = new InlineWorker();
    let sent = 0;
    const post = worker.postMessage.bind(worker);
    worker.postMessage = (request, transfer) => {
      sent++;
      // So long that a whole list in one go would be seen.
      for (const until = performance.now() + 3; performance.now() < until;);
      post(request, transfer);
    };
    const sentMeanwhile = new Promise<number>((resolve) => setTimeout(() => resolve(sent), 0));
    const workbook = await exportWorkbook({ ...SPEC, columns, rows }, { startWorker: () => worker });
    expect(await sentMeanwhile).toBeLessThan(columns.length);
    expect(rowsIn(workbook).length).toBe(rows.length + 1);
  });

  it('refuses a value that its column cannot hold, and ends the worker', async () => {
    const worker = new InlineWorker();
    const wrong = { ...SPEC, rows: [{ account: 7_810_000 }] };
    await expect(exportWorkbook(wrong, { startWorker: () => worker })).rejects.toThrow(
      'column account wants text',
    );
    expect(worker.terminated).toBe(true);
  });

  it('ends at once when it is cancelled', async () => {
    const worker = new InlineWorker();
    const cancel = new AbortController();
    const running = exportWorkbook(SPEC, { startWorker: () => worker, signal: cancel.signal });
    cancel.abort(new Error('stopped by the person'));
    await expect(running).rejects.toThrow('stopped by the person');
    expect(worker.terminated).toBe(true);
  });

  it('does not start for a signal that is aborted already', async () => {
    const start = (): ExportWorker => {
      throw new Error('started');
    };
    await expect(exportWorkbook(SPEC, { startWorker: start, signal: AbortSignal.abort() })).rejects.toThrow(
      'aborted',
    );
  });

  it('passes on what went wrong in the worker, and that it did not start', async () => {
    const broken = {
      ...toColumns(SPEC),
      columns: [{ ...SPEC.columns[0]!, header: undefined as unknown as string }],
    };
    await expect(exportWorkbook(broken, { startWorker: () => new InlineWorker() })).rejects.toThrow();
    const worker = new InlineWorker();
    const running = exportWorkbook(SPEC, { startWorker: () => worker });
    worker.fail('script could not be loaded');
    await expect(running).rejects.toThrow('script could not be loaded');
  });
});
