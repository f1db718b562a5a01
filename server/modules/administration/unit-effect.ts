import type { UnitPreview } from '../../../shared/api/administration.ts';
import type { UnitKind } from '../../../shared/domain/org-units.ts';
import { HANGING, type Hanging } from '../../../shared/domain/unit-rules.ts';
import type { Db } from './scope.ts';

/** What lies at a unit and below it, as far as it is still there. */
export type Hold = Omit<UnitPreview, 'gain' | 'lose' | 'hanging'> & {
  /** Pools below: they come and go with their departments. */
  pools: number;
};

export const NOTHING: Hold = {
  units: 0,
  communities: 0,
  customers: 0,
  people: 0,
  rules: 0,
  requests: 0,
  groups: 0,
  pools: 0,
};

export async function holdOf(db: Db, unitCode: string, today: string): Promise<Hold> {
  const { rows } = await db.query<Hold>(
    `with below as (select unit_code, kind from org_unit where path @> array[$1] and retired_on is null)
     select (select count(*) from below where unit_code <> $1) as units,
       (select count(*) from below where kind = 'UNASSIGNED_POOL' and unit_code <> $1) as pools,
       (select count(*) from below where kind in ('COMMUNITY', 'UNASSIGNED_POOL', 'CONTRACT_AGENT_AREA')) as communities,
       (select count(*) from customer c join below b on b.unit_code = c.community_code where c.closed_on is null) as customers,
       (select count(distinct r.staff_id) from staff_role r join below b using (unit_code) join staff s using (staff_id)
          where s.disabled_at is null and (r.valid_to is null or r.valid_to >= $2)) as people,
       (select count(*) from cabinet_rule r join below b on b.unit_code = r.community_code
          where r.retired_on is null) as rules,
       (select count(*) from reassignment_request q where q.state = 'OPEN'
          and exists (select from below b where b.unit_code in (q.from_community, q.to_community))) as requests,
       (select count(*) from customer_group g join below b using (unit_code)) as groups`,
    [unitCode, today],
  );
  return rows[0]!;
}

/** What keeps the unit from being retired. The empty pool of a department does not: it goes along. */
export function hangingOn(kind: UnitKind, hold: Hold): Hanging[] {
  const others = hold.units - (kind === 'CUSTOMER_DEPARTMENT' ? hold.pools : 0);
  const hangs: Record<Hanging, boolean> = {
    UNITS: others > 0,
    CUSTOMERS: hold.customers > 0,
    PEOPLE: hold.people > 0,
    RULES: hold.rules > 0,
    REQUESTS: hold.requests > 0,
    GROUPS: hold.groups > 0,
  };
  return HANGING.filter((what) => hangs[what]);
}

export type Reach = Pick<UnitPreview, 'gain' | 'lose'>;

/** Names of more people than this help nobody; the counts of the answer are whole. */
const MOST_NAMED = 200;

/**
 * Who holds communities after a move that he did not hold before, and the other way round: a community is held through
 * a role that reads customers at it or above it, of its channel where the role is narrowed to one.
 */
export async function reachOfMove(
  db: Db,
  unit: { unit_code: string; path: readonly string[] },
  parentPath: readonly string[],
  today: string,
): Promise<Reach> {
  const { rows } = await db.query<{ staff_no: string; name: string; gained: number; lost: number }>(
    `with moved as (
       select unit_code, channel, path as old_path, $2::text[] || path[$3:] as new_path from org_unit
       where path @> array[$1] and retired_on is null and kind in ('COMMUNITY', 'UNASSIGNED_POOL', 'CONTRACT_AGENT_AREA')
     ), reading as (
       select r.staff_id, r.unit_code, r.channel from staff_role r join role o on o.role_key = r.role
       where 'customer.read' = any(o.permissions)
         and (r.valid_from is null or r.valid_from <= $4) and (r.valid_to is null or r.valid_to >= $4)
     ), held as (
       select distinct h.staff_id, m.unit_code from reading h join moved m on h.unit_code = any(m.old_path)
       where h.channel is null or h.channel = m.channel
     ), will_hold as (
       select distinct h.staff_id, m.unit_code from reading h join moved m on h.unit_code = any(m.new_path)
       where h.channel is null or h.channel = m.channel
     )
     select s.staff_no, s.name, count(*) filter (where h.staff_id is null) as gained,
       count(*) filter (where w.staff_id is null) as lost
     from will_hold w full join held h using (staff_id, unit_code) join staff s using (staff_id)
     where (w.staff_id is null or h.staff_id is null) and s.disabled_at is null
     group by s.staff_no, s.name order by s.staff_no`,
    [unit.unit_code, parentPath, unit.path.length, today],
  );
  const named = (which: 'gained' | 'lost'): Reach['gain'] =>
    rows
      .filter((row) => row[which] > 0)
      .slice(0, MOST_NAMED)
      .map(({ staff_no, name, [which]: communities }) => ({ staff_no, name, communities }));
  return { gain: named('gained'), lose: named('lost') };
}
