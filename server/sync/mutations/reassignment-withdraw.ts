import type { RequestState } from '../../../shared/domain/reassignment.ts';
import { end } from './reassignment-decide.ts';
import { applied, type MutationContext, type Outcome, rejected } from './outcome.ts';

/** Its asker takes a request back while nobody has decided on it. */
export async function withdrawReassignment(context: MutationContext, requestId: string): Promise<Outcome> {
  const { db, sender, now } = context;
  const { rows } = await db.query<{ asked_by: string; state: RequestState }>(
    'select asked_by, state from reassignment_request where request_id = $1 for update',
    [requestId],
  );
  const request = rows[0];
  if (!request) return rejected('E_NOT_FOUND', 'no such request');
  if (request.asked_by !== sender.staffNo) return rejected('E_SCOPE', 'only its asker takes a request back');
  if (request.state === 'WITHDRAWN') return applied;
  if (request.state !== 'OPEN') return rejected('E_DECIDED', request.state);
  await end(db, requestId, 'WITHDRAWN', sender.staffNo, '', now);
  return applied;
}
