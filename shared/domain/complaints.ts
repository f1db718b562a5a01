import { addDays, dayOf, daysBetween } from '../lib/dates.ts';
import type { Day } from '../lib/dates.ts';
import { grantsWith } from './permissions.ts';
import type { RoleGrant } from './permissions.ts';
import type { Channel, UnitKind } from './org-units.ts';

/** What a complaint is about, in the order in which it is offered. */
export const COMPLAINT_KINDS = ['FAULT', 'BILLING', 'INSTALLATION', 'SERVICE', 'SALES', 'OTHER'] as const;
export type ComplaintKind = (typeof COMPLAINT_KINDS)[number];

/** 待处理, 处理中, 已解决, 已关闭. */
export const COMPLAINT_STATES = ['OPEN', 'IN_WORK', 'SOLVED', 'CLOSED'] as const;
export type ComplaintState = (typeof COMPLAINT_STATES)[number];

/** What a person does with a complaint. */
export const COMPLAINT_ACTS = ['TAKE', 'HAND', 'NOTE', 'SOLVE', 'CLOSE', 'REOPEN'] as const;
export type ComplaintAct = (typeof COMPLAINT_ACTS)[number];

export const LONGEST_COMPLAINT = 1000;
export const LONGEST_STEP = 500;
/** So many of its newest steps a row carries, and stays far below what one row may weigh. */
export const MOST_STEPS = 30;

/** Who complained; `role` is the part in a decision, as contact persons have it. */
export interface Complainant {
  name: string;
  role: string;
  phone: string;
}

/** One thing that was done. `MOVE` is the store's: the customer went where its owner may not write. */
export interface ComplaintStep {
  stepId: string;
  act: ComplaintAct | 'MOVE';
  /** ISO 8601 with offset. */
  at: string;
  staffNo: string;
  text?: string;
  /** HAND: the staff number of the new owner. */
  to?: string;
  /** REOPEN: by when it is to be solved now. */
  dueOn?: Day;
}

/** 投诉: it lies with its customer. Without an owner it waits for whoever looks after the customer. */
export interface Complaint {
  complaintId: string;
  customerCode: string;
  kind: ComplaintKind;
  text: string;
  complainant: Complainant;
  receivedOn: Day;
  dueOn: Day;
  state: ComplaintState;
  /** A staff number. */
  owner?: string;
  /** Who wrote it down. */
  takenBy: string;
  solvedOn?: Day;
  solvedBy?: string;
  /** The newest of them, the oldest first. */
  steps: ComplaintStep[];
}

const DAYS_TO_SOLVE: Record<ComplaintKind, number> = {
  FAULT: 2,
  BILLING: 5,
  INSTALLATION: 3,
  SERVICE: 3,
  SALES: 5,
  OTHER: 5,
};
/** Nobody may promise an answer for later than this. */
export const MOST_DAYS = 30;

/** By when a complaint of this kind is to be solved. */
export const dueOf = (kind: ComplaintKind, receivedOn: Day): Day => addDays(receivedOn, DAYS_TO_SOLVE[kind]);

export const isPossibleDue = (receivedOn: Day, dueOn: Day): boolean =>
  dueOn >= receivedOn && daysBetween(receivedOn, dueOn) <= MOST_DAYS;

export const isUnsolved = ({ state }: Pick<Complaint, 'state'>): boolean =>
  state === 'OPEN' || state === 'IN_WORK';

/** The state after an act; null where it cannot be done in this one. */
export function stateAfter(state: ComplaintState, act: ComplaintAct): ComplaintState | null {
  const unsolved = isUnsolved({ state });
  switch (act) {
    case 'TAKE':
      return unsolved ? 'IN_WORK' : null;
    case 'HAND':
      return unsolved ? 'OPEN' : null;
    case 'SOLVE':
      return unsolved ? 'SOLVED' : null;
    case 'CLOSE':
      return state === 'SOLVED' ? 'CLOSED' : null;
    case 'REOPEN':
      return unsolved ? null : 'OPEN';
    case 'NOTE':
      return state;
  }
}

/** What changes with a step, apart from the step itself; null where it cannot be done. */
export function changesOf(
  {
    state,
    owner,
    dueOn,
    solvedOn,
    solvedBy,
  }: Pick<Complaint, 'state' | 'owner' | 'dueOn' | 'solvedOn' | 'solvedBy'>,
  step: ComplaintStep & { act: ComplaintAct },
): Pick<Complaint, 'state' | 'owner' | 'dueOn' | 'solvedOn' | 'solvedBy'> | null {
  const next = stateAfter(state, step.act);
  if (next === null) return null;
  const kept = { state: next, dueOn, ...(owner === undefined ? {} : { owner }) };
  switch (step.act) {
    case 'TAKE':
      return { ...kept, owner: step.staffNo };
    case 'HAND':
      return { ...kept, owner: step.to ?? step.staffNo };
    case 'SOLVE':
      return {
        ...kept,
        owner: owner ?? step.staffNo,
        solvedOn: dayOf(new Date(step.at)),
        solvedBy: step.staffNo,
      };
    case 'REOPEN':
      return { ...kept, dueOn: step.dueOn ?? dueOn };
    case 'CLOSE':
    case 'NOTE':
      return {
        ...kept,
        ...(solvedOn === undefined ? {} : { solvedOn }),
        ...(solvedBy === undefined ? {} : { solvedBy }),
      };
  }
}

/** Days past the due day; 0 or less is in time. */
export const daysPast = ({ dueOn }: Pick<Complaint, 'dueOn'>, today: Day): number =>
  daysBetween(dueOn, today);

/** So many days after the team lead the department leader is told. */
export const LEADER_AFTER_DAYS = 3;

/** How far an unsolved complaint has risen: 0 its owner alone, 1 the team lead, 2 the department leader as well. */
export function escalationOf(complaint: Pick<Complaint, 'state' | 'dueOn'>, today: Day): 0 | 1 | 2 {
  const past = daysPast(complaint, today);
  if (!isUnsolved(complaint) || past <= 0) return 0;
  return past > LEADER_AFTER_DAYS ? 2 : 1;
}

export interface LedUnit {
  unitCode: string;
  kind: UnitKind;
  channel: Channel | null;
}

const LED_KINDS: readonly UnitKind[] = ['ZONE', 'CUSTOMER_DEPARTMENT'];

/**
 * Whether somebody is told of a complaint that has risen so far: he leads the 片 of its community, or, once it has risen
 * further, the department. A community directly below its department has the department's leader for both.
 * @param above the units above the community, the lowest first
 */
export function isToldAsLeader(
  grants: readonly RoleGrant[],
  above: readonly LedUnit[],
  escalation: 0 | 1 | 2,
): boolean {
  const led = above.filter(({ kind }) => LED_KINDS.includes(kind)).slice(0, escalation);
  return grantsWith(grants, 'reassignment.approve').some(({ unitCode, channel }) =>
    led.some((unit) => unit.unitCode === unitCode && (channel === null || channel === unit.channel)),
  );
}
