import type { InteractionKind } from '../../../shared/domain/rows.ts';
import { isoInShanghai } from '../../../shared/lib/dates.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import { newId } from '../../data/new-id.ts';
import type { CustomerSummary, Workspace } from '../../data/types.ts';
import { serverNow } from '../../ui/format/index.ts';

/** Something to be done with a customer on a day to come. */
export interface Arrangement {
  customer: Pick<CustomerSummary, 'customerCode' | 'name'>;
  kind: InteractionKind;
  on: Day;
  /** What is to be done; may be empty. */
  text: string;
}

/** Keeps it as a record with a next step and nothing said yet; resolves when it is safely in the outbox. */
export async function arrange(
  workspace: Workspace,
  { customer, kind, on, text }: Arrangement,
): Promise<void> {
  const interactionId = newId();
  const nextStep = text.trim();
  await workspace.write({
    type: 'interaction.add',
    id: interactionId,
    args: {
      interactionId,
      customerCode: customer.customerCode,
      kind,
      purpose: '',
      outcome: '',
      note: '',
      ...(nextStep && { nextStep }),
      nextOn: on,
      happenedAt: isoInShanghai(serverNow()),
    },
    customerCode: customer.customerCode,
    customerName: customer.name,
  });
}
