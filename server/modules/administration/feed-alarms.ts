import type { Pool } from 'pg';
import type { AlarmRow, AlarmsResponse } from '../../../shared/api/feeds.ts';
import type { Clock } from '../../../shared/lib/clock.ts';
import { isoInShanghai } from '../../../shared/lib/dates.ts';
import { writeAudit } from '../../audit/write-audit.ts';
import type { Caller } from '../../plugins/auth.ts';
import { inTransaction } from '../../postgres/transaction.ts';
import { type Db, reachesAll, refuseParts } from './scope.ts';

type Moments = 'raised_at' | 'acknowledged_at';
type Stored = Omit<AlarmRow, Moments> & { raised_at: Date; acknowledged_at: Date | null };

const MOST = 200;

/** Alarms are the same for all administrators; to take note of them is the region's, as the feeds are. */
export async function readAlarms(db: Db, caller: Caller): Promise<AlarmsResponse> {
  const { rows } = await db.query<Stored>(
    `select a.alarm_id, a.kind, a.feed, a.run_id, a.detail, a.raised_at, a.acknowledged_at, a.acknowledged_by,
       s.name as acknowledged_name
     from feed_alarm a left join staff s on s.staff_no = a.acknowledged_by
     where a.resolved_at is null order by a.acknowledged_at is not null, a.alarm_id desc limit ${MOST}`,
  );
  const mine = await reachesAll(db, caller, 'admin.feeds');
  return {
    alarms: rows.map((row) => ({
      ...row,
      raised_at: isoInShanghai(row.raised_at),
      acknowledged_at: row.acknowledged_at && isoInShanghai(row.acknowledged_at),
    })),
    open: mine ? rows.filter((row) => row.acknowledged_at === null).length : 0,
    may_acknowledge: mine,
  };
}

/** With the name of whoever did it; who was first stays. @throws ApiError 403 E_SCOPE */
export const acknowledgeAlarms = (
  pool: Pool,
  clock: Clock,
  caller: Caller,
  alarmIds: readonly number[],
): Promise<void> =>
  inTransaction(pool, async (client) => {
    await refuseParts(client, caller, 'admin.feeds');
    const noted = await client.query<{ kind: string; feed: string | null; subject: string }>(
      `update feed_alarm set acknowledged_by = $2, acknowledged_at = $3
       where alarm_id = any($1) and acknowledged_at is null returning kind, feed, subject`,
      [alarmIds, caller.staffNo, clock.now()],
    );
    for (const { kind, feed, subject } of noted.rows) {
      await writeAudit(client, {
        kind: 'ALARM_NOTED',
        actor: caller.staffNo,
        at: clock.now(),
        deviceId: caller.deviceId,
        subject: feed ?? '',
        detail: { kind, of: subject },
      });
    }
  });
