import { describe, expect, it } from 'vitest';
import * as XLSX from 'xlsx';
import { buildColumnarWorkbook } from '../workbook.ts';
import { codeSheetWithResults, readCodeSheet } from './read.ts';

const notes = { asOf: [], filter: [], exportedBy: '', exportedAt: '', rowCount: 3, watermark: '' };

function book(rows: unknown[][], change: (sheet: XLSX.WorkSheet) => void = () => undefined): Uint8Array {
  const workbook = XLSX.utils.book_new();
  const sheet = XLSX.utils.aoa_to_sheet(rows);
  change(sheet);
  XLSX.utils.book_append_sheet(workbook, sheet, '名单');
  return new Uint8Array(XLSX.write(workbook, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
}
const refusalOf = (bytes: Uint8Array) => {
  const read = readCodeSheet(bytes);
  return read.ok ? null : read.refusal;
};

describe('a sheet of customer codes', () => {
  const rows = [['客户编码', '备注'], ['KH1', '先联系'], [], [' KH2 ', ''], ['', '漏了编码']];
  it('names customers in its first column; blank lines are none', () => {
    const read = readCodeSheet(book(rows));
    expect(read.ok && read.sheet.rows.map(({ line, code }) => [line, code])).toEqual([
      [2, 'KH1'],
      [4, 'KH2'],
      [5, ''],
    ]);
  });

  it('goes back with its own columns and what became of each row, and may come again like that', () => {
    const read = readCodeSheet(book(rows));
    if (!read.ok) throw new Error(read.refusal.kind);
    const verdicts = new Map([[4, { outcome: '找不到', reason: '编码不存在' }]]);
    const bytes = buildColumnarWorkbook(codeSheetWithResults(read.sheet, verdicts, notes));
    const back = XLSX.read(bytes, { type: 'array' });
    const cells = XLSX.utils.sheet_to_json<string[]>(back.Sheets['名单']!, { header: 1, defval: '' });
    expect(cells[0]).toEqual(['客户编码', '备注', '结果', '原因']);
    expect(cells[2]).toEqual(['KH2', '', '找不到', '编码不存在']);
    const again = readCodeSheet(bytes);
    expect(again.ok && again.sheet.headers).toEqual(['客户编码', '备注']);
    expect(again.ok && again.sheet.rows.map(({ code }) => code)).toEqual(['KH1', 'KH2', '']);
  });

  it('a day that was typed in Excel reads as one, in whatever way the sheet shows it', () => {
    const read = readCodeSheet(
      book(
        [
          ['客户编码', '下次', '时间', '几户'],
          ['KH1', 0, 0, 3],
        ],
        (sheet) => {
          sheet['B2'] = { t: 'n', v: 46363, z: 'm/d/yy' };
          sheet['C2'] = { t: 'n', v: 46346.4201388889, z: 'yyyy/m/d h:mm' };
        },
      ),
    );
    expect(read.ok && read.sheet.rows[0]!.cells).toEqual(['KH1', '2026-12-07', '2026-11-20 10:05', '3']);
  });

  it('may have another first column', () => {
    const people = book([
      ['工号', '姓名'],
      ['20109', '覃文山'],
    ]);
    expect(refusalOf(people)).toMatchObject({ kind: 'FIRST_COLUMN', wanted: '客户编码' });
    const read = readCodeSheet(people, '工号');
    expect(read.ok && read.sheet.rows.map(({ code }) => code)).toEqual(['20109']);
  });

  it.each([
    [
      'another first column',
      book([['编号'], ['KH1']]),
      { kind: 'FIRST_COLUMN', found: '编号', wanted: '客户编码' },
    ],
    ['a code that became a number', book([['客户编码'], [912]]), { kind: 'NUMBER_IN_CODE', cell: 'A2' }],
    [
      'a formula',
      book([['客户编码'], ['KH1']], (sheet) => (sheet['A2'] = { t: 's', f: 'B2', v: 'KH1' })),
      { kind: 'FORMULA', cell: 'A2' },
    ],
    [
      'merged cells',
      book(
        [['客户编码'], ['KH1'], ['KH2']],
        (sheet) => (sheet['!merges'] = [XLSX.utils.decode_range('A2:A3')]),
      ),
      { kind: 'MERGED', cell: 'A2:A3' },
    ],
    ['nothing but a header', book([['客户编码']]), { kind: 'EMPTY' }],
    ['no workbook', new TextEncoder().encode('客户编码\nKH1'), { kind: 'NOT_XLSX' }],
  ])('%s is refused', (_what, bytes, refusal) => {
    expect(refusalOf(bytes)).toEqual(refusal);
  });
});
