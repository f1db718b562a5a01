import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import * as XLSX from 'xlsx';
import type { CallListColumn, CallListSpec } from './call-list.ts';
import { sheetName } from './cell-text.ts';
import { columnLetters } from './sheet-rows.ts';
import { buildCallListWorkbook } from './workbook.ts';

const COLUMNS: CallListColumn[] = [
  { key: 'customerCode', header: '客户编码', kind: 'text', width: 14 },
  { key: 'account', header: '合同号', kind: 'text', width: 18 },
  { key: 'name', header: '客户名称', kind: 'text', width: 24 },
  { key: 'fee', header: '本月应收', kind: 'money', width: 12 },
  { key: 'lines', header: '用户数', kind: 'count', width: 8 },
  { key: 'month', header: '账期', kind: 'month', width: 9 },
  { key: 'end', header: '到期日期', kind: 'day', width: 12 },
];

const NOTES: CallListSpec['notes'] = {
  asOf: [
    { source: '计费系统', asOf: '2026-11-21' },
    { source: '经营分析', asOf: '2026-10', late: true },
  ],
  filter: ['社区 = 渡东片1社区', '欠费 ≥ 100.00'],
  exportedBy: '江晓岚（610031）',
  exportedAt: '2026-11-21 14:32',
  rowCount: 2,
  watermark: '610031 江晓岚 2026-11-21T14:32:05+08:00',
};

const listOf = (rows: CallListSpec['rows'], columns = COLUMNS): CallListSpec => ({
  title: '外呼清单',
  columns,
  rows,
  notes: NOTES,
});

const reopen = (workbook: Uint8Array): XLSX.WorkBook => XLSX.read(workbook, { type: 'array', cellNF: true });

function cellsOf(sheet: XLSX.WorkSheet | undefined): Record<string, XLSX.CellObject> {
  return Object.fromEntries(
    Object.entries(sheet ?? {}).filter(([reference]) => !reference.startsWith('!')),
  ) as Record<string, XLSX.CellObject>;
}

function partOf(workbook: Uint8Array, name: string): string {
  return new TextDecoder().decode(unzipSync(workbook)[name]);
}

