import { describe, expect, it } from 'vitest';
import * as XLSX from 'xlsx';
import { buildColumnarWorkbook } from '../workbook.ts';
import { readDivisionWorkbook } from './read.ts';
import { readSheetFile, resultSheetFile, type SheetWorker } from './sheet-file.ts';
import { doSheetTask, type SheetReply } from './sheet-job.ts';
import { divisionWorkbook } from './write.ts';

const notes = {
  asOf: [],
  filter: [],
  exportedBy: '马永思',
  exportedAt: '2026-11-21 09:10',
  rowCount: 1,
  watermark: '',
};
const customer = {
  customer_code: 'KH0000000912',
  name: '任欣',
  billing_account_number: '0781000123',
  access_number: '0771-5500012',
  product: '固定电话',
  installation_address: '民族大道',
  billing_area: '青秀',
  first_seen_on: '2026-11-16',
  community_code: 'QX-P-0',
  community_name: '青秀未分配社区',
  in_pool: true,
  responsible_unit: 'QX-P',
  reporting_segment: 'MASS_MARKET' as const,
  placement: { kind: 'POOL' },
  locked_until: null,
  version: 41,
  row_key: '4c0e:1',
};
const bytes = buildColumnarWorkbook(
  divisionWorkbook({ rows: [customer], targets: [], month: '2026-11' }, notes, () => ''),
);

/** A worker on this thread; `ended` tells whether it was ended. */
function worker(answers: boolean): SheetWorker & { ended: boolean } {
  const listeners: ((event: { data: SheetReply }) => void)[] = [];
  return {
    ended: false,
    postMessage(task) {
      if (answers)
        queueMicrotask(() => listeners.forEach((listener) => listener({ data: doSheetTask(task) })));
    },
    terminate() {
      this.ended = true;
    },
    addEventListener(type: string, listener: never) {
      if (type === 'message') listeners.push(listener);
    },
  };
}

describe('the worker of division sheets', () => {
  it('reads the rows of a workbook, and ends', async () => {
    const own = worker(true);
    const file = await readSheetFile(bytes, { startWorker: () => own });
    expect(file).toMatchObject({
      ok: true,
      rows: [{ line: 2, row_key: '4c0e:1', customer_code: 'KH0000000912' }],
    });
    expect(own.ended).toBe(true);
  });

  it('says why a file is not taken', async () => {
    const file = await readSheetFile(new TextEncoder().encode('客户编码,社区'), {
      startWorker: () => worker(true),
    });
    expect(file).toEqual({ ok: false, refusal: { kind: 'NOT_XLSX' } });
  });

  it('gives the workbook back with what became of its rows, and that can be brought again', async () => {
    const verdicts = [{ line: 2, outcome: '拒绝', reason: '没有这个社区' }];
    const result = await resultSheetFile(bytes, verdicts, notes, { startWorker: () => worker(true) });
    const read = readDivisionWorkbook(result);
    const [headers, row] = XLSX.utils.sheet_to_json<string[]>(
      XLSX.read(result, { type: 'array' }).Sheets['划分']!,
      { header: 1 },
    );
    expect(headers?.slice(-2)).toEqual(['结果', '原因']);
    expect(row?.slice(-2)).toEqual(['拒绝', '没有这个社区']);
    expect(read.ok && read.rows[0]?.row_key).toBe('4c0e:1');
  });

  it('is ended when the person goes away', async () => {
    const own = worker(false);
    const abort = new AbortController();
    const reading = readSheetFile(bytes, { signal: abort.signal, startWorker: () => own });
    abort.abort(new Error('gone'));
    await expect(reading).rejects.toThrow('gone');
    expect(own.ended).toBe(true);
  });
});
