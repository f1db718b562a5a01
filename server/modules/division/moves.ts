import type { PoolClient } from 'pg';
import type { AdjustmentKind } from '../../../shared/api/adjustments.ts';
import type { ReportingSegment } from '../../../shared/domain/org-units.ts';
import type { Placement } from '../../../shared/domain/rows.ts';
import { tellMoment } from '../../postgres/moment.ts';

/** The acts of people that the adjustment log knows; those of feeds stand beside their SQL. */
export const MOVES_OF_PEOPLE = [
  'DIVIDED',
  'REASSIGNED',
  'UNDONE',
  'RULES_APPLIED',
] as const satisfies readonly AdjustmentKind[];
export type MoveKind = (typeof MOVES_OF_PEOPLE)[number];

/** What says anew where a customer is, and why. All else in the log tells of its life or of its lock. */
export const MOVES: readonly AdjustmentKind[] = [...MOVES_OF_PEOPLE, 'MATCHED_AGAIN'];

export interface Move {
  customerCode: string;
  toCommunity: string;
  /** 统计属性 from now on; null leaves it. */
  segment: ReportingSegment | null;
  placement: Placement;
}

export interface MoveOrigin {
  kind: MoveKind;
  /** The staff number of who did it. */
  actor: string;
  at: Date;
  reason: string;
  batchId?: string;
  requestId?: string;
}

/**
 * Moves customers with all that hangs on them (their ledgers, balances and notes follow by trigger) and writes the
 * adjustment log, in the caller's transaction. The caller has locked the customers (`lockCustomers`) and checked that
 * the move is allowed. The log keeps what was before, so that a batch can be taken back. Returns how many moved.
 */
export async function moveCustomers(
  client: PoolClient,
  moves: readonly Move[],
  origin: MoveOrigin,
): Promise<number> {
  if (moves.length === 0) return 0;
  await tellMoment(client, origin.at);
  const { rowCount } = await client.query(
    `with wanted as materialized (
       select w.* from unnest($1::text[], $2::text[], $3::text[], $4::jsonb[])
         as w (customer_code, goes, segment, placement)
     ), was as materialized (
       select c.customer_code, c.community_code, c.reporting_segment, c.placement
       from customer c join wanted using (customer_code)
     ), moved as (
       update customer c set community_code = w.goes, placement = w.placement,
         reporting_segment = coalesce(w.segment, c.reporting_segment)
       from wanted w where w.customer_code = c.customer_code
     )
     insert into reassignment_log (customer_code, from_community, to_community, kind, actor, logged_at, reason,
       batch_id, request_id, detail)
     select w.customer_code, was.community_code, w.goes, $5, $6, $7, $8, $9, $10, jsonb_build_object(
       'placementBefore', was.placement, 'placement', w.placement,
       'segmentBefore', was.reporting_segment, 'segment', coalesce(w.segment, was.reporting_segment))
     from wanted w join was using (customer_code) order by w.customer_code`,
    [
      moves.map((move) => move.customerCode),
      moves.map((move) => move.toCommunity),
      moves.map((move) => move.segment),
      moves.map((move) => JSON.stringify(move.placement)),
      origin.kind,
      origin.actor,
      origin.at,
      origin.reason,
      origin.batchId ?? null,
      origin.requestId ?? null,
    ],
  );
  return rowCount ?? 0;
}

/** In the order of their codes, so that two batches that overlap wait for each other and never deadlock. */
export async function lockCustomers(client: PoolClient, customerCodes: readonly string[]): Promise<void> {
  await client.query(
    `select from customer where customer_code = any($1) order by customer_code for no key update`,
    [customerCodes],
  );
}
