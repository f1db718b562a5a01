import Fastify from 'fastify';
import type { Pool } from 'pg';
import { systemClock } from '../../shared/lib/clock.ts';
import { createLogger } from '../app.ts';
import { writeAuditIn } from '../audit/write-audit.ts';
import { hashPassword, PASSWORD_POLICY, passwordFault } from '../auth/passwords.ts';
import { clockFrom } from '../clock.ts';
import { type Config, ConfigurationError } from '../config.ts';
import {
  forgetFailures,
  registerDevice,
  revokeSessions,
  setPassword,
  staffByNumber,
  type StaffRecord,
} from '../modules/auth/repository.ts';
import { signAccessToken, useAuth } from '../plugins/auth.ts';
import type { App } from '../plugins/zod-types.ts';
import { kyselyOf } from '../postgres/database.ts';

const ISSUED_SECONDS = 12 * 3600;

/** Sets the password of a person, who can then sign in at once even where he had guessed too often. */
export async function setPasswordOf(pool: Pool, staffNo: string, password: string): Promise<void> {
  const staff = await personWith(pool, staffNo);
  if (passwordFault(password, staffNo)) throw new ConfigurationError(PASSWORD_POLICY);
  const passwordHash = await hashPassword(password);
  const now = systemClock.now();
  await kyselyOf(pool)
    .transaction()
    .execute(async (tx) => {
      await setPassword(tx, staff.staffId, passwordHash, now);
      await revokeSessions(tx, staff.staffId, now);
      await forgetFailures(tx, staffNo);
      await writeAuditIn(tx, { kind: 'PASSWORD_RESET', actor: 'system', at: now, subject: staffNo });
    });
}

/** An access token without a sign-in, from a device "issued-token" that is registered for it. */
export async function issueToken(
  pool: Pool,
  config: Pick<Config, 'testEnvironment' | 'jwtSecret' | 'testClock'>,
  staffNo: string,
): Promise<string> {
  const { rows } = await pool.query<{ value: string }>(`select value from store_info where key = 'kind'`);
  if (!config.testEnvironment && rows[0]?.value !== 'demo') {
    throw new ConfigurationError('issue-token works with TEST_ENVIRONMENT=1 or on a demo store only');
  }
  const staff = await personWith(pool, staffNo);
  const clock = clockFrom(config.testClock);
  const device = { id: 'issued-token', name: 'npm run admin -- issue-token' };
  if (staff.disabledAt) throw new ConfigurationError(`${staffNo} is disabled`);
  if (!(await registerDevice(kyselyOf(pool), staff.staffId, device, clock.now()))) {
    throw new ConfigurationError(`the device "${device.id}" of ${staffNo} has been revoked`);
  }
  const app: App = Fastify({ loggerInstance: createLogger('silent') }).withTypeProvider();
  await useAuth(app, { pool, clock, jwtSecret: config.jwtSecret });
  await app.ready();
  const token = signAccessToken(
    app,
    clock,
    { sub: staff.staffId, device: device.id, family: null },
    ISSUED_SECONDS,
  );
  await app.close();
  return token;
}

async function personWith(pool: Pool, staffNo: string): Promise<StaffRecord> {
  const staff = await staffByNumber(kyselyOf(pool), staffNo);
  if (!staff) throw new ConfigurationError(`nobody has the staff number ${staffNo}`);
  return staff;
}
