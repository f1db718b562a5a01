import { describe, expect, it } from 'vitest';
import { harmlessText } from '../../shared/lib/spreadsheet-text.ts';
import type { CallListNotes } from '../excel/call-list.ts';
import { codeSheetWithResults } from '../excel/code-sheet/read.ts';
import { csvOf } from '../excel/csv.ts';
import { divisionWorkbook, resultWorkbook } from '../excel/division/write.ts';
import { partsOf } from '../excel/test-support/workbook-parts.ts';
import { buildCallListWorkbook, buildColumnarWorkbook } from '../excel/workbook.ts';
import { sourcesWith } from './test-support/source-files.ts';

const HOSTILE = [
  '=1+1',
  '=HYPERLINK("http://x","y")',
  '+cmd|calc!A1',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
] as const;

const notesOf = (text: string): CallListNotes => ({
  asOf: [{ source: text, asOf: text }],
  filter: [text],
  exportedBy: text,
  exportedAt: text,
  rowCount: 1,
  watermark: text,
});

/** Makers of files whose cells come from people or from upstream; each puts `text` wherever a text may stand. */
const WORKBOOKS: Readonly<Record<string, (text: string) => Uint8Array>> = {
  'a list': (text) =>
    buildCallListWorkbook({
      title: text,
      columns: [
        { key: 'text', header: text, kind: 'text', width: 9 },
        { key: 'month', header: text, kind: 'month', width: 9 },
        { key: 'day', header: text, kind: 'day', width: 9 },
        { key: 'input', header: text, kind: 'input', width: 9 },
        { key: 'money', header: text, kind: 'money', width: 9 },
      ],
      rows: [{ text, month: text, day: text, input: text, money: -1250 }],
      notes: notesOf(text),
    }),
  'the division sheet': (text) =>
    buildColumnarWorkbook(
      divisionWorkbook(
        {
          month: '2026-11',
          rows: [
            {
              row_key: text,
              version: 1,
              customer_code: text,
              name: text,
              billing_account_number: text,
              access_number: text,
              product: text,
              installation_address: text,
              billing_area: text,
              first_seen_on: '2026-11-20',
              community_name: text,
              reporting_segment: 'BUSINESS',
            } as never,
          ],
          targets: [{ name: text, community_code: text, department_name: text, billing_area: text } as never],
        },
        notesOf(text),
        () => text,
      ),
    ),
  'the division sheet with its verdicts': (text) =>
    buildColumnarWorkbook(
      resultWorkbook(
        [{ line: 2, cells: Array.from({ length: 14 }, () => text) }],
        new Map([[2, { outcome: text, reason: text }]]),
        notesOf(text),
      ),
    ),
  'a sheet of codes with its verdicts': (text) =>
    buildColumnarWorkbook(
      codeSheetWithResults(
        { name: text, headers: [text, text], rows: [{ line: 2, code: text, cells: [text, text] }] },
        new Map([[2, { outcome: text, reason: text }]]),
        notesOf(text),
      ),
    ),
};

/** By which of them a screen makes what it hands out. */
const HANDED_OUT: Readonly<Record<string, string>> = {
  'app/registered-exports.tsx': 'hands on',
  'features/administration/dictionary/use-dictionary-export.ts': 'exportWorkbook',
  'features/administration/feeds-panel.tsx': 'csv',
  'features/administration/people/hand-out-passwords.tsx': 'exportWorkbook',
  'features/administration/people/import-people.tsx': 'exportWorkbook',
  'features/administration/use-audit-export.tsx': 'exportWorkbook',
  'features/customers/customer/revenue-chart.tsx': 'exportWorkbook',
  'features/customers/export/use-workbook-export.tsx': 'exportWorkbook',
  'features/division/use-sheets.ts': 'exportWorkbook and resultSheetFile',
  'features/settings/use-local-work.tsx': 'sealed edits',
  'features/sync-panel/sync-panel.tsx': 'diagnostics, JSON',
  'features/workbench/use-chart-files.ts': 'exportWorkbook',
  'features/workbook-import/use-give-back.ts': 'codeResultFile',
};

it('every place that hands a file out, and every one that copies rows, is known', () => {
  expect(sourcesWith(/\.saveFile\(/).filter((file) => !file.startsWith('platform/'))).toEqual(
    Object.keys(HANDED_OUT).sort(),
  );
  expect(sourcesWith(/clipboard\.writeText\(/)).toEqual([
    'features/customers/list/selection-bar.tsx',
    // The words of one refused edit, for a message to support.
    'features/sync-panel/attention-actions.tsx',
    'ui/table/use-grid-keys.ts',
  ]);
  // Cells that are joined into lines go through the rule for texts.
  expect(sourcesWith(/join\('\\t'\)/)).toEqual(sourcesWith(/harmlessText\(.*join\('\\t'\)/));
});

describe.each(Object.entries(WORKBOOKS))('%s', (_what, make) => {
  it.each(HOSTILE)('has %j as a text that stays one', (text) => {
    const parts = partsOf(make(text));
    const styles = parts.find(([name]) => name === 'xl/styles.xml')![1];
    const quoted = [...styles.matchAll(/<xf [^>]*\/>/g)]
      .map(([xf]) => xf)
      .slice(1)
      .map((xf) => xf.includes('quotePrefix="1"'));
    const sheets = parts.filter(([name]) => name.startsWith('xl/worksheets/sheet'));
    let cells = 0;
    for (const [, xml] of sheets) {
      expect(xml).not.toMatch(/<f[ >]/);
      for (const [, style, value] of xml.matchAll(
        /<c r="[A-Z]+(?!1")\d+" s="(\d+)" t="inlineStr"><is><t[^>]*>([^<]*)/g,
      )) {
        if (!/^(=|\+|-|@|\t|_x000[9D]_=|&#x9;|\s=)/.test(value!)) continue;
        cells++;
        expect([value, quoted[Number(style)]]).toEqual([value, true]);
      }
    }
    expect(cells).toBeGreaterThan(0);
    for (const [name, xml] of parts) expect([name, /externalLink|ddeLink/.test(xml)]).toEqual([name, false]);
  });

  it('leaves numbers numbers', () => {
    if (_what !== 'a list') return;
    const sheet = partsOf(make('x')).find(([name]) => name === 'xl/worksheets/sheet1.xml')![1];
    expect(sheet).toContain('<v>-12.5</v>');
  });
});

describe('files and clipboards of nothing but text', () => {
  it.each(HOSTILE)('have %j behind an apostrophe', (text) => {
    expect(harmlessText(text)).toBe(`'${text}`);
    expect(new TextDecoder().decode(csvOf([[text]]))).toContain(`"'${text.replaceAll('"', '""')}"`);
  });

  it.each(['-12.50', '+3', '-1,250.00', '-3%', '0781000123', '13907710042', 'a=b', '—'])(
    'leave %j as it is',
    (text) => expect(harmlessText(text)).toBe(text),
  );
});
