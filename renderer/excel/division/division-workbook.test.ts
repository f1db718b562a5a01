import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import * as XLSX from 'xlsx';
import type { SheetResponse } from '../../../shared/api/division.ts';
import { buildColumnarWorkbook } from '../workbook.ts';
import { DIVISION_COLUMNS, DIVISION_SHEET } from './layout.ts';
import { readDivisionWorkbook } from './read.ts';
import { divisionWorkbook, resultWorkbook } from './write.ts';

const notes = {
  asOf: [],
  filter: [],
  exportedBy: '马永思',
  exportedAt: '2026-11-21 09:10',
  rowCount: 2,
  watermark: '',
};
const row = (
  code: string,
  more: Partial<SheetResponse['rows'][number]> = {},
): SheetResponse['rows'][number] => ({
  customer_code: code,
  name: '=任欣',
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
  reporting_segment: 'MASS_MARKET',
  placement: { kind: 'POOL' },
  locked_until: null,
  version: 41,
  row_key: `4c0e:${code}`,
  ...more,
});
const targets = [
  {
    community_code: 'QX-P-0',
    name: '青秀未分配社区',
    is_pool: true,
    department_name: '青秀公众客户部',
    billing_area: '青秀',
  },
  {
    community_code: 'QX-P-1-1',
    name: '青秀片1社区',
    is_pool: false,
    department_name: '青秀公众客户部',
    billing_area: '青秀',
  },
];
const made = (rows = [row('KH0000000001'), row('KH0000000002')]): Uint8Array =>
  buildColumnarWorkbook(divisionWorkbook({ rows, targets, month: '2026-11' }, notes, () => '规则 55J008'));

/** The workbook as somebody else's program would save it after `change`. */
function changed(change: (sheet: XLSX.WorkSheet, book: XLSX.WorkBook) => void, bytes = made()): Uint8Array {
  const book = XLSX.read(bytes, { type: 'array', cellFormula: true });
  change(book.Sheets[DIVISION_SHEET]!, book);
  return new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
}
const set = (reference: string, cell: XLSX.CellObject) => (sheet: XLSX.WorkSheet) => {
  sheet[reference] = cell;
};
const refusalOf = (bytes: Uint8Array) => {
  const result = readDivisionWorkbook(bytes);
  return result.ok ? null : result.refusal;
};

describe('a division workbook', () => {
  it('comes back as it went out, and as it was filled in', () => {
    const result = readDivisionWorkbook(
      changed((sheet) => {
        sheet.K2 = { t: 's', v: '青秀片1社区' };
        sheet.L2 = { t: 's', v: '商业' };
        delete sheet.K3;
      }),
    );
    expect(result.ok && result.rows).toEqual([
      {
        line: 2,
        row_key: '4c0e:KH0000000001',
        version: 41,
        customer_code: 'KH0000000001',
        community: '青秀片1社区',
        segment: 'BUSINESS',
      },
      {
        line: 3,
        row_key: '4c0e:KH0000000002',
        version: 41,
        customer_code: 'KH0000000002',
        community: '',
        segment: 'MASS_MARKET',
      },
    ]);
  });

  it('guards its cells: lists to choose from, protection but for two columns, hidden keys', () => {
    const parts = unzipSync(made());
    const sheet = new TextDecoder().decode(parts['xl/worksheets/sheet1.xml']);
    expect(sheet).toContain(`sqref="K2:K20001"><formula1>'可选社区'!$A$2:$A$3</formula1>`);
    expect(sheet).toContain(`sqref="L2:L20001"><formula1>'可选社区'!$E$2:$E$6</formula1>`);
    expect(sheet).toContain('<sheetProtection');
    expect(sheet.indexOf('<dataValidations')).toBeGreaterThan(sheet.indexOf('<autoFilter'));
    const styles = new TextDecoder().decode(parts['xl/styles.xml']);
    expect(styles.match(/<protection locked="0"\/>/g)).toHaveLength(1);
    const book = XLSX.read(made(), { type: 'array', cellStyles: true });
    expect(book.SheetNames).toEqual(['划分', '说明', '可选社区', '填写说明']);
    expect(book.Sheets['划分']?.['!cols']?.map((column) => column.hidden === true)).toEqual(
      DIVISION_COLUMNS.map((column) => column.hidden === true),
    );
  });

  it('leaves again with what became of each row, and may come back like that', () => {
    const read = readDivisionWorkbook(made());
    if (!read.ok) throw new Error(read.refusal.kind);
    const result = buildColumnarWorkbook(
      resultWorkbook(read.read, new Map([[3, { outcome: '拒绝', reason: '没有这个社区' }]]), notes),
    );
    const cells = XLSX.utils.sheet_to_json<string[]>(XLSX.read(result, { type: 'array' }).Sheets['划分']!, {
      header: 1,
    });
    expect(cells[0]?.slice(-2)).toEqual(['结果', '原因']);
    expect(cells[2]?.slice(-2)).toEqual(['拒绝', '没有这个社区']);
    expect(readDivisionWorkbook(result)).toMatchObject({ ok: true, rows: read.rows });
  });
});

