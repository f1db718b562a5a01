import { createHash, randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Clock } from '../../../shared/lib/clock.ts';
import { uuidv7 } from '../../../shared/lib/ids.ts';
import { ApiError } from '../../api-error.ts';
import { writeAuditIn } from '../../audit/write-audit.ts';
import type { Tables } from '../../postgres/tables.ts';
import {
  forgetExpiredTokens,
  insertRefreshToken,
  isDeviceErased,
  lockRefreshToken,
  markUsed,
  registerDevice,
  revokeFamilyOf,
  revokeSessions,
  staffById,
  type RefreshTokenRecord,
  type StaffRecord,
} from './repository.ts';

export const REFRESH_DAYS = 30;

/**
 * A token that was used a moment ago and comes again is taken for a lost answer, not for theft: out in the field
 * the connection breaks between our commit and the client's reading it, and the client can only ask again with
 * the token it still has. It then gets another successor of the same family. Later it counts as theft.
 */
export const GRACE_MS = 30_000;

export interface Session {
  staff: StaffRecord;
  deviceId: string;
  familyId: string;
  refreshToken: string;
}

export type RefreshOutcome = { kind: 'refreshed'; session: Session } | { kind: 'reused'; staffId: string };

const digest = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** The session that a sign-in with right credentials begins. @throws ApiError 403 E_DISABLED, E_DEVICE. */
export async function beginSession(
  db: Kysely<Tables>,
  clock: Clock,
  staff: StaffRecord,
  device: { id: string; name: string },
): Promise<Session> {
  const now = clock.now();
  if (staff.disabledAt) throw disabled();
  return db.transaction().execute(async (tx) => {
    if (!(await registerDevice(tx, staff.staffId, device, now))) throw revoked();
    await forgetExpiredTokens(tx, staff.staffId, now);
    const family = {
      familyId: uuidv7(now.getTime(), randomBytes(16)),
      staffId: staff.staffId,
      deviceId: device.id,
    };
    await writeAuditIn(tx, {
      kind: 'SIGN_IN',
      actor: staff.staffNo,
      at: now,
      deviceId: device.id,
      subject: staff.staffNo,
      detail: { device: device.name },
    });
    return {
      staff,
      deviceId: device.id,
      familyId: family.familyId,
      refreshToken: await issue(tx, family, now),
    };
  });
}

/** Ends the session of a refresh token; one that has ended, or that nobody has, is no fault. */
export async function endSession(db: Kysely<Tables>, clock: Clock, refreshToken: string): Promise<void> {
  const now = clock.now();
  await db.transaction().execute(async (tx) => {
    const ended = await revokeFamilyOf(tx, digest(refreshToken), now);
    if (!ended) return;
    await writeAuditIn(tx, {
      kind: 'SIGN_OUT',
      actor: ended.staffNo,
      at: now,
      deviceId: ended.deviceId,
      subject: ended.staffNo,
    });
  });
}

/**
 * Uses up a refresh token and issues the next of its family. A token that was used before the grace ends every
 * session of the person; that is an outcome, not an exception, because it must be committed.
 * @throws ApiError 401 E_TOKEN, 403 E_DISABLED, E_DEVICE.
 */
export async function continueSession(
  db: Kysely<Tables>,
  clock: Clock,
  refreshToken: string,
): Promise<RefreshOutcome> {
  const now = clock.now();
  const tokenHash = digest(refreshToken);
  return db.transaction().execute(async (tx) => {
    const token = await lockRefreshToken(tx, tokenHash);
    if (!token || token.revokedAt || token.expiresAt <= now) throw expired();
    if (token.usedAt && now.getTime() - token.usedAt.getTime() > GRACE_MS) {
      await revokeSessions(tx, token.staffId, now);
      const robbed = await staffById(tx, token.staffId);
      if (robbed) {
        await writeAuditIn(tx, {
          kind: 'SESSIONS_ENDED',
          actor: robbed.staffNo,
          at: now,
          deviceId: token.deviceId,
          subject: robbed.staffNo,
        });
      }
      return { kind: 'reused', staffId: token.staffId };
    }
    const staff = await staffById(tx, token.staffId);
    if (!staff || staff.disabledAt) throw disabled();
    if (await isDeviceErased(tx, token.staffId, token.deviceId)) throw revoked();
    // He signs in with the password that he was given, and changes it.
    if (staff.mustChangePassword) throw expired();
    if (!token.usedAt) await markUsed(tx, tokenHash, now);
    const session = {
      staff,
      deviceId: token.deviceId,
      familyId: token.familyId,
      refreshToken: await issue(tx, token, now),
    };
    return { kind: 'refreshed', session };
  });
}

async function issue(
  db: Kysely<Tables>,
  family: Pick<RefreshTokenRecord, 'familyId' | 'staffId' | 'deviceId'>,
  now: Date,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(now.getTime() + REFRESH_DAYS * 86_400_000);
  await insertRefreshToken(db, digest(token), { ...family, expiresAt }, now);
  return token;
}

export const expired = () => new ApiError(401, 'E_TOKEN', 'the session has ended: sign in again');
const disabled = () => new ApiError(403, 'E_DISABLED', 'this person may not sign in any more');
const revoked = () => new ApiError(403, 'E_DEVICE', 'this device has been revoked');