describe('the workbook of a call list', () => {
  const workbook = buildCallListWorkbook(
    listOf([
      {
        customerCode: 'KH0000000123',
        account: '07810000619872',
        name: '青禾澜辉汽车 & <销售>',
        fee: 123_456_789,
        lines: 3,
        month: '2026-10',
        end: '2027-03-31',
      },
      {
        customerCode: 'KH0000000124',
        account: '12345678901234567890',
        name: null,
        fee: -5,
        lines: 0,
        end: '长期',
      },
    ]),
  );
  const book = reopen(workbook);
  const cells = cellsOf(book.Sheets['外呼清单']);

  it('has the list first and 说明 second', () => {
    expect(book.SheetNames).toEqual(['外呼清单', '说明']);
  });

  it('has the header in row 1, data from row 2 and nothing else', () => {
    expect(COLUMNS.map((_, i) => cells[`${columnLetters(i)}1`]?.v)).toEqual(
      COLUMNS.map(({ header }) => header),
    );
    expect(book.Sheets['外呼清单']?.['!ref']).toBe('A1:G3');
    expect(Object.keys(cells).length).toBe(7 + 7 + 5);
  });

  it('keeps codes as text: leading zeros and long numbers stand as they were', () => {
    expect(cells['B2']).toMatchObject({ t: 's', v: '07810000619872', z: '@' });
    expect(cells['B3']).toMatchObject({ t: 's', v: '12345678901234567890', z: '@' });
    expect(cells['C2']).toMatchObject({ t: 's', v: '青禾澜辉汽车 & <销售>' });
    expect(cells['F2']).toMatchObject({ t: 's', v: '2026-10' });
  });

  it('writes money in yuan as numbers, counts as numbers and days as dates', () => {
    expect(cells['D2']).toMatchObject({ t: 'n', v: 1_234_567.89, z: '#,##0.00', w: '1,234,567.89' });
    expect(cells['D3']).toMatchObject({ t: 'n', v: -0.05 });
    expect(cells['E3']).toMatchObject({ t: 'n', v: 0, z: '#,##0' });
    expect(cells['G2']).toMatchObject({ t: 'n', v: 46_477, w: '2027-03-31' });
    expect(cells['G3']).toMatchObject({ t: 's', v: '长期' });
  });

  it('leaves out the cell of an empty value', () => {
    expect(cells['C3']).toBeUndefined();
    expect(cells['F3']).toBeUndefined();
  });

  it('has a bold frozen header, a filter over all rows and the widths asked for', () => {
    const sheet = partOf(workbook, 'xl/worksheets/sheet1.xml');
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(sheet).toContain('<autoFilter ref="A1:G3"/>');
    expect(sheet).toContain('<dimension ref="A1:G3"/>');
    expect(sheet).toMatch(/<col min="2" max="2" width="18\.\d+" customWidth="1"\/>/);
    const looks = [...partOf(workbook, 'xl/styles.xml').matchAll(/<xf [^>]*\/>/g)]
      .map((match) => match[0])
      .slice(1);
    const headerLook = Number(/<c r="A1" s="(\d+)"/.exec(sheet)?.[1]);
    expect(looks[headerLook]).toContain('fontId="1" applyFont="1"');
    expect(partOf(workbook, 'xl/styles.xml')).toMatch(/<fonts count="2"><font>.*?<\/font><font><b\/>/);
  });

  it('says in 说明 where the figures come from, the filter, who, when, how many, and the watermark', () => {
    const lines = XLSX.utils.sheet_to_json<unknown[]>(book.Sheets['说明']!, { header: 1 });
    expect(lines).toEqual([
      ['清单', '外呼清单'],
      ['导出人', '江晓岚（610031）'],
      ['导出时间', '2026-11-21 14:32'],
      ['行数', 2],
      ['筛选条件', '社区 = 渡东片1社区'],
      [undefined, '欠费 ≥ 100.00'],
      ['数据截至 · 计费系统', '2026-11-21'],
      ['数据截至 · 经营分析', '2026-10', '已超过应到时间'],
      ['水印', '610031 江晓岚 2026-11-21T14:32:05+08:00'],
    ]);
  });

  it('never writes a formula: what looks like one is text with the quote mark, letter for letter', () => {
    const texts = [
      '=1+1',
      '+8613800000000',
      '-山-',
      '@SUM(A1)',
      "'already",
      '=HYPERLINK("http://x","y")',
      '\t=1',
    ];
    const risky = buildCallListWorkbook(
      listOf(
        texts.map((name) => ({ name, fee: -1 })),
        COLUMNS,
      ),
    );
    const again = cellsOf(reopen(risky).Sheets['外呼清单']);
    const sheet = partOf(risky, 'xl/worksheets/sheet1.xml');
    const looks = [...partOf(risky, 'xl/styles.xml').matchAll(/<xf [^>]*\/>/g)]
      .map((match) => match[0])
      .slice(1);
    expect(sheet).not.toContain('<f>');
    texts.forEach((text, i) => {
      expect(again[`C${i + 2}`]).toMatchObject({ t: 's', v: text });
      const look = looks[Number(new RegExp(`<c r="C${i + 2}" s="(\\d+)"`).exec(sheet)?.[1])]!;
      expect(look.includes('quotePrefix="1"')).toBe(text !== "'already");
      expect(again[`D${i + 2}`]).toMatchObject({ t: 'n', v: -0.01 });
    });
  });

  it('gives back every text as it was, and every amount to the fen', () => {
    // What no XML or UTF-8 file can hold is replaced on purpose and tested apart.
    const text = fc
      .string({ unit: 'grapheme', maxLength: 40 })
      .filter(
        (value) =>
          !/[\ud800-\udfff\ufffe\uffff]/.test(value.replaceAll(/[\ud800-\udbff][\udc00-\udfff]/g, '')),
      );
    const awkward = fc.constantFrom(
      '_x0041_',
      'a_x000D_b',
      ' vorne',
      'hinten ',
      '两\n行',
      'a\r\nb',
      '&amp;',
      '<b>',
      '0',
      'TRUE',
    );
    fc.assert(
      fc.property(
        fc.array(fc.record({ name: fc.oneof(text, awkward), fee: fc.integer({ min: -1e12, max: 1e12 }) }), {
          minLength: 1,
          maxLength: 30,
        }),
        (rows) => {
          const again = cellsOf(reopen(buildCallListWorkbook(listOf(rows))).Sheets['外呼清单']);
          rows.forEach(({ name, fee }, i) => {
            // A line break in a cell is one character, whatever it was typed as.
            expect(again[`C${i + 2}`]?.v ?? '').toBe(name.replaceAll('\r\n', '\n'));
            expect(Math.round((again[`D${i + 2}`]?.v as number) * 100)).toBe(fee);
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('takes lists without rows, with one column, with more columns than letters', () => {
    const none = reopen(buildCallListWorkbook(listOf([])));
    expect(none.Sheets['外呼清单']?.['!ref']).toBe('A1:G1');
    const one = reopen(buildCallListWorkbook(listOf([{ fee: 100 }], [COLUMNS[3]!])));
    expect(cellsOf(one.Sheets['外呼清单'])).toMatchObject({ A1: { v: '本月应收' }, A2: { v: 1 } });
    const many = Array.from({ length: 60 }, (_, i): CallListColumn => ({
      key: `k${i}`,
      header: `h${i}`,
      kind: 'text',
      width: 5,
    }));
    const wide = reopen(buildCallListWorkbook(listOf([{ k59: 'last' }], many)));
    expect(wide.Sheets['外呼清单']?.['BH2']).toMatchObject({ v: 'last' });
  });

  it('cuts what is longer than a cell and says so with an ellipsis', () => {
    const again = cellsOf(
      reopen(buildCallListWorkbook(listOf([{ name: '长'.repeat(40_000) }]))).Sheets['外呼清单'],
    );
    expect((again['C2']?.v as string).length).toBe(32_767);
    expect((again['C2']?.v as string).endsWith('…')).toBe(true);
  });

  it('replaces half a surrogate pair, which no file can hold', () => {
    const again = cellsOf(reopen(buildCallListWorkbook(listOf([{ name: 'a\ud83d' }]))).Sheets['外呼清单']);
    expect(again['C2']?.v).toBe('a\ufffd');
  });

  it('refuses a number in a text column and a text in a number column', () => {
    expect(() => buildCallListWorkbook(listOf([{ account: 7810000 }]))).toThrow('column account wants text');
    expect(() => buildCallListWorkbook(listOf([{ fee: '12.00' }]))).toThrow('column fee wants numbers');
  });

  it('tells its progress in rising steps up to one', () => {
    const steps: number[] = [];
    buildCallListWorkbook(listOf(Array.from({ length: 5_000 }, () => ({ name: '江', fee: 1 }))), (done) =>
      steps.push(done),
    );
    expect(steps.length).toBeGreaterThan(4);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(steps.at(-1)).toBe(1);
  });
});

describe('the name of the sheet', () => {
  it('is one that Excel accepts', () => {
    expect(sheetName('欠费[3月]: a/b?')).toBe('欠费 3月   a b');
    expect(sheetName("'quoted'")).toBe('quoted');
    expect(sheetName('')).toBe('清单');
    expect(sheetName('说明', ['说明'])).toBe('说明清单');
    expect(sheetName('字'.repeat(50)).length).toBe(31);
  });
});
