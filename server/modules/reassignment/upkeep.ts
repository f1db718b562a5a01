import type { Pool } from 'pg';
import { REQUEST_EXPIRES_AFTER_DAYS } from '../../../shared/domain/reassignment.ts';
import type { Clock } from '../../../shared/lib/clock.ts';
import { dayOf } from '../../../shared/lib/dates.ts';
import { inTransaction } from '../../postgres/transaction.ts';
import { locateCommunity, nameApprovers } from './approvers.ts';

const DAY_MS = 86_400_000;

/** Ends open requests that nobody has decided on in time. Returns how many. */
export async function expireRequests(pool: Pool, clock: Clock): Promise<number> {
  const now = clock.now();
  const { rowCount } = await pool.query(
    `update reassignment_request set state = 'EXPIRED', decided_at = $1 where state = 'OPEN' and arrived_at < $2`,
    [now, new Date(now.getTime() - REQUEST_EXPIRES_AFTER_DAYS * DAY_MS)],
  );
  return rowCount ?? 0;
}

/** Brings the inboxes in line with who leads today: deputies begin and end, people come and go. */
export async function renewApprovers(pool: Pool, clock: Clock): Promise<void> {
  const { rows } = await pool.query<{
    request_id: string;
    asker_id: string;
    from_community: string;
    to_community: string;
  }>(
    `select r.request_id, s.staff_id as asker_id, r.from_community, r.to_community
     from reassignment_request r join staff s on s.staff_no = r.asked_by where r.state = 'OPEN' order by 1`,
  );
  for (const request of rows) {
    await inTransaction(pool, async (client) => {
      const open = await client.query(
        `select from reassignment_request where request_id = $1 and state = 'OPEN' for update`,
        [request.request_id],
      );
      if (open.rowCount === 0) return;
      const from = await locateCommunity(client, request.from_community);
      const to = await locateCommunity(client, request.to_community);
      await nameApprovers(client, request.request_id, request.asker_id, from, to, dayOf(clock.now()));
    });
  }
}
