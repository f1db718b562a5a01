import type { CodeRow } from '../../excel/code-sheet/read.ts';
import type { Fates, RowVerdict } from '../workbook-import/index.ts';

/** What becomes of a row of a sheet of members. */
export type MemberOutcome = 'ADD' | 'MEMBER' | 'DOUBLE' | 'OUTSIDE' | 'UNKNOWN' | 'BLANK';
export const MEMBER_FATES: Fates<MemberOutcome> = {
  ADD: 'write',
  MEMBER: 'leave',
  DOUBLE: 'leave',
  OUTSIDE: 'refuse',
  UNKNOWN: 'refuse',
  BLANK: 'refuse',
};

export interface MemberVerdict extends RowVerdict<MemberOutcome> {
  /** Of a double: the line in which the customer stood first. */
  first?: number;
}

/** What is known here of customers and of the group. */
export interface MemberRules {
  isHere: (code: string) => boolean;
  mayAdd: (code: string) => boolean;
  isMember: (code: string) => boolean;
}

/** Row by row: what will be added, what is there already, and what comes back. A customer counts where it stands first. */
export function memberVerdicts(rows: readonly CodeRow[], rules: MemberRules): MemberVerdict[] {
  const first = new Map<string, number>();
  return rows.map(({ line, code }) => {
    if (code === '') return { line, code, kind: 'BLANK' };
    const before = first.get(code);
    if (before !== undefined) return { line, code, kind: 'DOUBLE', first: before };
    first.set(code, line);
    if (!rules.isHere(code)) return { line, code, kind: 'UNKNOWN' };
    if (rules.isMember(code)) return { line, code, kind: 'MEMBER' };
    return { line, code, kind: rules.mayAdd(code) ? 'ADD' : 'OUTSIDE' };
  });
}
