import type { Pool } from 'pg';
import { openPeriodOn } from '../../../shared/domain/allocation-period.ts';
import { CONFIRMING_CHANNELS } from '../../../shared/domain/division.ts';
import { mayAt } from '../../../shared/domain/permissions.ts';
import { dayOf, type Month } from '../../../shared/lib/dates.ts';
import { ApiError } from '../../api-error.ts';
import type { Caller } from '../../plugins/auth.ts';
import type { DivisionUnit } from './territory.ts';
import { readUnits } from './territory.ts';

/** Whether the unit is a department that confirms what is its own before the network's import. */
export const isConfirming = (unit: DivisionUnit): boolean =>
  unit.kind === 'CUSTOMER_DEPARTMENT' &&
  !unit.retired &&
  unit.channel !== null &&
  CONFIRMING_CHANNELS.includes(unit.channel);

export const mayConfirm = (caller: Caller, department: DivisionUnit): boolean =>
  isConfirming(department) && mayAt(caller.grants, 'division.confirm', department);

/** Records that a department has looked at its billing area's new customers. A second time changes nothing. */
export async function confirm(
  pool: Pool,
  caller: Caller,
  month: Month,
  departmentCode: string,
  now: Date,
): Promise<void> {
  await check(pool, caller, month, departmentCode, now);
  await pool.query(
    `insert into division_confirmation (month, department_code, confirmed_by, confirmed_at) values ($1, $2, $3, $4)
     on conflict do nothing`,
    [month, departmentCode, caller.staffNo, now],
  );
}

export async function takeBackConfirmation(
  pool: Pool,
  caller: Caller,
  month: Month,
  departmentCode: string,
  now: Date,
): Promise<void> {
  await check(pool, caller, month, departmentCode, now);
  await pool.query('delete from division_confirmation where month = $1 and department_code = $2', [
    month,
    departmentCode,
  ]);
}

async function check(
  pool: Pool,
  caller: Caller,
  month: Month,
  departmentCode: string,
  now: Date,
): Promise<void> {
  const department = (await readUnits(pool)).get(departmentCode);
  if (!department || !mayConfirm(caller, department)) {
    throw new ApiError(403, 'E_SCOPE', 'this department does not confirm, or is not yours');
  }
  if (openPeriodOn(dayOf(now)) !== month) {
    throw new ApiError(409, 'E_WINDOW_CLOSED', 'the window of this month is not open');
  }
}
