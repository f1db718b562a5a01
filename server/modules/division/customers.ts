import type { PoolClient } from 'pg';
import type { DividedCustomerRow } from '../../../shared/api/division.ts';
import type { RoleGrant } from '../../../shared/domain/permissions.ts';
import type { Month } from '../../../shared/lib/dates.ts';
import { communitiesInReach, grantColumns } from '../territory/scope.ts';

/** A customer as the division screens and sheets show it, and what the rules ask besides. */
export interface PeriodCustomer extends DividedCustomerRow {
  opening_stock: boolean;
  first_seen_month: Month;
  closed_on: string | null;
  /** The newest entry of its adjustment log. */
  changed_by: string;
  changed_at: Date;
}

const SELECT = `
  select c.customer_code, c.name, c.billing_account_number, s.access_number, s.product, s.installation_address,
    s.billing_area, s.first_file_day as first_seen_on, c.community_code, u.name as community_name,
    u.kind = 'UNASSIGNED_POOL' as in_pool, responsible_unit(u) as responsible_unit, c.reporting_segment, c.placement,
    c.locked_until, c.opening_stock, c.first_seen_month, c.closed_on,
    coalesce(l.log_id, 0) as version, coalesce(p.name, l.actor, '') as changed_by,
    coalesce(l.logged_at, c.created_at) as changed_at
  from customer c
  join org_unit u on u.unit_code = c.community_code
  join subscription s on s.subscription_id = c.founded_by_subscription
  left join lateral (
    select log_id, actor, logged_at from reassignment_log l
    where l.customer_code = c.customer_code order by log_id desc limit 1
  ) l on true
  left join staff p on p.staff_no = l.actor`;

/** The new customers of a month that the reader's roles reach: those in pools first, then by code. */
export async function customersOfPeriod(
  client: Pick<PoolClient, 'query'>,
  month: Month,
  grants: readonly RoleGrant[],
): Promise<PeriodCustomer[]> {
  const { units, channels } = grantColumns(grants, 'customer.read');
  const { rows } = await client.query<PeriodCustomer>(
    `${SELECT} join (${communitiesInReach('$2', '$3')}) reach on reach.unit_code = c.community_code
     where c.first_seen_month = $1 and not c.opening_stock and c.closed_on is null
     order by u.kind = 'UNASSIGNED_POOL' desc, c.customer_code`,
    [month, units, channels],
  );
  return rows;
}

export async function customersByCode(
  client: Pick<PoolClient, 'query'>,
  customerCodes: readonly string[],
): Promise<Map<string, PeriodCustomer>> {
  const { rows } = await client.query<PeriodCustomer>(`${SELECT} where c.customer_code = any($1)`, [
    customerCodes,
  ]);
  return new Map(rows.map((row) => [row.customer_code, row]));
}

/** What the screens and sheets are given. */
export const shownCustomer = (row: PeriodCustomer): DividedCustomerRow => ({
  customer_code: row.customer_code,
  name: row.name,
  billing_account_number: row.billing_account_number,
  access_number: row.access_number,
  product: row.product,
  installation_address: row.installation_address,
  billing_area: row.billing_area,
  first_seen_on: row.first_seen_on,
  community_code: row.community_code,
  community_name: row.community_name,
  in_pool: row.in_pool,
  responsible_unit: row.responsible_unit,
  reporting_segment: row.reporting_segment,
  placement: row.placement,
  locked_until: row.locked_until,
  version: row.version,
});
