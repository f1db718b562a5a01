import type { Pool, PoolClient } from 'pg';
import type { GrantedRole } from '../../../shared/api/auth.ts';
import type { Channel } from '../../../shared/domain/org-units.ts';
import { type RoleKey, SHIPPED_ROLES } from '../../../shared/domain/permissions.ts';
import { dayOf } from '../../../shared/lib/dates.ts';

type Queryable = Pool | PoolClient;

export interface StaffRecord {
  staffId: string;
  staffNo: string;
  name: string;
  passwordHash: string | null;
  disabled: boolean;
}

const STAFF_COLUMNS = `staff_id as "staffId", staff_no as "staffNo", name, password_hash as "passwordHash",
                       disabled_at is not null as disabled`;

export async function staffByNumber(db: Queryable, staffNo: string): Promise<StaffRecord | null> {
  const { rows } = await db.query<StaffRecord>(`select ${STAFF_COLUMNS} from staff where staff_no = $1`, [
    staffNo,
  ]);
  return rows[0] ?? null;
}

export async function staffById(db: Queryable, staffId: string): Promise<StaffRecord | null> {
  const { rows } = await db.query<StaffRecord>(`select ${STAFF_COLUMNS} from staff where staff_id = $1`, [
    staffId,
  ]);
  return rows[0] ?? null;
}

/** The roles in force on the day of `now`, as the client shows them. */
export async function rolesOf(db: Queryable, staffId: string, now: Date): Promise<GrantedRole[]> {
  const { rows } = await db.query<{
    role: string;
    unit_code: string;
    unit_name: string;
    channel: Channel | null;
  }>(
    `select r.role, r.unit_code, u.name as unit_name, r.channel
       from staff_role r join org_unit u using (unit_code)
      where r.staff_id = $1
        and (r.valid_from is null or r.valid_from <= $2) and (r.valid_to is null or r.valid_to >= $2)
      order by r.role, r.unit_code, r.channel`,
    [staffId, dayOf(now)],
  );
  return rows
    .filter((row): row is typeof row & { role: RoleKey } => row.role in SHIPPED_ROLES)
    .map((row) => ({ ...row, title: SHIPPED_ROLES[row.role].title }));
}

export async function setPassword(
  db: Queryable,
  staffId: string,
  passwordHash: string,
  now: Date,
): Promise<void> {
  await db.query(
    `update staff set password_hash = $2, password_set_at = $3, must_change_password = false where staff_id = $1`,
    [staffId, passwordHash, now],
  );
}

/** Notes the device of a sign-in. Returns false where it has been revoked. */
export async function registerDevice(
  db: Queryable,
  staffId: string,
  device: { id: string; name: string },
  now: Date,
): Promise<boolean> {
  const { rows } = await db.query<{ revoked: boolean }>(
    `insert into device (staff_id, device_id, name, first_seen_at, last_seen_at) values ($1, $2, $3, $4, $4)
     on conflict (staff_id, device_id) do update set name = excluded.name, last_seen_at = excluded.last_seen_at
     returning revoked_at is not null as revoked`,
    [staffId, device.id, device.name, now],
  );
  return !rows[0]!.revoked;
}

export async function isDeviceRevoked(db: Queryable, staffId: string, deviceId: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `select 1 from device where staff_id = $1 and device_id = $2 and revoked_at is not null`,
    [staffId, deviceId],
  );
  return rowCount !== 0;
}

export interface RefreshTokenRecord {
  familyId: string;
  staffId: string;
  deviceId: string;
  expiresAt: Date;
  usedAt: Date | null;
  revokedAt: Date | null;
}

export async function insertRefreshToken(
  db: Queryable,
  tokenHash: string,
  token: Pick<RefreshTokenRecord, 'familyId' | 'staffId' | 'deviceId' | 'expiresAt'>,
  now: Date,
): Promise<void> {
  await db.query(
    `insert into refresh_token (token_hash, family_id, staff_id, device_id, issued_at, expires_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [tokenHash, token.familyId, token.staffId, token.deviceId, now, token.expiresAt],
  );
}

/** The token as it stands, locked until the transaction ends, so that two refreshes see it one after the other. */
export async function lockRefreshToken(
  db: PoolClient,
  tokenHash: string,
): Promise<RefreshTokenRecord | null> {
  const { rows } = await db.query<RefreshTokenRecord>(
    `select family_id as "familyId", staff_id as "staffId", device_id as "deviceId", expires_at as "expiresAt",
            used_at as "usedAt", revoked_at as "revokedAt"
       from refresh_token where token_hash = $1 for update`,
    [tokenHash],
  );
  return rows[0] ?? null;
}

export async function markUsed(db: Queryable, tokenHash: string, now: Date): Promise<void> {
  await db.query(`update refresh_token set used_at = $2 where token_hash = $1`, [tokenHash, now]);
}

export async function revokeFamilyOf(db: Queryable, tokenHash: string, now: Date): Promise<void> {
  await db.query(
    `update refresh_token set revoked_at = $2
      where revoked_at is null and family_id = (select family_id from refresh_token where token_hash = $1)`,
    [tokenHash, now],
  );
}

/** Ends the sessions of a person, all or all but one. */
export async function revokeSessions(
  db: Queryable,
  staffId: string,
  now: Date,
  exceptFamily: string | null = null,
): Promise<void> {
  await db.query(
    `update refresh_token set revoked_at = $2
      where staff_id = $1 and revoked_at is null and ($3::text is null or family_id <> $3)`,
    [staffId, now, exceptFamily],
  );
}

/** Tokens that can no longer be presented with any effect but "expired". */
export async function forgetExpiredTokens(db: Queryable, staffId: string, now: Date): Promise<void> {
  await db.query(`delete from refresh_token where staff_id = $1 and expires_at < $2`, [staffId, now]);
}

export async function failuresSince(
  db: Queryable,
  staffNo: string,
  address: string,
  since: Date,
): Promise<{ count: number; first: Date | null }> {
  const { rows } = await db.query<{ count: number; first: Date | null }>(
    `select count(*) as count, min(failed_at) as first from login_failure
      where staff_no = $1 and address = $2 and failed_at > $3`,
    [staffNo, address, since],
  );
  return rows[0]!;
}

export async function addFailure(db: Queryable, staffNo: string, address: string, now: Date): Promise<void> {
  await db.query(`insert into login_failure (staff_no, address, failed_at) values ($1, $2, $3)`, [
    staffNo,
    address,
    now,
  ]);
}

export async function forgetFailures(db: Queryable, staffNo: string, address: string): Promise<void> {
  await db.query(`delete from login_failure where staff_no = $1 and address = $2`, [staffNo, address]);
}

export async function forgetFailuresOf(db: Queryable, staffNo: string): Promise<void> {
  await db.query(`delete from login_failure where staff_no = $1`, [staffNo]);
}

export async function forgetFailuresBefore(db: Queryable, moment: Date): Promise<void> {
  await db.query(`delete from login_failure where failed_at <= $1`, [moment]);
}
