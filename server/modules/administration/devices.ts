import type { Pool } from 'pg';
import type { DeviceReport, DeviceRow, RemainingEdit } from '../../../shared/api/devices.ts';
import type { Permission } from '../../../shared/domain/permissions.ts';
import type { Clock } from '../../../shared/lib/clock.ts';
import { dayOf, isoInShanghai } from '../../../shared/lib/dates.ts';
import { ApiError } from '../../api-error.ts';
import { writeAudit } from '../../audit/write-audit.ts';
import type { Caller } from '../../plugins/auth.ts';
import { inTransaction } from '../../postgres/transaction.ts';
import { type Db, rootsOf } from './scope.ts';
import { isInReach } from './terms.ts';

const PERMISSION: Permission = 'admin.devices';

type Moments = 'first_seen_at' | 'last_seen_at' | 'reported_at' | 'verified_at' | 'revoked_at' | 'erased_at';
type Stored = Omit<DeviceRow, Moments> & Record<Moments, Date | null> & { total: number };

export async function listDevices(
  db: Db,
  clock: Clock,
  caller: Caller,
  query: { search: string; offset: number; limit: number },
): Promise<{ devices: DeviceRow[]; total: number }> {
  const { rows } = await db.query<Stored>(
    `select s.staff_no, s.name as staff_name, d.device_id, d.name, d.first_seen_at,
       greatest(d.last_seen_at, d.reported_at) as last_seen_at, d.reported_at, d.version, d.edition, d.system, d.rows_held,
       d.held, d.waiting, d.attention, d.verified_at, d.revoked_at, d.erased_at, d.rescued,
       (select count(*)::int from device_remains r
         where r.staff_id = d.staff_id and r.device_id = d.device_id) as remains,
       count(*) over () as total
     from device d join staff s using (staff_id)
     where ${isInReach('d.staff_id', '$1', '$5')} and ($2 = '' or s.staff_no like $2 || '%' or s.name like '%' || $2 || '%' or d.name ilike '%' || $2 || '%')
     order by greatest(d.last_seen_at, d.reported_at) desc, s.staff_no, d.device_id
     offset $3 limit $4`,
    [
      rootsOf(caller, PERMISSION),
      query.search.replace(/[\\%_]/g, '\\$&'),
      query.offset,
      query.limit,
      dayOf(clock.now()),
    ],
  );
  return { devices: rows.map(({ total: _, ...device }) => asRow(device)), total: rows[0]?.total ?? 0 };
}

const asRow = (device: Omit<Stored, 'total'>): DeviceRow => ({
  ...device,
  first_seen_at: isoInShanghai(device.first_seen_at!),
  last_seen_at: isoInShanghai(device.last_seen_at!),
  reported_at: device.reported_at && isoInShanghai(device.reported_at),
  verified_at: device.verified_at && isoInShanghai(device.verified_at),
  revoked_at: device.revoked_at && isoInShanghai(device.revoked_at),
  erased_at: device.erased_at && isoInShanghai(device.erased_at),
});

/**
 * Takes a device back. Its sessions go on for one purpose: at its next contact it delivers what was written on it, erases
 * what it holds, and leaves its receipt.
 */
export const revokeDevice = (
  pool: Pool,
  clock: Clock,
  caller: Caller,
  choice: { staff_no: string; device_id: string },
): Promise<void> => mark(pool, clock, caller, choice, true);

/** A device that was found again: it begins like a new one. */
export const restoreDevice = (
  pool: Pool,
  clock: Clock,
  caller: Caller,
  choice: { staff_no: string; device_id: string },
): Promise<void> => mark(pool, clock, caller, choice, false);

