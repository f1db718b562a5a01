import type { PoolClient } from 'pg';
import type { Applied, FeedDefinition, Intake } from '../definition.ts';
import { replaceFindings } from '../../quality/replace-findings.ts';
import { count } from '../merge-rows.ts';
import { keepingAnAdministrator } from './last-administrator.ts';
import { ROLE_WORDS } from './words.ts';

/** Who a person of the file is: its first good row names him. */
const PEOPLE = `select distinct on (staff_no) staff_no, name from stage where reason is null order by staff_no, line`;

/**
 * The people and what they are, a row for each role. Who is missing is disabled, and so can no longer sign in; who is
 * back is enabled again. A person changed on a screen is left alone.
 */
export const staff: FeedDefinition = {
  kind: 'staff',
  period: 'none',
  columns: [
    { header: '工号', name: 'staff_no', type: 'text', required: true },
    { header: '姓名', name: 'name', type: 'text' },
    { header: '角色', name: 'role', type: 'word', words: ROLE_WORDS, reason: 'UNKNOWN_ROLE' },
    { header: '组织编码', name: 'unit_code', type: 'text', required: true },
  ],
  fills: { staff: ['staff_id', 'staff_no'], staff_role: ['staff_id', 'unit_code'] },
  key: ['staff_no', 'role', 'unit_code'],
  joins: 'left join org_unit u on u.unit_code = s.unit_code',
  checks: () => [{ when: 'u.unit_code is null', reason: 'UNKNOWN_UNIT' }],
  apply: (intake) => keepingAnAdministrator(intake, () => apply(intake)),
};

async function apply(intake: Intake): Promise<Applied> {
  const { client, force } = intake;
  const localDifferences = await reportLocal(intake);
  await client.query('create temporary table changed_person (staff_no text primary key) on commit drop');
  await client.query(
    `with renewed as (
         update staff t set name = p.name, disabled_at = null, is_local = false
         from (${PEOPLE}) p
         where p.staff_no = t.staff_no and (not t.is_local or $1)
           and (t.name, t.disabled_at) is distinct from (p.name, null::timestamptz)
         returning t.staff_no
       ), added as (
         insert into staff (staff_id, staff_no, name)
         select 'S' || p.staff_no, p.staff_no, p.name from (${PEOPLE}) p
         where not exists (select from staff t where t.staff_no = p.staff_no)
         returning staff_no
       )
       insert into changed_person select staff_no from renewed union select staff_no from added`,
    [force],
  );
  const changed = await addRoles(client, force);
  const rolesRemoved = await removeRoles(client, force);
  const disabled = await client.query(
    `update staff t set disabled_at = $1
       where t.disabled_at is null and not t.is_local
         and not exists (select from stage s where s.staff_no = t.staff_no)`,
    [`${intake.today}T00:00:00+08:00`],
  );
  await client.query('drop table changed_person');
  return {
    changed,
    removed: count(disabled) + rolesRemoved,
    facts: { disabled: count(disabled), rolesRemoved, localDifferences },
  };
}

/** Returns how many rows of the file said something new: of the role, or of the person. */
async function addRoles(client: PoolClient, force: boolean): Promise<number> {
  const { rows } = await client.query<{ changed: number }>(
    `with added as (
       insert into staff_role (staff_id, role, unit_code)
       select t.staff_id, s.role, s.unit_code
       from stage s join staff t using (staff_no)
       where s.reason is null and (not t.is_local or $1)
       order by s.line
       on conflict do nothing
       returning staff_id, role, unit_code
     )
     select count(*)::integer as changed
     from stage s join staff t using (staff_no)
     where s.reason is null and (
       exists (select from changed_person c where c.staff_no = s.staff_no)
       or (t.staff_id, s.role, s.unit_code) in (select staff_id, role, unit_code from added))`,
    [force],
  );
  return rows[0]?.changed ?? 0;
}

/** Roles that the file no longer gives to a person who is in it. Those given on a screen, or for a time, stay. */
async function removeRoles(client: PoolClient, force: boolean): Promise<number> {
  const removed = await client.query(
    `delete from staff_role r using staff t
     where t.staff_id = r.staff_id and (not t.is_local or $1) and not r.is_local
       and r.valid_from is null and r.valid_to is null and r.channel is null
       and exists (select from stage s where s.staff_no = t.staff_no)
       and not exists (
         select from stage s where s.staff_no = t.staff_no and (s.role, s.unit_code) = (r.role, r.unit_code))
       and not exists (select from stage s where s.staff_no = t.staff_no and s.reason is not null)`,
    [force],
  );
  return count(removed);
}

const reportLocal = ({ client, day, force }: Intake): Promise<number> =>
  replaceFindings(client, {
    kind: 'LOCAL_DIFFERS',
    prefix: 'staff ',
    day,
    query: force
      ? `select '', '{}'::jsonb where false`
      : `select 'staff ' || t.staff_no, jsonb_build_object('file', p.name, 'local', t.name)
         from staff t join (${PEOPLE}) p using (staff_no)
         where t.is_local and (
           (t.name, t.disabled_at) is distinct from (p.name, null::timestamptz)
           or exists (
             select from stage s where s.reason is null and s.staff_no = t.staff_no
               and not exists (select from staff_role r where (r.staff_id, r.role, r.unit_code)
                 = (t.staff_id, s.role, s.unit_code))))`,
  });
