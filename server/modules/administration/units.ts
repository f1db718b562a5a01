import type { Pool, PoolClient } from 'pg';
import type { UnitChange, UnitPreview } from '../../../shared/api/administration.ts';
import { channelBelow, placeFault, type UnitFault } from '../../../shared/domain/unit-rules.ts';
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
import { hangingOn, holdOf, NOTHING, reachOfMove } from './unit-effect.ts';

const PERMISSION: Permission = 'admin.people';

/** What a change would touch; writes nothing. Refuses what saving would refuse, but says what hangs on a unit. */
export async function previewUnit(
  pool: Pool,
  clock: Clock,
  caller: Caller,
  change: UnitChange,
): Promise<UnitPreview> {
  const today = dayOf(clock.now());
  const { unit, parent } = await checked(pool, caller, change);
  const { pools: _, ...hold } = unit === null ? NOTHING : await holdOf(pool, unit.unit_code, today);
  const moves = change.kind === 'MOVE' && unit !== null && parent !== null;
  return {
    ...hold,
    ...(moves ? await reachOfMove(pool, unit, parent.path, today) : { gain: [], lose: [] }),
    hanging: change.kind === 'RETIRE' && unit !== null ? await hanging(pool, unit, today) : [],
  };
}

const hanging = async (db: Db, unit: AdministeredUnit, today: string) =>
  hangingOn(unit.kind, await holdOf(db, unit.unit_code, today));

export async function changeUnit(
  pool: Pool,
  clock: Clock,
  caller: Caller,
  change: UnitChange,
): Promise<void> {
  const today = dayOf(clock.now());
  await inTransaction(pool, async (client) => {
    await client.query('lock table org_unit in share row exclusive mode');
    const { unit, parent } = await checked(client, caller, change);
    if (change.kind === 'RETIRE' && unit !== null) await refuseHanging(client, unit, today);
    await write(client, change, today, parent);
    await writeAudit(client, {
      kind: 'UNIT_CHANGED',
      actor: caller.staffNo,
      at: clock.now(),
      deviceId: caller.deviceId,
      unitCode: change.unit_code,
      subject: change.unit_code,
      detail: { ...change, ...before(change, unit) },
    });
  });
  if (change.kind === 'MOVE') await renewApprovers(pool, clock);
}

/** What was there, of what a change replaces. */
function before(change: UnitChange, unit: AdministeredUnit | null): Record<string, string | undefined> {
  if (unit === null) return {};
  if (change.kind === 'RENAME') return { nameBefore: unit.name };
  return change.kind === 'MOVE' ? { parentBefore: unit.path.at(-2) } : {};
}

/** @throws ApiError 409 E_UNIT_IN_USE, with what hangs on the unit */
async function refuseHanging(db: Db, unit: AdministeredUnit, today: string): Promise<void> {
  const hold = await holdOf(db, unit.unit_code, today);
  const hangs = hangingOn(unit.kind, hold);
  if (hangs.length === 0) return;
  const { customers, units, people, rules, requests, groups } = hold;
  throw new ApiError(409, 'E_UNIT_IN_USE', `still there: ${hangs.join(', ').toLowerCase()}`, {
    hanging: hangs,
    customers,
    units,
    people,
    rules,
    requests,
    groups,
  });
}

interface Checked {
  /** Null for one that is to be added. */
  unit: AdministeredUnit | null;
  /** Where it is to stand; null where it stays. */
  parent: AdministeredUnit | null;
}

/** @throws ApiError 404 E_NOT_FOUND, 403 E_SCOPE, 409 E_UNIT_EXISTS, 400 E_UNIT with the reason */
async function checked(db: Db, caller: Caller, change: UnitChange): Promise<Checked> {
  if (change.kind === 'ADD') return checkedAddition(db, caller, change);
  const unit = await unitInReach(db, caller, PERMISSION, change.unit_code);
  if (change.kind === 'MOVE') {
    const parent = await unitInReach(db, caller, PERMISSION, change.parent_code);
    const fault = moveFault(unit, parent);
    if (fault !== null) throw misplaced(fault);
    return { unit, parent };
  }
  if (change.kind === 'RETIRE') {
    if (unit.path.length === 1) throw misplaced('ROOT_STAYS');
    if (unit.kind === 'UNASSIGNED_POOL') throw misplaced('POOL_STAYS');
  }
  if (change.kind === 'REVIVE' && (await hasRetiredParent(db, unit))) throw misplaced('PARENT_RETIRED');
  return { unit, parent: null };
}

