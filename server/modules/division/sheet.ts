import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { DivisionTargetRow, SheetResponse } from '../../../shared/api/division.ts';
import { divisionRefusal, stepInto } from '../../../shared/domain/division.ts';
import { holdsCustomers } from '../../../shared/domain/org-units.ts';
import { mayAt } from '../../../shared/domain/permissions.ts';
import { dayOf, isoInShanghai, type Month } from '../../../shared/lib/dates.ts';
import type { Caller } from '../../plugins/auth.ts';
import { inTransaction } from '../../postgres/transaction.ts';
import { customersOfPeriod, type PeriodCustomer, shownCustomer } from './customers.ts';
import { type DivisionUnit, readUnits } from './territory.ts';

/** The row of a sheet as it went out: the base of the three-way comparison when it comes back. */
export interface SheetBase {
  row_key: string;
  customer_code: string;
  version: number;
  community_code: string;
  reporting_segment: string;
  made_at: Date;
}

/** A sheet of those new customers of the month that its maker may divide, and of where he may send them. */
export async function makeSheet(pool: Pool, month: Month, caller: Caller, now: Date): Promise<SheetResponse> {
  return inTransaction(pool, async (client) => {
    const units = await readUnits(client);
    const customers = (await customersOfPeriod(client, month, caller.grants)).filter((customer) =>
      mayDivide(caller, customer, units, month, dayOf(now)),
    );
    const sheetId = randomUUID();
    await client.query(
      'insert into division_sheet (sheet_id, month, made_by, made_at) values ($1, $2, $3, $4)',
      [sheetId, month, caller.staffNo, now],
    );
    await client.query(
      `insert into division_sheet_row (sheet_id, row_number, customer_code, version, community_code, reporting_segment)
       select $1, n, code, version, community, segment
       from unnest($2::text[], $3::bigint[], $4::text[], $5::text[]) with ordinality
         as r (code, version, community, segment, n)`,
      [
        sheetId,
        customers.map((customer) => customer.customer_code),
        customers.map((customer) => customer.version),
        customers.map((customer) => customer.community_code),
        customers.map((customer) => customer.reporting_segment),
      ],
    );
    return {
      sheet_id: sheetId,
      month,
      made_at: isoInShanghai(now),
      rows: customers.map((customer, index) => ({
        ...shownCustomer(customer),
        row_key: rowKey(sheetId, index + 1),
      })),
      targets: targetsOf(caller, units),
    };
  });
}

/** `4c0e...:33` is row 33 of that sheet. */
const rowKey = (sheetId: string, rowNumber: number): string => `${sheetId}:${rowNumber}`;

/** What was sent out under these keys, for sheets of this month; a key that we never gave has no entry. */
export async function readSheetBases(
  client: Pick<PoolClient, 'query'>,
  month: Month,
  rowKeys: readonly string[],
): Promise<Map<string, SheetBase>> {
  const parsed = rowKeys.flatMap((key) => {
    const [, sheetId, rowNumber] = /^([0-9a-f-]{36}):(\d{1,6})$/.exec(key) ?? [];
    return sheetId && rowNumber ? [{ sheetId, rowNumber: Number(rowNumber) }] : [];
  });
  const { rows } = await client.query<SheetBase>(
    `select r.sheet_id || ':' || r.row_number as row_key, r.customer_code, r.version, r.community_code,
       r.reporting_segment, s.made_at
     from unnest($2::text[], $3::int[]) as asked (sheet_id, row_number)
     join division_sheet s on s.sheet_id::text = asked.sheet_id and s.month = $1
     join division_sheet_row r on r.sheet_id = s.sheet_id and r.row_number = asked.row_number`,
    [month, parsed.map((key) => key.sheetId), parsed.map((key) => key.rowNumber)],
  );
  return new Map(rows.map((row) => [row.row_key, row]));
}

/** Whether he may move it at all; staying where it is stands for any place that he may choose. */
function mayDivide(
  caller: Caller,
  customer: PeriodCustomer,
  units: ReadonlyMap<string, DivisionUnit>,
  month: Month,
  day: string,
): boolean {
  const community = units.get(customer.community_code);
  if (!community) return false;
  const refusal = divisionRefusal(
    caller.grants,
    {
      community,
      billingArea: customer.billing_area,
      firstSeenMonth: customer.first_seen_month,
      openingStock: customer.opening_stock,
      lockedUntil: customer.locked_until,
      closedOn: customer.closed_on,
    },
    community,
    month,
    day,
  );
  // Who takes the community step only may still take a customer out of a pool.
  return refusal === null || refusal === 'NO_PERMISSION' || refusal === 'OTHER_BILLING_AREA';
}

/** Every community and pool to which he may send somebody, in the order of the territory. */
function targetsOf(caller: Caller, units: ReadonlyMap<string, DivisionUnit>): DivisionTargetRow[] {
  return [...units.values()]
    .filter((unit) => holdsCustomers(unit) && !unit.retired)
    .filter((unit) =>
      mayAt(
        caller.grants,
        stepInto(unit) === 'CHANNEL' ? 'division.channelStep' : 'division.communityStep',
        unit,
      ),
    )
    .sort((a, b) => (a.path.join('/') < b.path.join('/') ? -1 : 1))
    .map((unit) => ({
      community_code: unit.unitCode,
      name: unit.name,
      is_pool: unit.kind === 'UNASSIGNED_POOL',
      department_name: unit.departmentName,
      billing_area: unit.billingArea,
    }));
}
