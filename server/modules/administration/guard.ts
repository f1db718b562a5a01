import type { PoolClient } from 'pg';
import type { Clock } from '../../../shared/lib/clock.ts';
import { type Day, dayOf } from '../../../shared/lib/dates.ts';
import { ApiError } from '../../api-error.ts';

/** 'admn': who changes what administrators may do takes turns, so that two cannot take each other away at once. */
const ADMINISTRATORS_KEY = 0x6164_6d6e;

/**
 * Runs a change of roles or people, and refuses it where it would leave nobody who keeps people and roles of the whole
 * region, for as long as he is not taken away, with a password to sign in by. A store that has nobody is not held to it.
 * @throws ApiError 409 E_LAST_ADMIN
 */
export const keepingAnAdministrator = <T>(
  client: PoolClient,
  clock: Clock,
  change: () => Promise<T>,
): Promise<T> =>
  leavingAnAdministrator(
    client,
    dayOf(clock.now()),
    change,
    () => new ApiError(409, 'E_LAST_ADMIN', 'nobody would be left who can give roles back'),
  );

/** The same for whoever refuses in his own way. The transaction is the caller's to roll back. */
export async function leavingAnAdministrator<T>(
  client: PoolClient,
  today: Day,
  change: () => Promise<T>,
  refusal: () => Error,
): Promise<T> {
  await client.query('select pg_advisory_xact_lock($1)', [ADMINISTRATORS_KEY]);
  const before = await administrators(client, today);
  const result = await change();
  if (before > 0 && (await administrators(client, today)) === 0) throw refusal();
  return result;
}

async function administrators(client: PoolClient, today: Day): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `select count(distinct s.staff_id) as n
     from staff s
     where s.disabled_at is null and s.password_hash is not null
       and array['admin.people', 'admin.roles'] <@ array(
         select p from staff_role r join role o on o.role_key = r.role join org_unit u using (unit_code),
           unnest(o.permissions) as p
         where r.staff_id = s.staff_id and u.parent_code is null and r.channel is null
           and (r.valid_from is null or r.valid_from <= $1) and r.valid_to is null)`,
    [today],
  );
  return rows[0]!.n;
}
