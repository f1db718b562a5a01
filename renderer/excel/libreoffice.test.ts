import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallListSpec } from './call-list.ts';
import { buildCallListWorkbook } from './workbook.ts';

const hasOffice = spawnSync('soffice', ['--version']).status === 0;

const ROWS = 400;
const NAMES = [
  '江晓岚',
  '青禾 & 澜辉 <公司>',
  '=1+1',
  '-山-',
  '+86154',
  '他说“好”',
  '逗号,引号"',
  ' 前后空格 ',
];
const rows = Array.from({ length: ROWS }, (_, i) => ({
  account: String(i).padStart(14, '0'),
  name: NAMES[i % NAMES.length]!,
  fee: i * 98_765 - 1_000_000,
  lines: i % 7 === 0 ? null : i,
  month: '2026-10',
  end: `2027-0${(i % 9) + 1}-15`,
}));
const SPEC: CallListSpec = {
  title: '外呼清单',
  columns: [
    { key: 'account', header: '合同号', kind: 'text', width: 18 },
    { key: 'name', header: '客户名称', kind: 'text', width: 24 },
    { key: 'fee', header: '本月应收', kind: 'money', width: 12 },
    { key: 'lines', header: '用户数', kind: 'count', width: 8 },
    { key: 'month', header: '账期', kind: 'month', width: 9 },
    { key: 'end', header: '到期日期', kind: 'day', width: 12 },
  ],
  rows,
  notes: {
    asOf: [{ source: '计费系统', asOf: '2026-11-21' }],
    filter: ['全部'],
    exportedBy: '江晓岚',
    exportedAt: '2026-11-21 14:32',
    rowCount: ROWS,
    watermark: '610031',
  },
};

/** Text is quoted in the CSV and numbers are not, so that the two cannot be taken for each other. */
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
describe.skipIf(!hasOffice)('LibreOffice (needs soffice on the PATH)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'excel-'));
  const list: string[] = [];
  const notes: string[] = [];
  beforeAll(() => {
    writeFileSync(join(folder, 'list.xlsx'), buildCallListWorkbook(SPEC));
    // Comma, quote, UTF-8, from line 1, no column formats, English, text quoted, dates as shown, no formulas, all sheets.
    const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,true,true,false,false,false,-1';
    const run = spawnSync(
      'soffice',
      [
        `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`,
        '--headless',
        '--convert-to',
        filter,
        '--outdir',
        folder,
        join(folder, 'list.xlsx'),
      ],
      { encoding: 'utf8', timeout: 120_000 },
    );
    expect(run.status, run.stderr).toBe(0);
    const linesOf = (sheet: string): string[] =>
      readFileSync(join(folder, `list-${sheet}.csv`), 'utf8')
        .trimEnd()
        .split('\n');
    list.push(...linesOf('外呼清单'));
    notes.push(...linesOf('说明'));
  }, 150_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('opens the list and shows every row as it was', () => {
    expect(list.length).toBe(ROWS + 1);
    expect(list[0]).toBe(SPEC.columns.map(({ header }) => quoted(header)).join(','));
    rows.forEach(({ account, name, fee, lines, month, end }, i) => {
      const expected = [
        quoted(account),
        quoted(name),
        String(fee / 100),
        lines === null ? '' : String(lines),
        quoted(month),
        end,
      ];
      expect(list[i + 1]).toBe(expected.join(','));
    });
  });

  it('shows the sheet with the notes', () => {
    expect(notes[0]).toBe('"清单","外呼清单"');
    expect(notes).toContain('"行数",400');
    expect(notes.at(-1)).toBe('"水印","610031"');
  });
});
