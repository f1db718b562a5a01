import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { ApplyResponse, BatchRow, SheetImport } from '../../../shared/api/division.ts';
import { openPeriodOn } from '../../../shared/domain/allocation-period.ts';
import type { ReportingSegment } from '../../../shared/domain/org-units.ts';
import { mayAt, type ScopedUnit } from '../../../shared/domain/permissions.ts';
import type { Placement } from '../../../shared/domain/rows.ts';
import { dayOf, isoInShanghai, type Month } from '../../../shared/lib/dates.ts';
import { ApiError } from '../../api-error.ts';
import type { Caller } from '../../plugins/auth.ts';
import { inTransaction } from '../../postgres/transaction.ts';
import { communitiesInReach, grantColumns } from '../territory/scope.ts';
import { checkSheet } from './check-sheet.ts';
import { lockCustomers, moveCustomers, MOVES } from './moves.ts';
import { type DivisionUnit, readUnits } from './territory.ts';

/**
 * Applies a sheet as one batch: checked once more with its customers locked, so that what is written is what the check
 * of this moment allows. ALL with a rejected row writes nothing.
 */
export async function applySheet(
  pool: Pool,
  caller: Caller,
  month: Month,
  sheet: SheetImport & { take: 'ALL' | 'GOOD' },
  now: Date,
): Promise<ApplyResponse> {
  return inTransaction(pool, async (client) => {
    await lockCustomers(
      client,
      sheet.rows.map((row) => row.customer_code),
    );
    const day = dayOf(now);
    const { response, moves } = await checkSheet(client, caller, month, day, sheet);
    if (sheet.take === 'ALL' && response.rejected > 0) {
      throw new ApiError(409, 'E_REJECTED_ROWS', 'some rows are rejected: apply the good ones, or none', {
        rejected: response.rejected,
      });
    }
    if (moves.length === 0)
      throw new ApiError(409, 'E_NOTHING_TO_APPLY', 'no row of the sheet changes anything');

    const batchId = randomUUID();
    await insertBatch(client, {
      batchId,
      kind: 'DIVISION',
      month,
      fileName: sheet.file_name,
      madeBy: caller.staffNo,
      madeAt: now,
      rowCount: response.total,
      movedCount: moves.length,
    });
    await moveCustomers(
      client,
      moves.map((move) => ({
        customerCode: move.customerCode,
        toCommunity: move.toCommunity,
        segment: move.segment,
        placement: { kind: 'DIVISION', decidedOn: day, batch: batchId, by: caller.staffNo },
      })),
      { kind: 'DIVIDED', actor: caller.staffNo, at: now, reason: sheet.file_name, batchId },
    );
    return { ...response, batch_id: batchId };
  });
}

interface NewBatch {
  batchId: string;
  kind: BatchRow['kind'];
  month: Month | null;
  fileName: string;
  madeBy: string;
  madeAt: Date;
  rowCount: number;
  movedCount: number;
  undoes?: string;
}

