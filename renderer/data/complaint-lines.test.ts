import { describe, expect, it } from 'vitest';
import type { Complaint } from '../../shared/domain/complaints.ts';
import { shippedGrant } from '../../shared/domain/permissions.ts';
import type { OrgUnitRow } from '../../shared/domain/rows.ts';
import type { ComplaintView } from './complaints.ts';
import type { CustomerSummary } from './types.ts';
import { COMPLAINT_VIEWS, complaintLines, isInView } from './complaint-lines.ts';
import type { Onlooker } from './complaint-lines.ts';

const TODAY = '2026-11-20';
const unit = (
  unitCode: string,
  parentCode: string | null,
  kind: OrgUnitRow['kind'],
): [string, OrgUnitRow] => [
  unitCode,
  { unitCode, name: unitCode, parentCode, kind, channel: 'MASS_MARKET', billingArea: null, staff: [] },
];
const units = new Map([
  unit('N', null, 'LOCAL_NETWORK'),
  unit('D', 'N', 'CUSTOMER_DEPARTMENT'),
  unit('Z', 'D', 'ZONE'),
  unit('C1', 'Z', 'COMMUNITY'),
]);
const index = {
  positionOf: (code: string) => (code === 'KH9' ? undefined : 0),
  at: () => ({ communityCode: 'C1' }) as CustomerSummary,
};
const complaint = (complaintId: string, more: Partial<Complaint>): ComplaintView =>
  ({
    complaintId,
    customerCode: 'KH1',
    kind: 'FAULT',
    text: '',
    dueOn: TODAY,
    state: 'OPEN',
    owner: 'manager',
    waiting: false,
    attention: false,
    ...more,
  }) as ComplaintView;

const COMPLAINTS = [
  complaint('solved', { state: 'SOLVED', solvedOn: '2026-11-18' }),
  complaint('today', {}),
  complaint('late', { dueOn: '2026-11-19' }),
  complaint('lost', { dueOn: '2026-11-10' }),
  complaint('unowned', { dueOn: '2026-11-25' }),
  complaint('elsewhere', { customerCode: 'KH9', dueOn: '2026-11-26' }),
];
delete COMPLAINTS[4]!.owner;

const MANAGER: Onlooker = { staffNo: 'manager', grants: [shippedGrant('ACCOUNT_MANAGER', 'C1')] };
const LEAD: Onlooker = { staffNo: 'lead', grants: [shippedGrant('TEAM_LEAD', 'Z')] };
const LEADER: Onlooker = { staffNo: 'leader', grants: [shippedGrant('DEPARTMENT_LEADER', 'D')] };
const seenBy = (who: Onlooker) => complaintLines(COMPLAINTS, index, units, who, TODAY);
const idsOf = (lines: ReturnType<typeof seenBy>): string[] => lines.map((line) => line.complaint.complaintId);

describe('complaints as somebody looks at them', () => {
  it('stand by urgency: risen furthest, then the earliest day; what has ended last', () => {
    expect(idsOf(seenBy(MANAGER))).toEqual(['lost', 'late', 'today', 'unowned', 'elsewhere', 'solved']);
  });

  it('are his who answers for them, or of whoever looks after the community while nobody does', () => {
    const mine = (who: Onlooker): string[] => idsOf(seenBy(who).filter(({ isMine }) => isMine));
    expect(mine(MANAGER)).toEqual(['lost', 'late', 'today', 'unowned', 'elsewhere', 'solved']);
    expect(mine(LEAD)).toEqual([]);
  });

  it('rise to the team lead first, to the department later', () => {
    const told = (who: Onlooker): string[] => idsOf(seenBy(who).filter(({ isTold }) => isTold));
    expect(told(MANAGER)).toEqual([]);
    expect(told(LEAD)).toEqual(['lost', 'late']);
    expect(told(LEADER)).toEqual(['lost']);
  });

  it('are shown by what is asked for', () => {
    const shown = COMPLAINT_VIEWS.map((view) => idsOf(seenBy(LEAD).filter((line) => isInView(line, view))));
    expect(shown).toEqual([
      ['lost', 'late', 'today', 'unowned', 'elsewhere'],
      ['lost', 'late'],
      [],
      ['lost', 'late', 'today', 'unowned', 'elsewhere', 'solved'],
    ]);
  });
});
