import { randomInt } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { PasswordHandedOut } from '../../../shared/api/administration.ts';
import type { Clock } from '../../../shared/lib/clock.ts';
import { writeAudit } from '../../audit/write-audit.ts';
import { hashPassword } from '../../auth/passwords.ts';
import type { Caller } from '../../plugins/auth.ts';
import { inTransaction } from '../../postgres/transaction.ts';
import { endSessions, type Person, personInReach } from './people.ts';

/** Letters and digits that are not mistaken for one another when they are read out. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz';
const DIGITS = '23456789';
const pick = (from: string): string => from[randomInt(from.length)]!;

/** `kqm7-tz4-hw93`: ten characters, letters and digits in each part. */
const newPassword = (): string =>
  [3, 2, 2]
    .map((letters) => Array.from({ length: letters }, () => pick(LETTERS)).join('') + pick(DIGITS))
    .join('-') + pick(DIGITS);

/** A password for the person to begin with, told to the administrator once. His sessions end. */
export async function resetPassword(
  pool: Pool,
  clock: Clock,
  caller: Caller,
  staffNo: string,
): Promise<string> {
  const password = newPassword();
  const hash = await hashPassword(password);
  await inTransaction(pool, async (client) => {
    const person = await personInReach(client, clock, caller, staffNo);
    await keepHash(client, clock, caller, person, hash);
  });
  return password;
}

/** Passwords to begin with for those who have none yet; whoever has one, or is disabled, keeps what he has. */
export async function handOutPasswords(
  pool: Pool,
  clock: Clock,
  caller: Caller,
  staffNos: readonly string[],
): Promise<PasswordHandedOut[]> {
  // In one order for everybody, so that two who do this at once do not wait for each other.
  const wanted = [...new Set(staffNos)].sort();
  const prepared: { staffNo: string; password: string; hash: string }[] = [];
  // One after the other: each takes its 19 MB.
  for (const staffNo of wanted) {
    const password = newPassword();
    prepared.push({ staffNo, password, hash: await hashPassword(password) });
  }
  return inTransaction(pool, async (client) => {
    const handedOut: PasswordHandedOut[] = [];
    for (const { staffNo, password, hash } of prepared) {
      const person = await personInReach(client, clock, caller, staffNo);
      if (!(await waitsForPassword(client, person))) continue;
      await keepHash(client, clock, caller, person, hash);
      handedOut.push({ staff_no: person.staff_no, name: person.name, password });
    }
    return handedOut;
  });
}

async function waitsForPassword(client: PoolClient, { staff_id: staffId }: Person): Promise<boolean> {
  const { rows } = await client.query(
    'select from staff where staff_id = $1 and password_hash is null and disabled_at is null',
    [staffId],
  );
  return rows.length > 0;
}

async function keepHash(
  client: PoolClient,
  clock: Clock,
  caller: Caller,
  person: Person,
  hash: string,
): Promise<void> {
  await client.query(
    'update staff set password_hash = $2, password_set_at = $3, must_change_password = true where staff_id = $1',
    [person.staff_id, hash, clock.now()],
  );
  await endSessions(client, person.staff_id, clock.now());
  await client.query('delete from login_failure where staff_no = $1', [person.staff_no]);
  await writeAudit(client, {
    kind: 'PASSWORD_RESET',
    actor: caller.staffNo,
    at: clock.now(),
    deviceId: caller.deviceId,
    subject: person.staff_no,
  });
}
