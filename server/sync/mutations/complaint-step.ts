import { changesOf, isPossibleDue } from '../../../shared/domain/complaints.ts';
import type { ComplaintAct, ComplaintState, ComplaintStep } from '../../../shared/domain/complaints.ts';
import { dayOf, isoInShanghai } from '../../../shared/lib/dates.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import type { ComplaintStepArgs, Mutation } from '../../../shared/sync/mutations.ts';
import { lockCustomer, refusal, wasInScope } from './authority.ts';
import { mayOwn } from './complaint-file.ts';
import { applied, type MutationContext, type Outcome, rejected } from './outcome.ts';

interface Standing {
  state: ComplaintState;
  owner: string | null;
  dueOn: Day;
  solvedOn: Day | null;
  solvedBy: string | null;
}

/**
 * One thing that is done with a complaint, by the rules of shared/domain/complaints.ts against what it is at this moment:
 * what somebody else has ended meanwhile is `E_DECIDED`. A note is an append and is still taken where the customer has
 * left the sender's scope, as `late`.
 */
export async function stepComplaint(
  context: MutationContext,
  id: string,
  args: ComplaintStepArgs,
  when: Pick<Mutation, 'occurred_at' | 'clock_offset'>,
): Promise<Outcome> {
  const customerCode = await customerOf(context, id);
  if (customerCode === undefined) return rejected('E_NOT_FOUND', 'no such complaint');
  const community = await lockCustomer(context, customerCode);
  const standing = await standingOf(context, id);
  if (!community || !standing) return rejected('E_NOT_FOUND', 'no such complaint');
  const refused = refusal(context, 'customer.write', community);
  const late =
    args.act === 'NOTE' && refused?.code === 'E_SCOPE' && (await wasInScope(context, customerCode));
  if (refused && !late) return refused;
  if (args.act === 'HAND' && !(await mayOwn(context, args.to, community)))
    return rejected('E_SCOPE', 'the owner may not write about the customer');

  const step: ComplaintStep & { act: ComplaintAct } = {
    ...args,
    at: momentOf(when, context.now),
    staffNo: context.sender.staffNo,
  };
  if (args.act === 'REOPEN' && !isPossibleDue(dayOf(new Date(step.at)), args.dueOn))
    return rejected('E_INVALID', 'args.dueOn: before the day of the deed, or too late');
  const changes = changesOf(withoutNulls(standing), step);
  if (changes === null) return rejected('E_DECIDED', `the complaint is ${standing.state}`);
  if (!(await insertStep(context, id, step))) return rejected('E_INVALID', 'a step with this id exists');
  await write(context, id, changes);
  return late ? { status: 'late' } : applied;
}

/** When it was by the server's clock: in time or not must not hang on how a machine's is set. Never in the future. */
function momentOf(
  { occurred_at, clock_offset }: Pick<Mutation, 'occurred_at' | 'clock_offset'>,
  now: Date,
): string {
  return isoInShanghai(new Date(Math.min(Date.parse(occurred_at) - clock_offset, now.getTime())));
}

const withoutNulls = ({
  state,
  owner,
  dueOn,
  solvedOn,
  solvedBy,
}: Standing): Parameters<typeof changesOf>[0] => ({
  state,
  dueOn,
  ...(owner === null ? {} : { owner }),
  ...(solvedOn === null ? {} : { solvedOn }),
  ...(solvedBy === null ? {} : { solvedBy }),
});

async function customerOf({ db }: MutationContext, id: string): Promise<string | undefined> {
  const { rows } = await db.query<{ customer_code: string }>({
    name: 'sync-complaint-customer',
    text: 'select customer_code from complaint where complaint_id = $1',
    values: [id],
  });
  return rows[0]?.customer_code;
}

/** The customer is locked, and so is everything about it. */
async function standingOf({ db }: MutationContext, id: string): Promise<Standing | undefined> {
  const { rows } = await db.query<Standing>({
    name: 'sync-complaint-standing',
    text: `select state, owner_no as owner, due_on as "dueOn", solved_on as "solvedOn", solved_by as "solvedBy"
      from complaint where complaint_id = $1 for update`,
    values: [id],
  });
  return rows[0];
}

async function insertStep({ db }: MutationContext, id: string, step: ComplaintStep): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'sync-complaint-step',
    text: `insert into complaint_step (step_id, complaint_id, act, at, staff_no, text, to_no, due_on)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      on conflict (step_id) do nothing`,
    values: [
      step.stepId,
      id,
      step.act,
      step.at,
      step.staffNo,
      step.text ?? null,
      step.to ?? null,
      step.dueOn ?? null,
    ],
  });
  return rowCount === 1;
}

async function write(
  { db }: MutationContext,
  id: string,
  { state, owner, dueOn, solvedOn, solvedBy }: Parameters<typeof changesOf>[0],
): Promise<void> {
  await db.query({
    name: 'sync-complaint-change',
    text: `update complaint set state = $2, owner_no = $3, due_on = $4, solved_on = $5, solved_by = $6
      where complaint_id = $1`,
    values: [id, state, owner ?? null, dueOn, solvedOn ?? null, solvedBy ?? null],
  });
}
