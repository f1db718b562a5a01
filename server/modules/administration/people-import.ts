import type { Pool, PoolClient } from 'pg';
import type {
  ImportReason,
  ImportResponse,
  ImportRow,
  ImportVerdict,
  PeopleImport,
} from '../../../shared/api/administration.ts';
import { heldAt } from '../../../shared/domain/administration.ts';
import type { UnitKind } from '../../../shared/domain/org-units.ts';
import type { RoleLevel } from '../../../shared/domain/permissions.ts';
import type { Clock } from '../../../shared/lib/clock.ts';
import { dayOf } from '../../../shared/lib/dates.ts';
import { ApiError } from '../../api-error.ts';
import { writeAudit } from '../../audit/write-audit.ts';
import type { Caller } from '../../plugins/auth.ts';
import { inTransaction } from '../../postgres/transaction.ts';
import { renewApprovers } from '../reassignment/upkeep.ts';
import { keepingAnAdministrator } from './guard.ts';
import { rootsOf } from './scope.ts';
import { worksBeyond } from './terms.ts';

/** What the store knows of one row of the sheet. */
interface Known {
  at: number;
  role_key: string | null;
  level: RoleLevel | null;
  unit_kind: UnitKind | null;
  in_reach: boolean;
  name: string | null;
  staff_id: string | null;
  disabled: boolean;
  waits_for_password: boolean;
  beyond: boolean;
  held: boolean;
}

const KNOWN = `
  select w.at::integer as at, o.role_key, o.level, u.kind as unit_kind, coalesce(u.path && $6::text[], false) as in_reach,
    s.name, s.staff_id, s.disabled_at is not null as disabled, s.password_hash is null as waits_for_password,
    ${worksBeyond('s.staff_id', '$6', '$7')} as beyond,
    exists (select from staff_role r where r.staff_id = s.staff_id and r.role = o.role_key
      and r.unit_code = u.unit_code and r.channel is null and r.valid_from is null
      and (r.valid_to is null or r.valid_to >= $7::date)) as held
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::integer[]) as w (staff_no, name, role, unit_code, at)
  left join staff s on s.staff_no = w.staff_no
  left join lateral (select role_key, level from role
    where w.role in (role_key, title) order by role_key = w.role desc limit 1) o on true
  left join org_unit u on u.unit_code = w.unit_code and u.retired_on is null`;

/**
 * People from a sheet with a row for each role, as staff.csv has them: first looked at row by row, then the good ones
 * written, or all where all are good. Roles are added; nobody is disabled and nothing taken away by what a sheet leaves
 * out. A role whose term is over is not held any more, and the sheet gives it anew.
 */
export async function importPeople(
  pool: Pool,
  clock: Clock,
  caller: Caller,
  { file, rows, take }: PeopleImport,
): Promise<ImportResponse> {
  const answer = await inTransaction(pool, (client) =>
    keepingAnAdministrator(client, clock, async () => {
      const known = await knownOf(client, clock, caller, rows);
      const verdicts = verdictsOf(rows, known, caller);
      const written = rows.filter((_, at) => isWritten(verdicts[at]!));
      const waiting = new Set(
        rows.flatMap((row, at) =>
          isWritten(verdicts[at]!) && known[at]!.waits_for_password ? [row.staff_no] : [],
        ),
      );
      const answered = { verdicts, without_password: [...waiting].sort() };
      if (take === 'NOTHING') return { ...answered, applied: 0 };
      const rejected = verdicts.filter(({ verdict }) => verdict === 'REJECTED').length;
      if (take === 'ALL' && rejected > 0) {
        throw new ApiError(409, 'E_REJECTED_ROWS', 'some rows cannot be written', { rejected });
      }
      for (const [at, row] of rows.entries()) {
        if (isWritten(verdicts[at]!)) await writeRow(client, row, known[at]!);
      }
      await writeAudit(client, {
        kind: 'PEOPLE_IMPORTED',
        actor: caller.staffNo,
        at: clock.now(),
        deviceId: caller.deviceId,
        subject: file,
        detail: { rows: rows.length, applied: written.length },
      });
      return { ...answered, applied: written.length };
    }),
  );
  if (answer.applied > 0) await renewApprovers(pool, clock);
  return answer;
}

