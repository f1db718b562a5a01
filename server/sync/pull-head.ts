import type { ClientBase, Pool } from 'pg';
import type { RoleGrant } from '../../shared/domain/permissions.ts';
import { REF_BUCKET, staffBucket } from '../../shared/sync/protocol.ts';
import type { ClientHead } from './session.ts';
import { communitiesInReach, grantColumns, unitsInReach } from '../modules/territory/scope.ts';

/** Whoever runs a statement: the pool, or the connection of a transaction. */
export type Queryable = Pick<Pool | ClientBase, 'query'>;

/** A bucket as one snapshot has it; both 0 where nothing was ever written to it. */
export interface BucketHead {
  bucket: string;
  lastSeq: number;
  /** The highest purged tombstone. */
  minSeq: number;
}

/** What every pull asks first, in one statement and so from one snapshot. */
export interface PullHead extends ClientHead {
  /** `ref`, the person's own, roll-ups, and every community in reach, before the cap of what one person may hold. */
  buckets: BucketHead[];
}

interface HeadRow {
  epoch: string;
  clock: number;
  last_n: number;
  client_staff_id: string | null;
  /** A line per bucket: its name, its last seq, its least seq. */
  buckets: string;
}

/** One row with one text: twenty rows of seven columns cost this process more to read. */
const HEAD = `
  with held as (
    select $1::text as bucket, 0 as rank
    union all select $2, 1
    union all select 'unit:' || reach.unit_code, 2 from (${unitsInReach('$6', '$7')}) as reach
    union all select 'community:' || reach.unit_code, 3 from (${communitiesInReach('$3', '$4')}) as reach
  )
  select c.epoch, c.seq as clock, coalesce(k.last_n, 0) as last_n, k.staff_id as client_staff_id,
    (select string_agg(held.bucket || ' ' || coalesce(b.last_seq, 0) || ' ' || coalesce(b.min_seq, 0), E'\\n'
       order by held.rank, held.bucket)
     from held left join sync_bucket b on b.bucket = held.bucket) as buckets
  from sync_clock c
  left join sync_client k on k.client_id = $5`;

/** The person's buckets as his roles stand now (SPEC S6), with the clock they are read at. */
export async function readPullHead(
  db: Queryable,
  caller: { staffId: string; grants: readonly RoleGrant[] },
  clientId: string,
): Promise<PullHead> {
  const { units, channels } = grantColumns(caller.grants, 'customer.read');
  const rollups = grantColumns(caller.grants, 'rollup.read');
  const { rows } = await db.query<HeadRow>({
    name: 'sync-pull-head',
    text: HEAD,
    values: [
      REF_BUCKET,
      staffBucket(caller.staffId),
      units,
      channels,
      clientId,
      rollups.units,
      rollups.channels,
    ],
  });
  const head = rows[0];
  if (!head) throw new Error('sync_clock has no row');
  return {
    epoch: head.epoch,
    clock: head.clock,
    lastN: head.last_n,
    clientStaffId: head.client_staff_id,
    buckets: head.buckets.split('\n').map(bucketOf),
  };
}

function bucketOf(line: string): BucketHead {
  const [bucket, lastSeq, minSeq] = line.split(' ') as [string, string, string];
  return { bucket, lastSeq: Number(lastSeq), minSeq: Number(minSeq) };
}
