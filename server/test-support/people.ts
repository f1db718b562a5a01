import type { Pool } from 'pg';
import type { Channel, UnitKind } from '../../shared/domain/org-units.ts';
import type { RoleKey } from '../../shared/domain/permissions.ts';
import { type Clock, systemClock } from '../../shared/lib/clock.ts';
import { type AccessClaims, signAccessToken } from '../plugins/auth.ts';
import type { App } from '../plugins/zod-types.ts';

export interface TestUnit {
  unitCode: string;
  parentCode?: string | null;
  kind: UnitKind;
  name?: string;
  channel?: Channel | null;
  billingArea?: string | null;
}

/** Inserts units with their paths; parents come before their children. */
export async function insertUnits(pool: Pool, units: readonly TestUnit[]): Promise<void> {
  for (const unit of units) {
    await pool.query(
      `insert into org_unit (unit_code, name, parent_code, kind, channel, billing_area, path)
       values ($1, $2, $3, $4, $5, $6,
               coalesce((select path from org_unit where unit_code = $3), '{}') || array[$1::text])`,
      [
        unit.unitCode,
        unit.name ?? unit.unitCode,
        unit.parentCode ?? null,
        unit.kind,
        unit.channel ?? null,
        unit.billingArea ?? null,
      ],
    );
  }
}

export interface TestGrant {
  role: RoleKey;
  unitCode: string;
  channel?: Channel | null;
  validFrom?: string | null;
  validTo?: string | null;
}

export interface TestPerson {
  staffNo: string;
  /** Defaults to the staff number. */
  staffId?: string;
  name?: string;
  roles?: readonly TestGrant[];
  /** From hashPassword; most tests need none, because `accessTokenFor` signs in without one. */
  passwordHash?: string | null;
  /** He has still to change the password that he was given. */
  mustChangePassword?: boolean;
  /** Registered, so that `accessTokenFor` needs no sign-in. */
  deviceId?: string;
}

export const TEST_DEVICE = 'test-device';

/** A person with roles and a known device. Returns the staff id. */
export async function insertPerson(pool: Pool, person: TestPerson): Promise<string> {
  const staffId = person.staffId ?? person.staffNo;
  await pool.query(
    `insert into staff (staff_id, staff_no, name, password_hash, must_change_password) values ($1, $2, $3, $4, $5)`,
    [
      staffId,
      person.staffNo,
      person.name ?? person.staffNo,
      person.passwordHash ?? null,
      person.mustChangePassword ?? false,
    ],
  );
  for (const grant of person.roles ?? []) {
    await pool.query(
      `insert into staff_role (staff_id, role, unit_code, channel, valid_from, valid_to)
       values ($1, $2, $3, $4, $5, $6)`,
      [
        staffId,
        grant.role,
        grant.unitCode,
        grant.channel ?? null,
        grant.validFrom ?? null,
        grant.validTo ?? null,
      ],
    );
  }
  await pool.query(`insert into device (staff_id, device_id, name) values ($1, $2, 'test')`, [
    staffId,
    person.deviceId ?? TEST_DEVICE,
  ]);
  return staffId;
}

/** An access token as a sign-in would give it, without the cost of a password. */
export function accessTokenFor(
  app: Pick<App, 'jwt'>,
  staffId: string,
  options: { deviceId?: string; clock?: Clock } = {},
): string {
  const who: AccessClaims = { sub: staffId, device: options.deviceId ?? TEST_DEVICE, family: null };
  return signAccessToken(app, options.clock ?? systemClock, who);
}

export const bearer = (token: string): { authorization: string } => ({ authorization: `Bearer ${token}` });