async function checkedAddition(
  db: Db,
  caller: Caller,
  change: Extract<UnitChange, { kind: 'ADD' }>,
): Promise<Checked> {
  const parent = await unitInReach(db, caller, PERMISSION, change.parent_code);
  const kind = change.unit_kind;
  const fault = placeFault({ kind, channel: channelBelow(kind, parent, change.channel) }, parent);
  if (fault !== null) throw misplaced(fault);
  if (parent.retired_on !== null) throw misplaced('PARENT_RETIRED');
  if (kind === 'UNASSIGNED_POOL') throw misplaced('SECOND_POOL');
  const codes = codesOf(change);
  const { rows } = await db.query('select from org_unit where unit_code = any($1)', [codes]);
  if (rows.length > 0)
    throw new ApiError(409, 'E_UNIT_EXISTS', 'a unit has this code', { field: 'unit_code' });
  return { unit: null, parent };
}

function moveFault(unit: AdministeredUnit, parent: AdministeredUnit): UnitFault | null {
  if (unit.path.length === 1) return 'ROOT_STAYS';
  if (unit.kind === 'UNASSIGNED_POOL') return 'POOL_STAYS';
  if (parent.path.includes(unit.unit_code)) return 'ABOVE_ITSELF';
  if (unit.path.at(-2) === parent.unit_code) return 'SAME_PARENT';
  return parent.retired_on === null ? placeFault(unit, parent) : 'PARENT_RETIRED';
}

async function hasRetiredParent(db: Db, unit: AdministeredUnit): Promise<boolean> {
  const { rows } = await db.query(
    'select from org_unit where unit_code = any($1) and unit_code <> $2 and retired_on is not null',
    [unit.path, unit.unit_code],
  );
  return rows.length > 0;
}

const misplaced = (reason: UnitFault): ApiError =>
  new ApiError(400, 'E_UNIT', 'such a unit cannot stand there', { reason });

/** 未分配社区 of a new department, as the files of the territory number and name it. */
const POOL_SUFFIX = '-0';
const POOL_NAME = '未分配社区';

const codesOf = ({ unit_code: code, unit_kind: kind }: Extract<UnitChange, { kind: 'ADD' }>): string[] =>
  kind === 'CUSTOMER_DEPARTMENT' ? [code, `${code}${POOL_SUFFIX}`] : [code];

async function write(
  client: PoolClient,
  change: UnitChange,
  today: string,
  parent: AdministeredUnit | null,
): Promise<void> {
  switch (change.kind) {
    case 'ADD':
      return add(client, change, parent!);
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
      return setRetired(client, change.unit_code, today);
    case 'REVIVE':
      return setRetired(client, change.unit_code, null);
  }
}

/** A department comes with its pool: what nobody has placed has to lie somewhere. */
async function add(
  client: PoolClient,
  change: Extract<UnitChange, { kind: 'ADD' }>,
  parent: AdministeredUnit,
): Promise<void> {
  const channel = channelBelow(change.unit_kind, parent, change.channel);
  const [code, poolCode] = codesOf(change);
  const insert = (...values: (string | null)[]) =>
    client.query(
      `insert into org_unit (unit_code, name, parent_code, kind, channel, billing_area, is_local)
       values ($1, $2, $3, $4, $5, $6, true)`,
      [...values, channel, change.billing_area],
    );
  await insert(code!, change.name, change.parent_code, change.unit_kind);
  if (poolCode !== undefined) await insert(poolCode, `${change.name}${POOL_NAME}`, code!, 'UNASSIGNED_POOL');
  await renewPaths(client);
}

/** A department takes its pool along, both ways. */
const setRetired = async (client: PoolClient, unitCode: string, day: string | null): Promise<void> => {
  await client.query(
    `update org_unit set retired_on = $2, is_local = true
     where unit_code = $1 or (parent_code = $1 and kind = 'UNASSIGNED_POOL')`,
    [unitCode, day],
  );
};
