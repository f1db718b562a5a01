import type { Pool, PoolClient } from 'pg';
import type { UnitChange, UnitPreview } from '../../../shared/api/administration.ts';
import { mayStandBelow } from '../../../shared/domain/administration.ts';
import type { Permission } from '../../../shared/domain/permissions.ts';
import type { Clock } from '../../../shared/lib/clock.ts';
import { dayOf } from '../../../shared/lib/dates.ts';
import { ApiError } from '../../api-error.ts';
import { writeAudit } from '../../audit/write-audit.ts';
import { renewPaths } from '../../feeds/kinds/org-units.ts';
import type { Caller } from '../../plugins/auth.ts';
import { inTransaction } from '../../postgres/transaction.ts';
import { renewApprovers } from '../reassignment/upkeep.ts';
import { type AdministeredUnit, type Db, unitInReach } from './scope.ts';

const PERMISSION: Permission = 'admin.people';

/** What a change would touch; writes nothing. Refuses what saving would refuse. */
export async function previewUnit(pool: Pool, caller: Caller, change: UnitChange): Promise<UnitPreview> {
  const { unit, parent } = await checked(pool, caller, change);
  if (unit === null) return { units: 1, communities: 0, customers: 0, people: 0, gain: [], lose: [] };
  const below = await countBelow(pool, unit.unit_code);
  if (change.kind !== 'MOVE' || parent === null) return { ...below, gain: [], lose: [] };
  const above = unit.path.slice(0, -1);
  return {
    ...below,
    gain: await readersAt(
      pool,
      parent.path.filter((code) => !above.includes(code)),
    ),
    lose: await readersAt(
      pool,
      above.filter((code) => !parent.path.includes(code)),
    ),
  };
}

async function countBelow(db: Db, unitCode: string): Promise<Omit<UnitPreview, 'gain' | 'lose'>> {
  const { rows } = await db.query<Omit<UnitPreview, 'gain' | 'lose'>>(
    `with below as (select unit_code, kind from org_unit where path @> array[$1] and retired_on is null)
     select (select count(*) from below) as units,
       (select count(*) from below where kind in ('COMMUNITY', 'UNASSIGNED_POOL', 'CONTRACT_AGENT_AREA')) as communities,
       (select count(*) from customer c join below b on b.unit_code = c.community_code where c.closed_on is null) as customers,
       (select count(distinct r.staff_id) from staff_role r join below b using (unit_code)) as people`,
    [unitCode],
  );
  return rows[0]!;
}

/** Whose buckets come or go: who reads customers from one of these units. */
async function readersAt(db: Db, units: readonly string[]): Promise<{ staff_no: string; name: string }[]> {
  const { rows } = await db.query<{ staff_no: string; name: string }>(
    `select distinct s.staff_no, s.name from staff_role r join role o on o.role_key = r.role join staff s using (staff_id)
     where r.unit_code = any($1) and 'customer.read' = any(o.permissions) and s.disabled_at is null
     order by s.staff_no limit 200`,
    [units],
  );
  return rows;
}

export async function changeUnit(
  pool: Pool,
  clock: Clock,
  caller: Caller,
  change: UnitChange,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query('lock table org_unit in share row exclusive mode');
    await checked(client, caller, change);
    await write(client, change, dayOf(clock.now()));
    await writeAudit(client, {
      kind: 'UNIT_CHANGED',
      actor: caller.staffNo,
      at: clock.now(),
      deviceId: caller.deviceId,
      unitCode: change.unit_code,
      subject: change.unit_code,
      detail: change,
    });
  });
  if (change.kind === 'MOVE') await renewApprovers(pool, clock);
}

interface Checked {
  /** Null for one that is to be added. */
  unit: AdministeredUnit | null;
  parent: AdministeredUnit | null;
}

/** @throws ApiError 404 E_NOT_FOUND, 403 E_SCOPE, 409 E_UNIT_EXISTS, 409 E_UNIT_IN_USE, 400 E_UNIT */
async function checked(db: Db, caller: Caller, change: UnitChange): Promise<Checked> {
  if (change.kind === 'ADD') {
    const parent = await unitInReach(db, caller, PERMISSION, change.parent_code);
    if (!mayStandBelow(change.unit_kind, parent.kind)) throw misplaced();
    const { rows } = await db.query('select from org_unit where unit_code = $1', [change.unit_code]);
    if (rows.length > 0) {
      throw new ApiError(409, 'E_UNIT_EXISTS', 'a unit has this code', { field: 'unit_code' });
    }
    return { unit: null, parent };
  }
  const unit = await unitInReach(db, caller, PERMISSION, change.unit_code);
  if (change.kind === 'MOVE') {
    const parent = await unitInReach(db, caller, PERMISSION, change.parent_code);
    if (parent.path.includes(unit.unit_code) || !mayStandBelow(unit.kind, parent.kind)) throw misplaced();
    if (unit.path.length === 1) throw misplaced();
    return { unit, parent };
  }
  if (change.kind === 'RETIRE') {
    const { customers, units } = await countBelow(db, unit.unit_code);
    if (customers > 0 || units > 1) {
      throw new ApiError(409, 'E_UNIT_IN_USE', 'customers or units still hang on it', {
        customers,
        units: units - 1,
      });
    }
  }
  return { unit, parent: null };
}

const misplaced = (): ApiError =>
  new ApiError(400, 'E_UNIT', 'such a unit cannot stand there', { reason: 'MISPLACED' });

async function write(client: PoolClient, change: UnitChange, today: string): Promise<void> {
  switch (change.kind) {
    case 'ADD':
      await client.query(
        `insert into org_unit (unit_code, name, parent_code, kind, channel, billing_area, is_local)
         values ($1, $2, $3, $4, $5, $6, true)`,
        [
          change.unit_code,
          change.name,
          change.parent_code,
          change.unit_kind,
          change.channel,
          change.billing_area,
        ],
      );
      return renewPaths(client);
    case 'RENAME':
      await client.query('update org_unit set name = $2, is_local = true where unit_code = $1', [
        change.unit_code,
        change.name,
      ]);
      return;
    case 'MOVE':
      await client.query('update org_unit set parent_code = $2, is_local = true where unit_code = $1', [
        change.unit_code,
        change.parent_code,
      ]);
      return renewPaths(client);
    case 'RETIRE':
      await client.query('update org_unit set retired_on = $2, is_local = true where unit_code = $1', [
        change.unit_code,
        today,
      ]);
      return;
    case 'REVIVE':
      await client.query('update org_unit set retired_on = null, is_local = true where unit_code = $1', [
        change.unit_code,
      ]);
  }
}