describe('what is refused at the door', () => {
  it.each([
    ['an empty file', new Uint8Array(), { kind: 'EMPTY' }],
    ['a renamed .csv', new TextEncoder().encode('客户编码,社区\nKH1,A'), { kind: 'NOT_XLSX' }],
    ['a damaged file', made().slice(0, 2000), { kind: 'DAMAGED' }],
    ['a broken part', broken(), { kind: 'DAMAGED' }],
    ['a foreign workbook', foreign(), { kind: 'FOREIGN' }],
    [
      'an .xls',
      new Uint8Array(
        XLSX.write(XLSX.read(made(), { type: 'array' }), { type: 'array', bookType: 'biff8' }) as ArrayBuffer,
      ),
      { kind: 'OLD_XLS' },
    ],
    [
      'another first column',
      changed(set('A1', { t: 's', v: '编号' })),
      { kind: 'FIRST_COLUMN', found: '编号', wanted: '客户编码' },
    ],
    ['a column renamed', changed(set('K1', { t: 's', v: '归属' })), { kind: 'COLUMNS', column: '社区' }],
    ['a column added', changed(withColumnO), { kind: 'COLUMNS', column: '备注' }],
    ['merged cells', changed(withMerge), { kind: 'MERGED', cell: 'K2:K3' }],
    ['a formula', changed(set('K3', { t: 's', f: 'K2', v: '青秀片1社区' })), { kind: 'FORMULA', cell: 'K3' }],
    [
      'an account number turned into a number',
      changed(set('C2', { t: 'n', v: 781_000_123 })),
      { kind: 'NUMBER_IN_CODE', cell: 'C2' },
    ],
    [
      'one customer twice',
      changed(set('A3', { t: 's', v: 'KH0000000001' })),
      { kind: 'DUPLICATE_CODES', code: 'KH0000000001', lines: [2, 3] },
    ],
    ['nothing but a header', made([]), { kind: 'EMPTY' }],
  ])('%s', (_what, bytes, refusal) => {
    expect(refusalOf(bytes)).toEqual(refusal);
  });

  it('a file under a password, which is a compound file with an encrypted package inside', () => {
    const { utils, write } = XLSX.CFB as CompoundFiles;
    const container = utils.cfb_new();
    utils.cfb_add(container, '/EncryptionInfo', Buffer.alloc(512, 4));
    utils.cfb_add(container, '/EncryptedPackage', Buffer.alloc(8192, 7));
    expect(refusalOf(Uint8Array.from(write(container, { type: 'buffer' })))).toEqual({ kind: 'PASSWORD' });
  });

  it('a hundred thousand rows', () => {
    const book = XLSX.utils.book_new();
    const codes = Array.from({ length: 100_000 }, (_, at) => [`KH${at}`]);
    const sheet = XLSX.utils.aoa_to_sheet([DIVISION_COLUMNS.map(({ header }) => header), ...codes]);
    XLSX.utils.book_append_sheet(book, sheet, DIVISION_SHEET);
    const many = new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
    expect(refusalOf(many)).toEqual({ kind: 'TOO_MANY_ROWS', rows: 100_000 });
  }, 60_000);

  it('a small file that unpacks to more than a sheet can be', () => {
    const bomb = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(260 * 1024 * 1024) }, { level: 1 });
    expect(bomb.length).toBeLessThan(2 * 1024 * 1024);
    expect(refusalOf(bomb)).toEqual({ kind: 'TOO_LARGE' });
  }, 60_000);
});

/** The part of SheetJS that writes containers, which it does not describe. */
interface CompoundFiles {
  utils: {
    cfb_new: () => object;
    cfb_add: (container: object, path: string, content: Buffer) => void;
  };
  write: (container: object, options: { type: 'buffer' }) => Buffer;
}

function withMerge(sheet: XLSX.WorkSheet): void {
  sheet['!merges'] = [XLSX.utils.decode_range('K2:K3')];
}

function withColumnO(sheet: XLSX.WorkSheet): void {
  sheet.O1 = { t: 's', v: '备注' };
  sheet['!ref'] = 'A1:O3';
}

function foreign(): Uint8Array {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(
    book,
    XLSX.utils.aoa_to_sheet([
      ['姓名', '电话'],
      ['甲', '1'],
    ]),
    '通讯录',
  );
  return new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
}

/** A package whose sheet is no XML. */
function broken(): Uint8Array {
  const parts = unzipSync(made());
  return zipSync({ ...parts, 'xl/workbook.xml': new TextEncoder().encode('<workbook') });
}
