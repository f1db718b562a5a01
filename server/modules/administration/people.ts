import type { Pool, PoolClient } from 'pg';
import type { PersonChange, PersonRow } from '../../../shared/api/administration.ts';
import { heldAt } from '../../../shared/domain/administration.ts';
import type { AuditKind } from '../../../shared/domain/audit.ts';
import type { Permission, RoleLevel } from '../../../shared/domain/permissions.ts';
import type { Clock } from '../../../shared/lib/clock.ts';
import { dayOf } from '../../../shared/lib/dates.ts';
import { ApiError } from '../../api-error.ts';
import { writeAudit } from '../../audit/write-audit.ts';
import type { Caller } from '../../plugins/auth.ts';
import { inTransaction } from '../../postgres/transaction.ts';
import { renewApprovers } from '../reassignment/upkeep.ts';
import { keepingAnAdministrator } from './guard.ts';
import { type Db, rootsOf, unitInReach } from './scope.ts';
import { isInReach, worksBeyond, worksWithin } from './terms.ts';

const PERMISSION: Permission = 'admin.people';

export async function listPeople(
  db: Db,
  clock: Clock,
  caller: Caller,
  query: { search: string; unit_code?: string | undefined; offset: number; limit: number },
): Promise<{ people: PersonRow[]; total: number }> {
  const { rows } = await db.query<PersonRow & { total: number }>(
    `select s.staff_no, s.name, s.disabled_at is not null as disabled, s.password_hash is not null as has_password,
       s.is_local, count(*) over () as total,
       coalesce((select json_agg(json_build_object('role', r.role, 'title', coalesce(o.title, r.role),
           'unit_code', r.unit_code, 'unit_name', u.name, 'channel', r.channel, 'from_day', r.valid_from,
           'to_day', r.valid_to) order by r.valid_from nulls first, u.path)
         from staff_role r join org_unit u using (unit_code) left join role o on o.role_key = r.role
         where r.staff_id = s.staff_id), '[]') as roles
     from staff s
     where ${isInReach('s.staff_id', '$1', '$6')}
       and ($2 = '' or s.staff_no like $2 || '%' or s.name like '%' || $2 || '%')
       and ($3::text is null or ${worksWithin('s.staff_id', 'array[$3]', '$6')})
     order by s.disabled_at is not null, s.staff_no
     offset $4 limit $5`,
    [
      rootsOf(caller, PERMISSION),
      query.search.replace(/[\\%_]/g, '\\$&'),
      query.unit_code ?? null,
      query.offset,
      query.limit,
      dayOf(clock.now()),
    ],
  );
  return { people: rows.map(({ total: _, ...person }) => person), total: rows[0]?.total ?? 0 };
}

export interface Person {
  staff_id: string;
  staff_no: string;
  name: string;
}

/**
 * A person whom the caller may change: all that he is lies in reach, and he is not the caller himself.
 * @throws ApiError 404 E_NOT_FOUND, 403 E_SCOPE, 403 E_OWN_ROLE
 */
export async function personInReach(
  client: PoolClient,
  clock: Clock,
  caller: Caller,
  staffNo: string,
): Promise<Person> {
  const { rows } = await client.query<Person & { beyond: boolean }>(
    `select s.staff_id, s.staff_no, s.name, ${worksBeyond('s.staff_id', '$2', '$3')} as beyond
     from staff s where s.staff_no = $1 for update`,
    [staffNo, rootsOf(caller, PERMISSION), dayOf(clock.now())],
  );
  const person = rows[0];
  if (!person) throw new ApiError(404, 'E_NOT_FOUND', 'nobody has this staff number', { field: 'staff_no' });
  if (person.staff_id === caller.staffId) {
    throw new ApiError(403, 'E_OWN_ROLE', 'nobody changes himself', { field: 'staff_no' });
  }
  if (person.beyond)
    throw new ApiError(403, 'E_SCOPE', 'the person works outside your scope', { field: 'staff_no' });
  return person;
}

interface GivenRole {
  role_key: string;
  title: string;
  level: RoleLevel;
  permissions: Permission[];
}

/**
 * The role, where the caller may give it at that unit.
 * @throws ApiError 404 E_NOT_FOUND, 400 E_ROLE where the unit is of another kind, 403 E_SCOPE
 */
export async function roleToGive(
  client: Db,
  caller: Caller,
  roleKey: string,
  unitCode: string,
): Promise<GivenRole> {
  const unit = await unitInReach(client, caller, PERMISSION, unitCode);
  const { rows } = await client.query<GivenRole>(
    'select role_key, title, level, permissions from role where role_key = $1',
    [roleKey],
  );
  const role = rows[0];
  if (!role) throw new ApiError(404, 'E_NOT_FOUND', 'there is no such role', { field: 'role' });
  if (!heldAt(role.level, unit.kind)) {
    throw new ApiError(400, 'E_ROLE', 'this role is not held at such a unit', { reason: 'WRONG_LEVEL' });
  }
  if (unit.retired_on !== null) {
    throw new ApiError(400, 'E_ROLE', 'the unit is no more', { reason: 'UNIT_RETIRED' });
  }
  return role;
}

export async function changePerson(
  pool: Pool,
  clock: Clock,
  caller: Caller,
  change: PersonChange,
): Promise<void> {
  await inTransaction(pool, (client) =>
    keepingAnAdministrator(client, clock, () => applyChange(client, clock, caller, change)),
  );
  if (change.kind !== 'RENAME') await renewApprovers(pool, clock);
}