const mark = (
  pool: Pool,
  clock: Clock,
  caller: Caller,
  { staff_no: staffNo, device_id: deviceId }: { staff_no: string; device_id: string },
  revoked: boolean,
): Promise<void> =>
  inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ staff_id: string; in_reach: boolean }>(
      `select d.staff_id, ${isInReach('d.staff_id', '$1', '$4')} as in_reach from device d join staff s using (staff_id)
       where s.staff_no = $2 and d.device_id = $3 for update of d`,
      [rootsOf(caller, PERMISSION), staffNo, deviceId, dayOf(clock.now())],
    );
    const device = rows[0];
    if (!device) throw new ApiError(404, 'E_NOT_FOUND', 'there is no such device');
    if (!device.in_reach) throw new ApiError(403, 'E_SCOPE', 'the device is of somebody outside your scope');
    await client.query(
      revoked
        ? `update device set revoked_at = coalesce(revoked_at, $3), revoked_by = $4 where staff_id = $1 and device_id = $2`
        : `update device set revoked_at = null, revoked_by = null, erased_at = null, erased_rows = null, rescued = 0
           where staff_id = $1 and device_id = $2 and $3::timestamptz is not null and $4::text is not null`,
      [device.staff_id, deviceId, clock.now(), caller.staffNo],
    );
    await writeAudit(client, {
      kind: revoked ? 'DEVICE_REVOKED' : 'DEVICE_RESTORED',
      actor: caller.staffNo,
      at: clock.now(),
      deviceId: caller.deviceId,
      subject: staffNo,
      detail: { device: deviceId },
    });
  });

/** What a device says of itself after a sync. */
export async function noteReport(db: Db, clock: Clock, caller: Caller, report: DeviceReport): Promise<void> {
  await db.query(
    `update device set version = $3, edition = $4, system = $5, rows_held = $6, held = $7, waiting = $8, attention = $9,
       verified_at = $10, reported_at = $11
     where staff_id = $1 and device_id = $2`,
    [
      caller.staffId,
      caller.deviceId,
      report.version,
      report.edition ?? null,
      report.system ?? null,
      report.rows,
      JSON.stringify(report.held ?? {}),
      report.waiting,
      report.attention ?? null,
      report.verified_at ?? null,
      clock.now(),
    ],
  );
}

/**
 * Kept for whoever looks after the person. They come in as many requests as they need; an edit that comes again is kept
 * once.
 */
export const keepRemains = (
  pool: Pool,
  clock: Clock,
  caller: Caller,
  edits: readonly RemainingEdit[],
): Promise<void> =>
  inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      'select from device where staff_id = $1 and device_id = $2 and revoked_at is not null for update',
      [caller.staffId, caller.deviceId],
    );
    if (rowCount === 0) throw new ApiError(409, 'E_DEVICE', 'nobody has taken this device back');
    await client.query(
      `insert into device_remains (staff_id, device_id, received_at, edit_uid, edit)
       select $1, $2, $3, * from unnest($4::text[], $5::jsonb[])
       on conflict (staff_id, device_id, edit_uid) do nothing`,
      [
        caller.staffId,
        caller.deviceId,
        clock.now(),
        edits.map(({ uid }) => uid),
        edits.map((edit) => JSON.stringify(edit)),
      ],
    );
  });

/**
 * The receipt of a device that was taken back and has erased itself. From here on it is a stranger.
 * @throws ApiError 409 E_DEVICE where nobody has taken it back
 */
export const noteErased = (pool: Pool, clock: Clock, caller: Caller, rowsErased: number): Promise<void> =>
  inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ rescued: number; refused: number }>(
      `update device d set erased_at = $3, erased_rows = $4, rows_held = 0, held = '{}', waiting = 0, attention = 0,
         rescued = (select count(*) from mutation_receipt m
           where m.staff_id = d.staff_id and m.received_at >= d.revoked_at)
       where staff_id = $1 and device_id = $2 and revoked_at is not null and erased_at is null
       returning rescued, (select count(*) from device_remains r
         where r.staff_id = d.staff_id and r.device_id = d.device_id) as refused`,
      [caller.staffId, caller.deviceId, clock.now(), rowsErased],
    );
    if (!rows[0]) throw new ApiError(409, 'E_DEVICE', 'nobody has taken this device back');
    await client.query(
      'update refresh_token set revoked_at = $3 where staff_id = $1 and device_id = $2 and revoked_at is null',
      [caller.staffId, caller.deviceId, clock.now()],
    );
    await writeAudit(client, {
      kind: 'DEVICE_ERASED',
      actor: caller.staffNo,
      at: clock.now(),
      deviceId: caller.deviceId,
      subject: caller.staffNo,
      detail: { rows: rowsErased, ...rows[0] },
    });
  });
