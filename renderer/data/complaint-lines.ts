import { escalationOf, isToldAsLeader, isUnsolved } from '../../shared/domain/complaints.ts';
import type { LedUnit } from '../../shared/domain/complaints.ts';
import { pathOf } from '../../shared/domain/org-units.ts';
import { grantsWith } from '../../shared/domain/permissions.ts';
import type { RoleGrant } from '../../shared/domain/permissions.ts';
import type { OrgUnitRow } from '../../shared/domain/rows.ts';
import { compareText } from '../../shared/lib/compare.ts';
import type { Day } from '../../shared/lib/dates.ts';
import type { ComplaintView } from './complaints.ts';
import type { CustomerIndex, CustomerSummary } from './types.ts';

/** A complaint as somebody looks at it: whose customer, how far it has risen, and whether it is his. */
export interface ComplaintLine {
  complaint: ComplaintView;
  /** Null while its customer has not come yet. */
  customer: CustomerSummary | null;
  escalation: 0 | 1 | 2;
  /** He answers for it, or it is nobody's and he looks after the customer's community. */
  isMine: boolean;
  /** It has risen to him. */
  isTold: boolean;
}

export interface Onlooker {
  staffNo: string;
  grants: readonly RoleGrant[];
}

/** The most urgent first: what has risen furthest, then the earliest day; what has ended last, the newest of it first. */
export function complaintLines(
  complaints: readonly ComplaintView[],
  index: Pick<CustomerIndex, 'positionOf' | 'at'>,
  units: ReadonlyMap<string, OrgUnitRow>,
  { staffNo, grants }: Onlooker,
  today: Day,
): ComplaintLine[] {
  const homes = new Set(grantsWith(grants, 'customer.write').map(({ unitCode }) => unitCode));
  return complaints
    .map((complaint): ComplaintLine => {
      const position = index.positionOf(complaint.customerCode);
      const customer = position === undefined ? null : index.at(position);
      const escalation = escalationOf(complaint, today);
      const community = customer?.communityCode;
      return {
        complaint,
        customer,
        escalation,
        isMine:
          complaint.owner === undefined
            ? community !== undefined && homes.has(community)
            : complaint.owner === staffNo,
        isTold: community !== undefined && isToldAsLeader(grants, unitsAbove(community, units), escalation),
      };
    })
    .sort(mostUrgentFirst);
}

function unitsAbove(community: string, units: ReadonlyMap<string, OrgUnitRow>): LedUnit[] {
  return pathOf(community, units)
    .slice(0, -1)
    .reverse()
    .flatMap((code) => units.get(code) ?? []);
}

function mostUrgentFirst(
  { complaint: a, escalation: risenA }: ComplaintLine,
  { complaint: b, escalation: risenB }: ComplaintLine,
): number {
  const [openA, openB] = [isUnsolved(a), isUnsolved(b)];
  if (openA !== openB) return openA ? -1 : 1;
  const byDay = openA ? compareText(a.dueOn, b.dueOn) : compareText(b.solvedOn ?? '', a.solvedOn ?? '');
  return risenB - risenA || byDay || compareText(a.complaintId, b.complaintId);
}

export const COMPLAINT_VIEWS = ['unsolved', 'risen', 'mine', 'all'] as const;
export type ComplaintListView = (typeof COMPLAINT_VIEWS)[number];

export const isInView = (
  { complaint, escalation, isMine }: ComplaintLine,
  view: ComplaintListView,
): boolean => {
  if (view === 'all') return true;
  if (!isUnsolved(complaint)) return false;
  return view === 'unsolved' || (view === 'mine' ? isMine : escalation > 0);
};
