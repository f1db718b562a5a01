import { type Kysely, sql } from 'kysely';
import type { GrantedRole } from '../../../shared/api/auth.ts';
import { dayOf } from '../../../shared/lib/dates.ts';
import type { Tables } from '../../postgres/tables.ts';

type Db = Kysely<Tables>;

export interface StaffRecord {
  staffId: string;
  staffNo: string;
  name: string;
  passwordHash: string | null;
  disabledAt: Date | null;
  /** The password was given to him by somebody else. */
  mustChangePassword: boolean;
}

const selectStaff = (db: Db) =>
  db
    .selectFrom('staff')
    .select([
      'staff_id as staffId',
      'staff_no as staffNo',
      'name',
      'password_hash as passwordHash',
      'disabled_at as disabledAt',
      'must_change_password as mustChangePassword',
    ]);

export const staffByNumber = (db: Db, staffNo: string): Promise<StaffRecord | undefined> =>
  selectStaff(db).where('staff_no', '=', staffNo).executeTakeFirst();

export const staffById = (db: Db, staffId: string): Promise<StaffRecord | undefined> =>
  selectStaff(db).where('staff_id', '=', staffId).executeTakeFirst();

/** The roles in force on the day of `now`, as the client shows them. */
export async function rolesOf(db: Db, staffId: string, now: Date): Promise<GrantedRole[]> {
  const today = dayOf(now);
  return db
    .selectFrom('staff_role as r')
    .innerJoin('org_unit as u', 'u.unit_code', 'r.unit_code')
    .innerJoin('role as o', 'o.role_key', 'r.role')
    .select(['r.role', 'o.title', 'r.unit_code', 'u.name as unit_name', 'r.channel', 'o.permissions'])
    .where('r.staff_id', '=', staffId)
    .where((where) => where.or([where('r.valid_from', 'is', null), where('r.valid_from', '<=', today)]))
    .where((where) => where.or([where('r.valid_to', 'is', null), where('r.valid_to', '>=', today)]))
    .orderBy('r.role')
    .orderBy('r.unit_code')
    .orderBy('r.channel')
    .execute();
}

export async function setPassword(db: Db, staffId: string, passwordHash: string, now: Date): Promise<void> {
  await db
    .updateTable('staff')
    .set({ password_hash: passwordHash, password_set_at: now, must_change_password: false })
    .where('staff_id', '=', staffId)
    .execute();
}

/** Notes the device of a sign-in. Returns false where it has been revoked. */
export async function registerDevice(
  db: Db,
  staffId: string,
  device: { id: string; name: string },
  now: Date,
): Promise<boolean> {
  const { revoked_at } = await db
    .insertInto('device')
    .values({
      staff_id: staffId,
      device_id: device.id,
      name: device.name,
      first_seen_at: now,
      last_seen_at: now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['staff_id', 'device_id'])
        .doUpdateSet({ name: (set) => set.ref('excluded.name'), last_seen_at: now }),
    )
    .returning('revoked_at')
    .executeTakeFirstOrThrow();
  return revoked_at === null;
}

/** Taken back, and its cache gone: until then it may still deliver what was written on it. */
export async function isDeviceErased(db: Db, staffId: string, deviceId: string): Promise<boolean> {
  const device = await db
    .selectFrom('device')
    .select('erased_at')
    .where('staff_id', '=', staffId)
    .where('device_id', '=', deviceId)
    .executeTakeFirst();
  return device ? device.erased_at !== null : false;
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
  db: Db,
  tokenHash: string,
  token: Pick<RefreshTokenRecord, 'familyId' | 'staffId' | 'deviceId' | 'expiresAt'>,
  now: Date,
): Promise<void> {
  await db
    .insertInto('refresh_token')
    .values({
      token_hash: tokenHash,
      family_id: token.familyId,
      staff_id: token.staffId,
      device_id: token.deviceId,
      issued_at: now,
      expires_at: token.expiresAt,
    })
    .execute();
}

/** The token as it stands, locked until the transaction ends, so that two refreshes see it one after the other. */
export const lockRefreshToken = (db: Db, tokenHash: string): Promise<RefreshTokenRecord | undefined> =>
  db
    .selectFrom('refresh_token')
    .select([
      'family_id as familyId',
      'staff_id as staffId',
      'device_id as deviceId',
      'expires_at as expiresAt',
      'used_at as usedAt',
      'revoked_at as revokedAt',
    ])
    .where('token_hash', '=', tokenHash)
    .forUpdate()
    .executeTakeFirst();