const isWritten = ({ verdict }: ImportVerdict): boolean => verdict === 'NEW' || verdict === 'CHANGED';

async function knownOf(
  client: PoolClient,
  clock: Clock,
  caller: Caller,
  rows: readonly ImportRow[],
): Promise<Known[]> {
  const { rows: found } = await client.query<Known>(KNOWN, [
    rows.map((row) => row.staff_no),
    rows.map((row) => row.name),
    rows.map((row) => row.role),
    rows.map((row) => row.unit_code),
    rows.map((_, at) => at),
    rootsOf(caller, 'admin.people'),
    dayOf(clock.now()),
  ]);
  // By the row that each tells of and not by its place in the answer: a row is never judged by what is known of another.
  const known: Known[] = [];
  for (const what of found) known[what.at] = what;
  return known;
}

/** Row by row; what a row above has said already is not said again, nor otherwise. */
function verdictsOf(rows: readonly ImportRow[], known: readonly Known[], caller: Caller): ImportVerdict[] {
  const names = new Map<string, string>();
  const roles = new Set<string>();
  return rows.map((row, at) => {
    const what = known[at]!;
    const reason = reasonAgainst(row, what, caller) ?? reasonAgainstRepeated(row, what, names, roles);
    if (reason !== null) return { verdict: 'REJECTED', reason };
    names.set(row.staff_no, row.name);
    roles.add(roleOf(row, what));
    if (what.staff_id === null) return { verdict: 'NEW', reason: null };
    const same = what.held && what.name === row.name;
    return { verdict: same ? 'UNCHANGED' : 'CHANGED', reason: null };
  });
}

const roleOf = (row: ImportRow, { role_key: role }: Known): string =>
  JSON.stringify([row.staff_no, role, row.unit_code]);

function reasonAgainstRepeated(
  row: ImportRow,
  known: Known,
  names: ReadonlyMap<string, string>,
  roles: ReadonlySet<string>,
): ImportReason | null {
  if (roles.has(roleOf(row, known))) return 'REPEATED';
  return (names.get(row.staff_no) ?? row.name) === row.name ? null : 'TWO_NAMES';
}

function reasonAgainst(row: ImportRow, known: Known, caller: Caller): ImportReason | null {
  if (row.staff_no === '' || row.staff_no.length > 32) return 'NO_STAFF_NO';
  if (row.name === '' || row.name.length > 60) return 'NO_NAME';
  if (known.role_key === null || known.level === null) return 'UNKNOWN_ROLE';
  if (known.unit_kind === null) return 'UNKNOWN_UNIT';
  if (!known.in_reach || known.beyond) return 'NOT_YOURS';
  if (!heldAt(known.level, known.unit_kind)) return 'WRONG_LEVEL';
  if (known.staff_id === caller.staffId) return 'OWN_ROLES';
  return known.disabled ? 'DISABLED' : null;
}

async function writeRow(client: PoolClient, row: ImportRow, known: Known): Promise<void> {
  await client.query(
    `insert into staff (staff_id, staff_no, name, is_local) values ('S' || $1, $1, $2, true)
     on conflict (staff_no) do update set name = excluded.name, is_local = true`,
    [row.staff_no, row.name],
  );
  await client.query(
    `insert into staff_role (staff_id, role, unit_code, is_local)
     select staff_id, $2, $3, true from staff where staff_no = $1
     on conflict (staff_id, role, unit_code, channel, valid_from) do update set valid_to = null, is_local = true
       where not $4`,
    [row.staff_no, known.role_key, row.unit_code, known.held],
  );
}
