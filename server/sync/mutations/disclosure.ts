import type { CustomerExportArgs } from '../../../shared/sync/mutations.ts';
import { writeAudit } from '../../audit/write-audit.ts';
import { applied, type MutationContext, type Outcome } from './outcome.ts';

/**
 * What has been seen or taken out cannot be refused any more: it is registered, whosoever's the customer is by now. The
 * sender is who he is by his token, and the trail has the server's time beside his device's.
 */
export async function registerReveal(
  { db, sender, now }: MutationContext,
  customerCode: string,
  what: 'phone' | 'address',
  revealedAt: string,
): Promise<Outcome> {
  const { rows } = await db.query<{ unit: string }>(
    'select community_code as unit from customer where customer_code = $1',
    [customerCode],
  );
  await writeAudit(db, {
    kind: 'REVEALED',
    actor: sender.staffNo,
    at: now,
    unitCode: rows[0]?.unit ?? null,
    subject: customerCode,
    detail: { what, revealedAt },
  });
  return applied;
}

export async function registerExport(
  { db, sender, now }: MutationContext,
  exportId: string,
  args: CustomerExportArgs,
  exportedAt: string,
): Promise<Outcome> {
  await writeAudit(db, {
    kind: 'EXPORTED',
    actor: sender.staffNo,
    at: now,
    subject: exportId,
    detail: { ...args, exportedAt },
  });
  return applied;
}
