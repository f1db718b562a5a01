import type { DividedCustomerRow, SheetResponse } from '../../../shared/api/division.ts';
import type { CallListCell, CallListNotes, ColumnarCallList } from '../call-list.ts';
import { toColumns } from '../call-list.ts';
import {
  COMMUNITIES_SHEET,
  DIVISION_COLUMNS,
  DIVISION_SHEET,
  type DivisionColumn,
  HOW_TO_SHEET,
  RESULT_COLUMNS,
  SEGMENT_WORDS,
} from './layout.ts';

type Cells = Record<DivisionColumn, CallListCell>;

/** @param why in words: the rule, the pool and its reason, whose division */
const cellsOf = (row: SheetResponse['rows'][number], why: (row: DividedCustomerRow) => string): Cells => ({
  customerCode: row.customer_code,
  name: row.name,
  billingAccountNumber: row.billing_account_number,
  accessNumber: row.access_number,
  product: row.product,
  installationAddress: row.installation_address,
  billingArea: row.billing_area,
  firstSeenOn: row.first_seen_on,
  placedNow: row.community_name,
  why: why(row),
  community: row.community_name,
  segment: SEGMENT_WORDS[row.reporting_segment],
  rowKey: row.row_key,
  version: String(row.version),
});

/** The workbook that goes out: the rows, the communities to choose from, and how to fill it in. */
export function divisionWorkbook(
  sheet: Pick<SheetResponse, 'rows' | 'targets' | 'month'>,
  notes: CallListNotes,
  why: (row: DividedCustomerRow) => string,
): ColumnarCallList {
  const list = toColumns({
    title: DIVISION_SHEET,
    columns: DIVISION_COLUMNS,
    rows: sheet.rows.map((row) => cellsOf(row, why)),
    notes,
  });
  return { ...list, form: formOf(sheet.targets, sheet.month) };
}

/** What became of each row of a workbook, by its line: the same sheet with two columns more. */
export function resultWorkbook(
  rows: readonly { line: number; cells: readonly string[] }[],
  verdicts: ReadonlyMap<number, { outcome: string; reason: string }>,
  notes: CallListNotes,
): ColumnarCallList {
  const columns = [...DIVISION_COLUMNS, ...RESULT_COLUMNS];
  return toColumns({
    title: DIVISION_SHEET,
    columns,
    rows: rows.map(({ line, cells }) => ({
      ...Object.fromEntries(DIVISION_COLUMNS.map(({ key }, at) => [key, cells[at] ?? ''])),
      outcome: verdicts.get(line)?.outcome ?? '',
      reason: verdicts.get(line)?.reason ?? '',
    })),
    notes,
  });
}

function formOf(targets: SheetResponse['targets'], month: string): ColumnarCallList['form'] {
  const segments = Object.values(SEGMENT_WORDS);
  // A name that two communities have would be ambiguous on its way back: those are offered by their codes.
  const named = new Map<string, number>();
  for (const { name } of targets) named.set(name, (named.get(name) ?? 0) + 1);
  const choice = ({ name, community_code: code }: SheetResponse['targets'][number]) =>
    (named.get(name) ?? 0) > 1 ? code : name;
  return {
    lists: [
      { column: 'community', from: `'${COMMUNITIES_SHEET}'!$A$2:$A$${Math.max(2, targets.length + 1)}` },
      { column: 'segment', from: `'${COMMUNITIES_SHEET}'!$E$2:$E$${segments.length + 1}` },
    ],
    sheets: [
      {
        name: COMMUNITIES_SHEET,
        rows: [
          ['社区', '社区编码', '部门', '计费区域', '统计属性'],
          ...Array.from({ length: Math.max(targets.length, segments.length) }, (_, at) => {
            const target = targets[at];
            return [
              target ? choice(target) : '',
              target?.community_code ?? '',
              target?.department_name ?? '',
              target?.billing_area ?? '',
              segments[at] ?? '',
            ];
          }),
        ],
        widths: [26, 20, 22, 12, 12],
      },
      { name: HOW_TO_SHEET, rows: howTo(month), widths: [100] },
    ],
  };
}

const howTo = (month: string): string[][] => [
  [`${month} 客户划分 · 填写说明`],
  ['只改「社区」和「统计属性」两列；其余各列受保护，改了也不会写入。'],
  ['「社区」从下拉列表里选，也可以填社区名称或社区编码；转给其他渠道时选那个部门的未分配社区。'],
  ['不动的行请保持原样；某格清空表示维持现在的归属。'],
  ['可以筛选和排序，可以删掉不处理的行；请不要增加行、合并单元格或填公式。'],
  ['隐藏的「行键」和「基准版本」用来核对导出后有没有被他人改过，请保留。'],
  ['填好后存为 .xlsx，在「客户划分」里导入：先预检，逐行看结果，再写入。'],
];
