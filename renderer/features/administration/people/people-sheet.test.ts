import { describe, expect, it } from 'vitest';
import { IMPORT_REASONS } from '../../../../shared/api/administration.ts';
import { readCodeSheet } from '../../../excel/code-sheet/read.ts';
import { buildCallListWorkbook, buildColumnarWorkbook } from '../../../excel/workbook.ts';
import {
  passwordSheet,
  PERSON_FATES,
  rowsOf,
  STAFF_NO_HEADER,
  templateSheet,
  verdictsOf,
} from './people-sheet.ts';

const NOTES = {
  asOf: [],
  filter: [],
  exportedBy: '姜远思 610001',
  exportedAt: '2026-11-20 09:00',
  watermark: 'w',
};

describe('the sheet of people', () => {
  it('is understood by its headers, in whatever order the others stand', () => {
    const sheet = {
      headers: ['工号', '组织编码', '备注', '角色', '姓名'],
      rows: [{ line: 2, code: '0012', cells: ['0012', 'A1', 'x', '客户经理', '韦一'] }],
    };
    expect(rowsOf(sheet)).toEqual([
      { line: 2, row: { staff_no: '0012', name: '韦一', role: '客户经理', unit_code: 'A1' } },
    ]);
    expect(rowsOf({ ...sheet, headers: ['工号', '组织编码', '备注', '岗位', '姓名'] })).toEqual({
      missing: '角色',
    });
  });

  it('as it goes out is read back as one without rows, filled in as one with them', () => {
    const empty = templateSheet(['客户经理'], [{ unitCode: 'A1', name: '一社区' }], NOTES);
    expect(readCodeSheet(buildColumnarWorkbook(empty), STAFF_NO_HEADER)).toEqual({
      ok: false,
      refusal: { kind: 'EMPTY' },
    });
    for (const [at, text] of ['0012', '韦一', '客户经理', 'A1'].entries()) {
      (empty.values[at] as string[])[0] = text;
    }
    const read = readCodeSheet(buildColumnarWorkbook(empty), STAFF_NO_HEADER);
    expect(read.ok && rowsOf(read.sheet)).toEqual([
      { line: 2, row: { staff_no: '0012', name: '韦一', role: '客户经理', unit_code: 'A1' } },
    ]);
  });

  it('has a fate for each verdict of the server', () => {
    const rows = [1, 2, 3].map((n) => ({
      line: n + 1,
      row: { staff_no: String(n), name: 'x', role: 'x', unit_code: 'x' },
    }));
    const verdicts = verdictsOf(rows, {
      verdicts: [
        { verdict: 'NEW', reason: null },
        { verdict: 'UNCHANGED', reason: null },
        { verdict: 'REJECTED', reason: 'TWO_NAMES' },
      ],
    });
    expect(verdicts.map(({ code, kind }) => [code, kind, PERSON_FATES[kind]])).toEqual([
      ['1', 'NEW', 'write'],
      ['2', 'UNCHANGED', 'leave'],
      ['3', 'TWO_NAMES', 'refuse'],
    ]);
    for (const reason of IMPORT_REASONS) expect(PERSON_FATES[reason]).toBe('refuse');
  });

  it('of passwords names each person once', () => {
    const bytes = buildCallListWorkbook(
      passwordSheet([{ staff_no: '0012', name: '韦一', password: 'kqm7-tz4-hw93' }], NOTES),
    );
    const read = readCodeSheet(bytes, STAFF_NO_HEADER);
    expect(read.ok && read.sheet.rows).toEqual([
      { line: 2, code: '0012', cells: ['0012', '韦一', 'kqm7-tz4-hw93'] },
    ]);
  });
});