export async function insertBatch(client: PoolClient, batch: NewBatch): Promise<void> {
  await client.query(
    `insert into adjustment_batch (batch_id, kind, month, file_name, made_by, made_at, row_count, moved_count, undoes)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      batch.batchId,
      batch.kind,
      batch.month,
      batch.fileName,
      batch.madeBy,
      batch.madeAt,
      batch.rowCount,
      batch.movedCount,
      batch.undoes ?? null,
    ],
  );
}

interface BatchRecord {
  batch_id: string;
  kind: BatchRow['kind'];
  month: Month | null;
  file_name: string;
  made_by: string;
  made_by_name: string;
  made_at: Date;
  row_count: number;
  moved_count: number;
  undone: boolean;
  /** Every community that it moved customers from or to. */
  communities: string[];
}

const BATCHES = `
  select b.batch_id, b.kind, b.month, b.file_name, b.made_by, coalesce(p.name, b.made_by) as made_by_name, b.made_at,
    b.row_count, b.moved_count, exists (select from adjustment_batch u where u.undoes = b.batch_id) as undone,
    array(select distinct place from reassignment_log l
      cross join lateral (values (l.from_community), (l.to_community)) as at (place)
      where l.batch_id = b.batch_id and place is not null) as communities
  from adjustment_batch b left join staff p on p.staff_no = b.made_by`;

/** The batches of a month whose every customer lies within the reader's scope, the newest first. */
export async function batchesOf(
  pool: Pool,
  caller: Caller,
  month: Month,
  now: Date,
  units: ReadonlyMap<string, DivisionUnit>,
): Promise<BatchRow[]> {
  const { rows } = await pool.query<BatchRecord>(`${BATCHES} where b.month = $1 order by b.made_at desc`, [
    month,
  ]);
  return rows
    .filter((batch) =>
      batch.communities.every((code) => {
        const unit = units.get(code);
        return unit !== undefined && mayAt(caller.grants, 'customer.read', unit);
      }),
    )
    .map((batch) => ({
      batch_id: batch.batch_id,
      kind: batch.kind,
      file_name: batch.file_name,
      made_by: batch.made_by,
      made_by_name: batch.made_by_name,
      made_at: isoInShanghai(batch.made_at),
      row_count: batch.row_count,
      moved_count: batch.moved_count,
      undone: batch.undone,
      may_undo: whyNotUndo(batch, caller, now, (code) => units.get(code)) === null,
    }));
}

/** How many of them there are, without reading what each moved. */
export async function countBatches(
  client: Pick<PoolClient, 'query'>,
  caller: Caller,
  month: Month,
): Promise<number> {
  const { units, channels } = grantColumns(caller.grants, 'customer.read');
  const { rows } = await client.query<{ count: number }>(
    `with reach as materialized (${communitiesInReach('$2', '$3')})
     select count(*)::int as count from adjustment_batch b
     where b.month = $1 and not exists (
       select from reassignment_log l cross join lateral (values (l.from_community), (l.to_community)) as at (place)
       where l.batch_id = b.batch_id and place is not null and place not in (select unit_code from reach))`,
    [month, units, channels],
  );
  return rows[0]!.count;
}

/**
 * Takes a batch back while its window is open: each of its customers returns to where it was, with its segment and its
 * reason for being there. One that somebody has moved since stays, and is named. Whoever may divide in every community
 * that it touched may.
 */
export async function undoBatch(
  pool: Pool,
  caller: Caller,
  batchId: string,
  now: Date,
): Promise<{ batch_id: string; moved: number; stayed: string[] }> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<BatchRecord>(`${BATCHES} where b.batch_id = $1 for update of b`, [
      batchId,
    ]);
    const batch = rows[0];
    if (!batch) throw new ApiError(404, 'E_NOT_FOUND', 'there is no such batch');
    const units = await readUnits(client);
    const refusal = whyNotUndo(batch, caller, now, (code) => units.get(code));
    if (refusal) throw refusal;

    const moved = await client.query<{ customer_code: string }>(
      'select customer_code from reassignment_log where batch_id = $1',
      [batchId],
    );
    await lockCustomers(
      client,
      moved.rows.map((row) => row.customer_code),
    );
    const { rows: entries } = await client.query<{
      customer_code: string;
      from_community: string;
      detail: { placementBefore: Placement; segmentBefore: ReportingSegment };
      is_newest_move: boolean;
    }>(
      `select l.customer_code, l.from_community, l.detail, not exists (
         select from reassignment_log later
         where later.customer_code = l.customer_code and later.log_id > l.log_id and later.kind = any($2)
       ) as is_newest_move
       from reassignment_log l where l.batch_id = $1 order by l.customer_code`,
      [batchId, MOVES],
    );
    const back = entries.filter((entry) => entry.is_newest_move);
    const undoId = randomUUID();
    await insertBatch(client, {
      batchId: undoId,
      kind: 'UNDO',
      month: batch.month,
      fileName: batch.file_name,
      madeBy: caller.staffNo,
      madeAt: now,
      rowCount: entries.length,
      movedCount: back.length,
      undoes: batchId,
    });
    await moveCustomers(
      client,
      back.map((entry) => ({
        customerCode: entry.customer_code,
        toCommunity: entry.from_community,
        segment: entry.detail.segmentBefore,
        placement: entry.detail.placementBefore,
      })),
      { kind: 'UNDONE', actor: caller.staffNo, at: now, reason: batch.file_name, batchId: undoId },
    );
    return {
      batch_id: undoId,
      moved: back.length,
      stayed: entries.filter((entry) => !entry.is_newest_move).map((entry) => entry.customer_code),
    };
  });
}

function whyNotUndo(
  batch: BatchRecord,
  caller: Caller,
  now: Date,
  unitOf: (code: string) => ScopedUnit | undefined,
): ApiError | null {
  const reaches = batch.communities.every((code) => {
    const unit = unitOf(code);
    return (
      unit !== undefined &&
      (mayAt(caller.grants, 'division.channelStep', unit) ||
        mayAt(caller.grants, 'division.communityStep', unit))
    );
  });
  if (!reaches) return new ApiError(403, 'E_SCOPE', 'the batch touches customers outside your scope');
  if (batch.kind !== 'DIVISION')
    return new ApiError(409, 'E_ALREADY_UNDONE', 'only a division can be undone');
  if (batch.undone) return new ApiError(409, 'E_ALREADY_UNDONE', 'this batch has been undone');
  if (batch.month === null || openPeriodOn(dayOf(now)) !== batch.month) {
    return new ApiError(409, 'E_WINDOW_CLOSED', 'the window of this batch is closed');
  }
  return null;
}
