import { MOST_DAYS } from '../../../shared/domain/complaints.ts';
import type { Complainant, Complaint, ComplaintKind } from '../../../shared/domain/complaints.ts';
import { addDays } from '../../../shared/lib/dates.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import type { ComplaintStepArgs } from '../../../shared/sync/mutations.ts';
import { newId } from '../../data/new-id.ts';
import type { Workspace } from '../../data/types.ts';

type Writer = Pick<Workspace, 'write'>;
type Named = { customerCode: string; name: string };

/** What stands in the form of a new complaint. */
export interface ComplaintDraft {
  kind: ComplaintKind;
  text: string;
  complainant: Complainant;
  receivedOn: Day;
  dueOn: Day;
  /** A staff number. */
  owner: string;
}

/** Resolves with its id when it is safely in the outbox. */
export async function fileComplaint(
  workspace: Writer,
  customer: Named,
  draft: ComplaintDraft,
): Promise<string> {
  const complaintId = newId();
  const { name, role, phone } = draft.complainant;
  await workspace.write({
    type: 'complaint.file',
    id: complaintId,
    args: {
      ...draft,
      complaintId,
      customerCode: customer.customerCode,
      text: draft.text.trim(),
      complainant: { name: name.trim(), role: role.trim(), phone: phone.trim() },
    },
    customerCode: customer.customerCode,
    customerName: customer.name,
  });
  return complaintId;
}

type WithoutId<T> = T extends unknown ? Omit<T, 'stepId'> : never;
/** What is done with a complaint; the step gets an id of its own here. */
export type ComplaintDeed = WithoutId<ComplaintStepArgs>;

export async function doWith(
  workspace: Writer,
  { complaintId, customerCode }: Pick<Complaint, 'complaintId' | 'customerCode'>,
  customerName: string,
  deed: ComplaintDeed,
): Promise<void> {
  await workspace.write({
    type: 'complaint.step',
    id: complaintId,
    args: { stepId: newId(), ...deed },
    customerCode,
    customerName,
  });
}

/** The last day that may be promised for what was received on a day. */
export const lastDue = (receivedOn: Day): Day => addDays(receivedOn, MOST_DAYS);
