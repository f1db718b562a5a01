import type { PoolClient } from 'pg';
import type { Channel, UnitKind } from '../../../shared/domain/org-units.ts';
import type { Permission, RoleGrant } from '../../../shared/domain/permissions.ts';
import {
  approversOf,
  type Candidate,
  leadingUnits,
  type LocatedCommunity,
} from '../../../shared/domain/reassignment.ts';
import type { Day } from '../../../shared/lib/dates.ts';

type Queryable = Pick<PoolClient, 'query'>;

export async function locateCommunity(db: Queryable, communityCode: string): Promise<LocatedCommunity> {
  const { rows } = await db.query<{ unit_code: string; kind: UnitKind; channel: Channel | null }>(
    `select u.unit_code, u.kind, c.channel
     from org_unit c cross join lateral unnest(c.path) with ordinality as up (unit_code, depth)
     join org_unit u on u.unit_code = up.unit_code
     where c.unit_code = $1 order by up.depth`,
    [communityCode],
  );
  return {
    path: rows.map((row) => ({ unitCode: row.unit_code, kind: row.kind })),
    channel: rows[0]?.channel ?? null,
  };
}

/** Who decides on a move today: deputies count while their term runs, disabled people do not. */
export async function findApprovers(
  db: Queryable,
  from: LocatedCommunity,
  to: LocatedCommunity,
  askerId: string,
  day: Day,
): Promise<string[]> {
  const { rows } = await db.query<{
    staff_id: string;
    role: string;
    unit_code: string;
    channel: Channel | null;
    permissions: Permission[];
  }>(
    `select r.staff_id, r.role, r.unit_code, r.channel, o.permissions
     from staff_role r join staff s using (staff_id) join role o on o.role_key = r.role
     where r.unit_code = any($1) and s.disabled_at is null
       and (r.valid_from is null or r.valid_from <= $2) and (r.valid_to is null or r.valid_to >= $2)
     order by r.staff_id`,
    [leadingUnits(from, to).map((unit) => unit.unitCode), day],
  );
  const grantsOf = new Map<string, RoleGrant[]>();
  for (const { staff_id: staffId, role, unit_code: unitCode, channel, permissions } of rows) {
    grantsOf.set(staffId, [...(grantsOf.get(staffId) ?? []), { role, unitCode, channel, permissions }]);
  }
  const candidates: Candidate[] = [...grantsOf].map(([staffId, grants]) => ({ staffId, grants }));
  return approversOf(from, to, askerId, candidates)?.staffIds ?? [];
}

/** Writes down whose inbox an open request lies in; touches nobody for whom nothing changes. */
export async function nameApprovers(
  db: Queryable,
  requestId: string,
  askerId: string,
  from: LocatedCommunity,
  to: LocatedCommunity,
  day: Day,
): Promise<void> {
  const approvers = await findApprovers(db, from, to, askerId, day);
  await db.query(
    `delete from reassignment_party where request_id = $1 and part = 'APPROVER' and staff_id <> all($2::text[])`,
    [requestId, approvers],
  );
  await db.query(
    `insert into reassignment_party (request_id, staff_id, part)
     select $1, staff_id, part from (
       select $2::text as staff_id, 'ASKER' as part
       union all select unnest($3::text[]), 'APPROVER'
     ) as named on conflict do nothing`,
    [requestId, askerId, approvers],
  );
}
