import type { CodeRow } from '../../excel/code-sheet/read.ts';

/** What becomes of a row of a sheet of members. */
export const MEMBER_OUTCOMES = ['ADD', 'MEMBER', 'DOUBLE', 'OUTSIDE', 'UNKNOWN', 'BLANK'] as const;
export type MemberOutcome = (typeof MEMBER_OUTCOMES)[number];

export interface MemberVerdict extends CodeRow {
  outcome: MemberOutcome;
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
    if (code === '') return { line, code, outcome: 'BLANK' };
    const before = first.get(code);
    if (before !== undefined) return { line, code, outcome: 'DOUBLE', first: before };
    first.set(code, line);
    if (!rules.isHere(code)) return { line, code, outcome: 'UNKNOWN' };
    if (rules.isMember(code)) return { line, code, outcome: 'MEMBER' };
    return { line, code, outcome: rules.mayAdd(code) ? 'ADD' : 'OUTSIDE' };
  });
}

/** How many rows each outcome has; together they are all rows. */
export function outcomeCounts(verdicts: readonly MemberVerdict[]): Record<MemberOutcome, number> {
  const counts: Record<MemberOutcome, number> = {
    ADD: 0,
    MEMBER: 0,
    DOUBLE: 0,
    OUTSIDE: 0,
    UNKNOWN: 0,
    BLANK: 0,
  };
  for (const { outcome } of verdicts) counts[outcome]++;
  return counts;
}

export const codesToAdd = (verdicts: readonly MemberVerdict[]): string[] =>
  verdicts.flatMap(({ outcome, code }) => (outcome === 'ADD' ? [code] : []));
