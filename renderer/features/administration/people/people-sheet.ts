import type { ImportResponse, ImportRow } from '../../../../shared/api/administration.ts';
import {
  IMPORT_REASONS,
  type ImportReason,
  type PasswordHandedOut,
} from '../../../../shared/api/administration.ts';
import type { CallListNotes, CallListSpec, ColumnarCallList } from '../../../excel/index.ts';
import type { OrgUnitRow } from '../../../../shared/domain/rows.ts';
import type { Fates, RowVerdict, SheetRows } from '../../workbook-import/index.ts';

/** As staff.csv has them: a row for each role of a person. The format is Chinese whatever the screens speak. */
export const STAFF_NO_HEADER = '工号';
const HEADERS = { name: '姓名', role: '角色', unit_code: '组织编码' } as const;
const SHEET = '人员';
const ROLES_SHEET = '可选角色';
const UNITS_SHEET = '可选组织';
/** Lines that are made ready to be filled in: cells of text, so that no 工号 loses its zeros. */
const READY_LINES = 500;

export type PersonKind = 'NEW' | 'CHANGED' | 'UNCHANGED' | ImportReason;
export const PERSON_FATES: Fates<PersonKind> = {
  NEW: 'write',
  CHANGED: 'write',
  UNCHANGED: 'leave',
  ...(Object.fromEntries(IMPORT_REASONS.map((reason) => [reason, 'refuse'])) as Record<
    ImportReason,
    'refuse'
  >),
};

export const isReason = (kind: PersonKind): kind is ImportReason =>
  (IMPORT_REASONS as readonly string[]).includes(kind);

/** A row with what it says, so that it can be sent again by itself. */
export interface PersonVerdict extends RowVerdict<PersonKind> {
  row: ImportRow;
}

/** The rows by the names of their columns, or the column that is missing. */
export function rowsOf(sheet: SheetRows): { line: number; row: ImportRow }[] | { missing: string } {
  const at = Object.fromEntries(
    Object.entries(HEADERS).map(([key, header]) => [key, sheet.headers.indexOf(header)]),
  );
  const missing = Object.entries(HEADERS).find(([key]) => at[key] === -1);
  if (missing !== undefined) return { missing: missing[1] };
  return sheet.rows.map(({ line, code, cells }) => {
    const cell = (key: keyof typeof HEADERS): string => cells[at[key]!] ?? '';
    return {
      line,
      row: { staff_no: code, name: cell('name'), role: cell('role'), unit_code: cell('unit_code') },
    };
  });
}

export const verdictsOf = (
  rows: readonly { line: number; row: ImportRow }[],
  { verdicts }: Pick<ImportResponse, 'verdicts'>,
): PersonVerdict[] =>
  rows.map(({ line, row }, at) => {
    const { verdict, reason } = verdicts[at] ?? { verdict: 'REJECTED', reason: 'NO_STAFF_NO' };
    return {
      line,
      code: row.staff_no,
      row,
      kind: verdict === 'REJECTED' ? (reason ?? 'NO_STAFF_NO') : verdict,
    };
  });

/** A sheet to be filled in: roles and units are chosen out of lists. */
export function templateSheet(
  roles: readonly string[],
  units: readonly Pick<OrgUnitRow, 'unitCode' | 'name'>[],
  notes: Omit<CallListNotes, 'rowCount'>,
): ColumnarCallList {
  const empty = (): (string | null)[] => Array<string | null>(READY_LINES).fill(null);
  const listed = (sheet: string, rows: number): string => `'${sheet}'!$A$2:$A$${Math.max(2, rows + 1)}`;
  return {
    title: SHEET,
    columns: [
      { key: 'staff_no', header: STAFF_NO_HEADER, kind: 'input', width: 14 },
      { key: 'name', header: HEADERS.name, kind: 'input', width: 14 },
      { key: 'role', header: HEADERS.role, kind: 'input', width: 20 },
      { key: 'unit_code', header: HEADERS.unit_code, kind: 'input', width: 24 },
    ],
    values: [empty(), empty(), empty(), empty()],
    notes: { ...notes, rowCount: 0 },
    form: {
      lists: [
        { column: 'role', from: listed(ROLES_SHEET, roles.length) },
        { column: 'unit_code', from: listed(UNITS_SHEET, units.length) },
      ],
      sheets: [
        { name: ROLES_SHEET, rows: [[HEADERS.role], ...roles.map((role) => [role])], widths: [24] },
        {
          name: UNITS_SHEET,
          rows: [[HEADERS.unit_code, '组织名称'], ...units.map(({ unitCode, name }) => [unitCode, name])],
          widths: [24, 30],
        },
      ],
    },
  };
}

/** Passwords to begin with, to be handed out: the only place where they stand. */
export const passwordSheet = (
  people: readonly PasswordHandedOut[],
  notes: Omit<CallListNotes, 'rowCount'>,
): CallListSpec => ({
  title: '初始口令',
  columns: [
    { key: 'staff_no', header: STAFF_NO_HEADER, kind: 'text', width: 14 },
    { key: 'name', header: HEADERS.name, kind: 'text', width: 14 },
    { key: 'password', header: '初始口令', kind: 'text', width: 18 },
  ],
  rows: people.map(({ staff_no, name, password }) => ({ staff_no, name, password })),
  notes: { ...notes, rowCount: people.length },
});
