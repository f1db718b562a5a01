import type { Pool } from 'pg';
import {
  loginRequest,
  logoutRequest,
  passwordRequest,
  refreshRequest,
  type SessionResponse,
  sessionResponse,
} from '../../../shared/api/auth.ts';
import type { Clock } from '../../../shared/lib/clock.ts';
import { ApiError } from '../../api-error.ts';
import { hashPassword, PASSWORD_POLICY, passwordFault, verifyPassword } from '../../auth/passwords.ts';
import { type AuditEvent, writeAudit, writeAuditIn } from '../../audit/write-audit.ts';
import { ACCESS_SECONDS, signAccessToken } from '../../plugins/auth.ts';
import type { App } from '../../plugins/zod-types.ts';
import { kyselyOf } from '../../postgres/database.ts';
import { LoginLimit } from './login-limit.ts';
import { revokeSessions, rolesOf, setPassword, staffById, staffByNumber } from './repository.ts';
import { beginSession, continueSession, endSession, expired, type Session } from './sessions.ts';

export interface AuthModuleDependencies {
  pool: Pool;
  clock: Clock;
}

export function registerAuthRoutes(app: App, { pool, clock }: AuthModuleDependencies): void {
  const db = kyselyOf(pool);
  const limit = new LoginLimit(db, clock);

  const answer = async (session: Session): Promise<SessionResponse> => ({
    access_token: signAccessToken(app, clock, {
      sub: session.staff.staffId,
      device: session.deviceId,
      family: session.familyId,
    }),
    refresh_token: session.refreshToken,
    expires_in: ACCESS_SECONDS,
    staff: {
      id: session.staff.staffId,
      staff_no: session.staff.staffNo,
      name: session.staff.name,
      roles: await rolesOf(db, session.staff.staffId, clock.now()),
    },
    ...(session.staff.mustChangePassword ? { must_change_password: true } : {}),
  });

  const refused = (staffNo: string, deviceId: string, detail: AuditEvent['detail'] = {}): AuditEvent => ({
    kind: 'SIGN_IN_REFUSED',
    actor: staffNo,
    at: clock.now(),
    deviceId,
    subject: staffNo,
    detail,
  });

  app.post(
    '/auth/v1/login',
    {
      config: { access: { kind: 'public' } },
      schema: {
        summary: 'Sign in on a device',
        tags: ['auth'],
        body: loginRequest,
        response: { 200: sessionResponse },
      },
    },
    async (request) => {
      const { staff_no: staffNo, password, device } = request.body;
      const found = await staffByNumber(db, staffNo);
      const staff = await limit.attempt(
        { staffNo, address: request.ip, deviceId: device.id },
        async () => ((await verifyPassword(found?.passwordHash ?? null, password)) && found ? found : null),
        async (tx, locked) => {
          // A number that nobody has is not written down: it may be a password in the wrong field.
          if (found) await writeAuditIn(tx, refused(found.staffNo, device.id, { locked }));
        },
      );
      try {
        return await answer(await beginSession(db, clock, staff, device));
      } catch (error) {
        // Refused with the right password: he was disabled, or the device taken back. Nothing else was written.
        if (error instanceof ApiError)
          await writeAudit(pool, refused(staff.staffNo, device.id, { reason: error.code }));
        throw error;
      }
    },
  );

  app.post(
    '/auth/v1/refresh',
    {
      config: { access: { kind: 'public' } },
      schema: {
        summary: 'Exchange a refresh token for the next one and an access token',
        tags: ['auth'],
        body: refreshRequest,
        response: { 200: sessionResponse },
      },
    },
    async (request) => {
      const outcome = await continueSession(db, clock, request.body.refresh_token);
      if (outcome.kind === 'refreshed') return answer(outcome.session);
      request.log.warn(
        { audit: 'refresh_token_reused', staffId: outcome.staffId },
        'a used refresh token came back: all sessions of the person are ended',
      );
      throw expired();
    },
  );

  app.post(
    '/auth/v1/logout',
    {
      config: { access: { kind: 'public' } },
      schema: { summary: 'End the session of a refresh token', tags: ['auth'], body: logoutRequest },
    },
    async (request, reply) => {
      await endSession(db, clock, request.body.refresh_token);
      return reply.code(204).send();
    },
  );

  app.post(
    '/auth/v1/password',
    {
      config: { access: { kind: 'signed-in' }, beforePasswordChange: true },
      schema: {
        summary: 'Change my password; ends my other sessions',
        tags: ['auth'],
        body: passwordRequest,
      },
    },
    async (request, reply) => {
      const { staffId, staffNo, familyId, deviceId } = request.caller;
      const { current, new: chosen } = request.body;
      await limit.attempt(
        { staffNo, address: request.ip, deviceId },
        async () => {
          const staff = await staffById(db, staffId);
          return (await verifyPassword(staff?.passwordHash ?? null, current)) ? true : null;
        },
        (tx, locked) => writeAuditIn(tx, refused(staffNo, deviceId, { locked, reason: 'PASSWORD_CHANGE' })),
      );
      const fault = passwordFault(chosen, staffNo, current);
      if (fault) throw new ApiError(400, 'E_PASSWORD_POLICY', PASSWORD_POLICY, { reason: fault });
      const passwordHash = await hashPassword(chosen);
      await db.transaction().execute(async (tx) => {
        await setPassword(tx, staffId, passwordHash, clock.now());
        await revokeSessions(tx, staffId, clock.now(), familyId);
        await writeAuditIn(tx, {
          kind: 'PASSWORD_CHANGED',
          actor: staffNo,
          at: clock.now(),
          deviceId,
          subject: staffNo,
        });
      });
      request.log.info({ audit: 'password_changed', staffId }, 'password changed');
      return reply.code(204).send();
    },
  );
}
