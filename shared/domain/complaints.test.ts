import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayOf } from '../lib/dates.ts';
import {
  changesOf,
  COMPLAINT_ACTS,
  COMPLAINT_KINDS,
  COMPLAINT_STATES,
  dueOf,
  escalationOf,
  isPossibleDue,
  isToldAsLeader,
  isUnsolved,
  LEADER_AFTER_DAYS,
  stateAfter,
} from './complaints.ts';
import type { Complaint, LedUnit } from './complaints.ts';
import { shippedGrant } from './permissions.ts';

const DUE = '2026-11-20';
type Standing = Parameters<typeof changesOf>[0];
const step = (act: (typeof COMPLAINT_ACTS)[number], more: object = {}) => ({
  stepId: 's',
  act,
  at: '2026-11-20T23:30:00+08:00',
  staffNo: '30001',
  ...more,
});

describe('when it is due, and when it rises', () => {
  it.each([
    ['2026-11-20', 0],
    ['2026-11-21', 1],
    ['2026-11-23', 1],
    ['2026-11-24', 2],
  ] as const)('due on the 20th, on %s it stands at %i', (today, level) => {
    expect(escalationOf({ state: 'OPEN', dueOn: DUE }, today)).toBe(level);
    expect(escalationOf({ state: 'IN_WORK', dueOn: DUE }, today)).toBe(level);
    expect(escalationOf({ state: 'SOLVED', dueOn: DUE }, today)).toBe(0);
    expect(escalationOf({ state: 'CLOSED', dueOn: DUE }, today)).toBe(0);
  });

  it('never sinks again while nobody solves it, and every kind has a day that may be chosen', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -40, max: 40 }),
        fc.constantFrom('OPEN', 'IN_WORK' as const),
        (days, state) => {
          const [now, next] = [addDays(DUE, days), addDays(DUE, days + 1)];
          expect(escalationOf({ state, dueOn: DUE }, next)).toBeGreaterThanOrEqual(
            escalationOf({ state, dueOn: DUE }, now),
          );
          expect(escalationOf({ state, dueOn: DUE }, now) === 2).toBe(days > LEADER_AFTER_DAYS);
        },
      ),
    );
    for (const kind of COMPLAINT_KINDS) expect(isPossibleDue(DUE, dueOf(kind, DUE))).toBe(true);
    expect(isPossibleDue(DUE, '2026-11-19')).toBe(false);
    expect(isPossibleDue(DUE, '2026-12-21')).toBe(false);
  });
});

describe('who is told of it', () => {
  const unit = (unitCode: string, kind: LedUnit['kind']): LedUnit => ({
    unitCode,
    kind,
    channel: 'MASS_MARKET',
  });
  const above = [unit('Z', 'ZONE'), unit('D', 'CUSTOMER_DEPARTMENT'), unit('C', 'SERVICE_CENTRE')];
  const people = {
    lead: [shippedGrant('TEAM_LEAD', 'Z')],
    elsewhere: [shippedGrant('TEAM_LEAD', 'Y')],
    leader: [shippedGrant('DEPARTMENT_LEADER', 'D')],
    support: [shippedGrant('DEPARTMENT_BUSINESS_SUPPORT', 'D')],
    network: [shippedGrant('NETWORK_CHANNEL_ADMIN', 'N', 'MASS_MARKET')],
    otherChannel: [shippedGrant('TEAM_LEAD', 'Z', 'BUSINESS')],
  };
  const told = (units: readonly LedUnit[], level: 0 | 1 | 2): string[] =>
    Object.entries(people)
      .filter(([, grants]) => isToldAsLeader(grants, units, level))
      .map(([who]) => who);

  it('nobody at first, then the team lead, then the department leader too', () => {
    expect(told(above, 0)).toEqual([]);
    expect(told(above, 1)).toEqual(['lead']);
    expect(told(above, 2)).toEqual(['lead', 'leader']);
  });

  it('the department at once where no 片 lies between', () => {
    expect(told(above.slice(1), 1)).toEqual(['leader']);
    expect(told(above.slice(1), 2)).toEqual(['leader']);
  });
});

describe('what is done with it', () => {
  const open: Standing = { state: 'OPEN', dueOn: DUE };

  it('is taken over, handed on, solved by the day of the deed in Shanghai, reopened with a new day, closed', () => {
    const taken = changesOf(open, step('TAKE'))!;
    expect(taken).toEqual({ state: 'IN_WORK', dueOn: DUE, owner: '30001' });
    const handed = changesOf(taken, step('HAND', { to: '30002' }))!;
    expect(handed).toEqual({ state: 'OPEN', dueOn: DUE, owner: '30002' });
    const solved = changesOf(handed, step('SOLVE', { text: '换了猫', at: '2026-11-20T16:30:00Z' }))!;
    expect(solved).toEqual({
      state: 'SOLVED',
      dueOn: DUE,
      owner: '30002',
      solvedOn: '2026-11-21',
      solvedBy: '30001',
    });
    expect(changesOf(solved, step('NOTE'))).toEqual(solved);
    expect(changesOf(solved, step('CLOSE'))).toEqual({ ...solved, state: 'CLOSED' });
    expect(changesOf(solved, step('REOPEN', { dueOn: '2026-11-25' }))).toEqual({
      state: 'OPEN',
      dueOn: '2026-11-25',
      owner: '30002',
    });
    expect(changesOf(open, step('SOLVE'))).toMatchObject({ owner: '30001' });
  });

  it.each([
    ['OPEN', ['CLOSE', 'REOPEN']],
    ['IN_WORK', ['CLOSE', 'REOPEN']],
    ['SOLVED', ['TAKE', 'HAND', 'SOLVE']],
    ['CLOSED', ['TAKE', 'HAND', 'SOLVE', 'CLOSE']],
  ] as const)('in %s one cannot %j', (state, refused) => {
    expect(COMPLAINT_ACTS.filter((act) => stateAfter(state, act) === null)).toEqual(refused);
  });

  it('says when it was solved exactly while it is', () => {
    const acts = fc.array(fc.constantFrom(...COMPLAINT_ACTS), { maxLength: 12 });
    fc.assert(
      fc.property(acts, (done) => {
        let now: Standing = open;
        for (const act of done) now = changesOf(now, step(act, { to: '30002', dueOn: DUE })) ?? now;
        expect(now.solvedOn === undefined).toBe(isUnsolved(now as Pick<Complaint, 'state'>));
        expect(now.solvedOn ?? dayOf(new Date(step('NOTE').at))).toBe('2026-11-20');
        expect(COMPLAINT_STATES).toContain(now.state);
      }),
    );
  });
});