const KIND_OF: Readonly<Record<PersonChange['kind'], AuditKind>> = {
  ADD: 'PERSON_CHANGED',
  RENAME: 'PERSON_CHANGED',
  DISABLE: 'PERSON_CHANGED',
  ENABLE: 'PERSON_CHANGED',
  GIVE: 'ROLE_GIVEN',
  TAKE: 'ROLE_TAKEN',
};

async function applyChange(
  client: PoolClient,
  clock: Clock,
  caller: Caller,
  change: PersonChange,
): Promise<void> {
  switch (change.kind) {
    case 'ADD':
      await addPerson(client, caller, change);
      break;
    case 'RENAME':
      await updateStaff(client, clock, caller, change.staff_no, 'name = $2', [change.name]);
      break;
    case 'DISABLE': {
      const person = await updateStaff(client, clock, caller, change.staff_no, 'disabled_at = $2', [
        clock.now(),
      ]);
      await endSessions(client, person.staff_id, clock.now());
      break;
    }
    case 'ENABLE':
      await updateStaff(client, clock, caller, change.staff_no, 'disabled_at = null', []);
      break;
    case 'GIVE':
      await giveRole(client, clock, caller, change);
      break;
    case 'TAKE':
      await takeRole(client, caller, change);
      break;
  }
  await writeAudit(client, {
    kind: KIND_OF[change.kind],
    actor: caller.staffNo,
    at: clock.now(),
    deviceId: caller.deviceId,
    unitCode: 'unit_code' in change ? change.unit_code : null,
    subject: change.staff_no,
    detail: auditable(change),
  });
}

/** All but the name: the trail names people by their numbers. */
function auditable(change: PersonChange): Record<string, unknown> {
  const { staff_no: _, ...rest } = change;
  return 'name' in rest ? { ...rest, name: undefined } : rest;
}

async function addPerson(
  client: PoolClient,
  caller: Caller,
  { staff_no: staffNo, name, role, unit_code: unitCode, channel }: Extract<PersonChange, { kind: 'ADD' }>,
): Promise<void> {
  await roleToGive(client, caller, role, unitCode);
  const { rowCount } = await client.query(
    `insert into staff (staff_id, staff_no, name, is_local) values ('S' || $1, $1, $2, true) on conflict do nothing`,
    [staffNo, name],
  );
  if (rowCount === 0) {
    throw new ApiError(409, 'E_PERSON_EXISTS', 'somebody has this staff number', { field: 'staff_no' });
  }
  await client.query(
    `insert into staff_role (staff_id, role, unit_code, channel, is_local)
     select staff_id, $2, $3, $4, true from staff where staff_no = $1`,
    [staffNo, role, unitCode, channel],
  );
}

async function updateStaff(
  client: PoolClient,
  clock: Clock,
  caller: Caller,
  staffNo: string,
  assignment: 'name = $2' | 'disabled_at = $2' | 'disabled_at = null',
  values: unknown[],
): Promise<Person> {
  const person = await personInReach(client, clock, caller, staffNo);
  await client.query(`update staff set ${assignment}, is_local = true where staff_id = $1`, [
    person.staff_id,
    ...values,
  ]);
  return person;
}

async function giveRole(
  client: PoolClient,
  clock: Clock,
  caller: Caller,
  change: Extract<PersonChange, { kind: 'GIVE' }>,
): Promise<void> {
  const person = await personInReach(client, clock, caller, change.staff_no);
  await roleToGive(client, caller, change.role, change.unit_code);
  await client.query(
    `insert into staff_role (staff_id, role, unit_code, channel, valid_from, valid_to, is_local)
     values ($1, $2, $3, $4, $5, $6, true)
     on conflict (staff_id, role, unit_code, channel, valid_from) do update set valid_to = excluded.valid_to, is_local = true`,
    [
      person.staff_id,
      change.role,
      change.unit_code,
      change.channel,
      change.from_day ?? null,
      change.to_day ?? null,
    ],
  );
  await client.query('update staff set is_local = true where staff_id = $1', [person.staff_id]);
}

async function takeRole(
  client: PoolClient,
  caller: Caller,
  change: Extract<PersonChange, { kind: 'TAKE' }>,
): Promise<void> {
  await unitInReach(client, caller, PERMISSION, change.unit_code);
  const { rows } = await client.query<{ staff_id: string }>(
    'select staff_id from staff where staff_no = $1',
    [change.staff_no],
  );
  const staffId = rows[0]?.staff_id;
  if (staffId === undefined) throw new ApiError(404, 'E_NOT_FOUND', 'nobody has this staff number');
  if (staffId === caller.staffId) throw new ApiError(403, 'E_OWN_ROLE', 'nobody changes himself');
  const { rowCount } = await client.query(
    `delete from staff_role where staff_id = $1 and role = $2 and unit_code = $3
       and channel is not distinct from $4 and valid_from is not distinct from $5::date`,
    [staffId, change.role, change.unit_code, change.channel, change.from_day ?? null],
  );
  if (rowCount === 0) throw new ApiError(404, 'E_NOT_FOUND', 'the person does not hold this role there');
  await client.query('update staff set is_local = true where staff_id = $1', [staffId]);
}

export const endSessions = (client: PoolClient, staffId: string, now: Date): Promise<unknown> =>
  client.query('update refresh_token set revoked_at = $2 where staff_id = $1 and revoked_at is null', [
    staffId,
    now,
  ]);