export async function markUsed(db: Db, tokenHash: string, now: Date): Promise<void> {
  await db.updateTable('refresh_token').set({ used_at: now }).where('token_hash', '=', tokenHash).execute();
}

/** Ends the session that a refresh token belongs to. Returns whose it was; undefined where none went on. */
export async function revokeFamilyOf(
  db: Db,
  tokenHash: string,
  now: Date,
): Promise<{ staffNo: string; deviceId: string } | undefined> {
  const family = db.selectFrom('refresh_token').select('family_id').where('token_hash', '=', tokenHash);
  const [ended] = await db
    .updateTable('refresh_token')
    .set({ revoked_at: now })
    .where('revoked_at', 'is', null)
    .where('family_id', 'in', family)
    .returning(['staff_id', 'device_id'])
    .execute();
  if (!ended) return undefined;
  const staff = await staffById(db, ended.staff_id);
  return staff && { staffNo: staff.staffNo, deviceId: ended.device_id };
}

/** Ends the sessions of a person, all or all but one. */
export async function revokeSessions(
  db: Db,
  staffId: string,
  now: Date,
  exceptFamily: string | null = null,
): Promise<void> {
  await db
    .updateTable('refresh_token')
    .set({ revoked_at: now })
    .where('staff_id', '=', staffId)
    .where('revoked_at', 'is', null)
    .$if(exceptFamily !== null, (update) => update.where('family_id', '!=', exceptFamily))
    .execute();
}

/** Expired tokens have no effect any more, however they come back. */
export async function forgetExpiredTokens(db: Db, staffId: string, now: Date): Promise<void> {
  await db
    .deleteFrom('refresh_token')
    .where('staff_id', '=', staffId)
    .where('expires_at', '<', now)
    .execute();
}

/** Sign-ins in vain since a moment. */
export interface Failures {
  /** On this account from this address. */
  here: number;
  firstHere: Date | null;
  /** On this account from wherever, and from this address on whatever account. */
  ofAccount: number;
  ofAddress: number;
  first: Date | null;
}

export async function failuresSince(
  db: Db,
  staffNo: string,
  address: string,
  since: Date,
): Promise<Failures> {
  const { rows } = await sql<Failures>`
    select count(*) filter (where staff_no = ${staffNo} and address = ${address}) as "here",
      min(failed_at) filter (where staff_no = ${staffNo} and address = ${address}) as "firstHere",
      count(*) filter (where staff_no = ${staffNo}) as "ofAccount",
      count(*) filter (where address = ${address}) as "ofAddress",
      min(failed_at) as "first"
    from login_failure where failed_at > ${since} and (staff_no = ${staffNo} or address = ${address})`.execute(
    db,
  );
  return rows[0]!;
}

/** The person has signed in on it before, and nobody has taken it back. */
export async function isKnownDevice(db: Db, staffNo: string, deviceId: string): Promise<boolean> {
  const known = await db
    .selectFrom('device as d')
    .innerJoin('staff as s', 's.staff_id', 'd.staff_id')
    .select('d.device_id')
    .where('s.staff_no', '=', staffNo)
    .where('d.device_id', '=', deviceId)
    .where('d.revoked_at', 'is', null)
    .executeTakeFirst();
  return known !== undefined;
}

export async function addFailure(db: Db, staffNo: string, address: string, now: Date): Promise<void> {
  await db.insertInto('login_failure').values({ staff_no: staffNo, address, failed_at: now }).execute();
}

/** Forgets the failures of an account, from one address or from all. */
export async function forgetFailures(db: Db, staffNo: string, address?: string): Promise<void> {
  await db
    .deleteFrom('login_failure')
    .where('staff_no', '=', staffNo)
    .$if(address !== undefined, (remove) => remove.where('address', '=', address!))
    .execute();
}

export async function forgetFailuresBefore(db: Db, moment: Date): Promise<void> {
  await db.deleteFrom('login_failure').where('failed_at', '<=', moment).execute();
}
