import { describe, expect, it } from 'vitest';
import type { Column } from './columns.ts';
import { scan } from './scan.ts';

const COLUMNS: readonly Column[] = [
  { header: '编号', name: 'id', type: 'text', required: true },
  { header: '日期', name: 'on_day', type: 'day', optional: true },
  { header: '金额', name: 'amount', type: 'fen' },
  { header: '说明', name: 'note', type: 'text' },
];
const HEADER = '编号,日期,金额,说明';

const scanText = (text: string, force = false) => scan(Buffer.from(text), COLUMNS, { force });
/** The rows as COPY will read them, split at tabs. */
const rowsOf = (text: string, force = false): string[][] =>
  scanText(text, force)
    .copy.toString()
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split('\t'));
const row = (cells: string): string[] => rowsOf(`${HEADER}\n${cells}\n`)[0]!;
const reasonOf = (cells: string): string | undefined => row(cells).at(-1);

describe('the structure of a file', () => {
  it('is the same with LF, with CRLF, and with blank lines at the end', () => {
    const expected = [
      ['2', 'A', '2026-11-20', '1230', 'x', '\\N'],
      ['3', 'B', '\\N', '000', '', '\\N'],
    ];
    expect(rowsOf(`${HEADER}\nA,2026-11-20,12.3,x\nB,,0,\n`)).toEqual(expected);
    expect(rowsOf(`${HEADER}\r\nA,2026-11-20,12.3,x\r\nB,,0,\r\n`)).toEqual(expected);
    expect(rowsOf(`${HEADER}\nA,2026-11-20,12.3,x\nB,,0,\n\n\r\n`)).toEqual(expected);
  });

  it('has cells in quotes, with commas, quotes and line breaks in them, and lines are still counted', () => {
    const rows = rowsOf(`${HEADER}\r\n"A",2026-11-20,1.00,"一,""二""\r\n三"\r\nB,,"2.00",y\r\n`);
    expect(rows).toEqual([
      ['2', 'A', '2026-11-20', '100', '一,"二"\\r\\n三', '\\N'],
      ['4', 'B', '\\N', '200', 'y', '\\N'],
    ]);
  });

  it('keeps what COPY would take for its own', () => {
    expect(row('A,,1.00,a\tb\\N\\.')[4]).toBe('a\\tb\\\\N\\\\.');
    expect(row('\\.,,1.00,')[1]).toBe('\\\\.');
  });

  it('grows with what is escaped', () => {
    const note = '\\'.repeat(50_000);
    expect(row(`A,,1.00,${note}`)[4]).toBe(note + note);
  });

  it('gives back the text of a row by its line', () => {
    const scanned = scanText(`${HEADER}\r\nA,,1,"x\r\ny"\r\nB,,1,z\r\n`);
    expect(scanned.rowText(2)).toBe('A,,1,"x\r\ny"');
    expect(scanned.rowText(4)).toBe('B,,1,z');
    expect(scanned.rows).toBe(2);
  });
});

describe('a file that is refused', () => {
  it.each([
    ['no columns', ''],
    ['another header', '编号,日期,金额\nA,,1\n'],
    ['the columns in another order', '日期,编号,金额,说明\n,A,1,x\n'],
    ['a column more', `${HEADER},备注\nA,,1,x,y\n`],
    ['a web page', '<html>\n<body>502 Bad Gateway</body></html>\n'],
  ])('%s', (_, text) => {
    expect(() => scanText(text)).toThrow(/^the columns are not those of its kind/);
    expect(() => scanText(text, true)).toThrow(/^the columns are not those of its kind/);
  });

  it.each([
    ['the last line does not end', `${HEADER}\nA,,1.00,x\nB,,1.00,y`],
    ['the last line is short', `${HEADER}\nA,,1.00,x\nB,,1.\n`],
    ['a quote is never closed', `${HEADER}\nA,,1.00,"x\nB,,1.00,y\n`],
    ['the header does not end', HEADER],
  ])('breaks off: %s; forced, it is taken', (_, text) => {
    expect(() => scanText(text)).toThrow(/^the file breaks off/);
    expect(() => scanText(text, true)).not.toThrow();
  });

  it('forced, it loses only the row that broke off', () => {
    expect(rowsOf(`${HEADER}\nA,,1.00,x\nB,,1.`, true).map((cells) => [cells[1], cells.at(-1)])).toEqual([
      ['A', '\\N'],
      ['B', 'MALFORMED_ROW'],
    ]);
    expect(
      rowsOf(`${HEADER}\nA,,1.00,"x\nB,,1.00,y\n`, true).map((cells) => [cells[1], cells.at(-1)]),
    ).toEqual([
      ['A', 'MALFORMED_ROW'],
      ['B', '\\N'],
    ]);
  });
});

describe('a bad row keeps its other cells, its key among them', () => {
  it.each([
    ['too few cells', 'A,,1.00', ['2', 'A', '\\N', '100', '\\N', 'MALFORMED_ROW']],
    ['too many cells', 'A,,1.00,x,y', ['2', 'A', '\\N', '100', 'x', 'MALFORMED_ROW']],
    ['a quote inside a cell', 'A,,1.00,x"y"', ['2', 'A', '\\N', '100', '\\N', 'MALFORMED_ROW']],
    ['text after a quoted cell', '"A"b,,1.00,x', ['2', '\\N', '\\N', '\\N', '\\N', 'MALFORMED_ROW']],
    ['a bad cell before good ones', 'A,2026-02-30,1.00,x', ['2', 'A', '\\N', '100', 'x', 'BAD_DATE']],
  ])('%s', (_, cells, expected) => {
    expect(rowsOf(`${HEADER}\n${cells}\nB,,1.00,z\n`)).toEqual([
      expected,
      ['3', 'B', '\\N', '100', 'z', '\\N'],
    ]);
  });
});

describe('cells', () => {
  it('a key must be there', () => expect(reasonOf(',2026-11-20,1.00,x')).toBe('MISSING_KEY'));

  it.each(['2026-11-20', '2024-02-29', '2000-02-29', ''])('%s is a day, or none', (day) =>
    expect(reasonOf(`A,${day},1.00,`)).toBe('\\N'),
  );
  it.each([
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-11-00',
    '2026-04-31',
    '20261120',
    '0000-01-01',
    '2026/11/20',
    '2026-11-20 ',
    '2O26-11-20',
  ])('%s is no day', (day) => expect(reasonOf(`A,${day},1.00,`)).toBe('BAD_DATE'));

  it.each([
    ['0', '000'],
    ['12', '1200'],
    ['12.3', '1230'],
    ['12.34', '1234'],
    ['0.05', '005'],
    ['-0.00', '-000'],
    ['999999999999.99', '99999999999999'],
  ])('%s yuan are %s fen', (yuan, fen) => expect(row(`A,,${yuan},`)[3]).toBe(fen));
  it.each(['', '.5', '5.', '1.234', '1,5', '1e3', 'x', '--1', '-', '1234567890123', '1 000.00'])(
    '"%s" is no amount',
    (yuan) => {
      expect(reasonOf(`A,,"${yuan}",`)).toBe('BAD_NUMBER');
    },
  );
  it('a negative amount is told apart', () => expect(reasonOf('A,,-0.01,')).toBe('NEGATIVE_AMOUNT'));
});

describe('other kinds of cells', () => {
  const one = (column: Column, cell: string): string[] =>
    scan(
      Buffer.from(`甲,${column.header}\nx,${cell}\n`),
      [{ header: '甲', name: 'a', type: 'text' }, column],
      { force: false },
    )
      .copy.toString()
      .trimEnd()
      .split('\t')
      .slice(2);

  it.each([
    ['month', '202610', '2026-10', '\\N'],
    ['month', '202613', '\\N', 'BAD_DATE'],
    ['month', '2026-10', '\\N', 'BAD_DATE'],
    ['month', '', '\\N', 'BAD_DATE'],
    ['minute', '2026-11-08 14:15', '2026-11-08 14:15+08', '\\N'],
    ['minute', '2026-11-08 24:15', '\\N', 'BAD_DATE'],
    ['minute', '2026-11-08', '\\N', 'BAD_DATE'],
    ['count', '0', '0', '\\N'],
    ['count', '41462', '41462', '\\N'],
    ['count', '', '\\N', 'BAD_NUMBER'],
    ['count', '1.5', '\\N', 'BAD_NUMBER'],
    ['count', '-3', '\\N', 'NEGATIVE_AMOUNT'],
  ] as const)('%s %s', (type, cell, written, reason) => {
    expect(one({ header: '乙', name: 'b', type }, cell)).toEqual([written, reason]);
  });

  it('a word stands for something, or for nothing', () => {
    const state: Column = {
      header: '乙',
      name: 'b',
      type: 'word',
      words: { 在用: 'IN_SERVICE', '': null },
      reason: 'UNKNOWN_STATE',
    };
    expect(one(state, '在用')).toEqual(['IN_SERVICE', '\\N']);
    expect(one(state, '')).toEqual(['\\N', '\\N']);
    expect(one(state, '在')).toEqual(['\\N', 'UNKNOWN_STATE']);
    expect(one(state, 'constructor')).toEqual(['\\N', 'UNKNOWN_STATE']);
  });

  it('a balance may be negative', () => {
    expect(one({ header: '乙', name: 'b', type: 'fen', negative: true }, '-5.98')).toEqual(['-598', '\\N']);
  });
});
