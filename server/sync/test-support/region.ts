import type { Pool } from 'pg';
import { insertUnits, type TestUnit } from '../../test-support/people.ts';

/**
 * A small region: two networks; in 南宁 one centre with a public department of two zones, a business department and
 * a contract department. Communities carry short codes here so that a test reads like a table.
 */
export const UNITS: readonly TestUnit[] = [
  { unitCode: 'GX', kind: 'REGIONAL_COMPANY' },
  { unitCode: 'NN', parentCode: 'GX', kind: 'LOCAL_NETWORK' },
  { unitCode: 'NN1', parentCode: 'NN', kind: 'SERVICE_CENTRE' },
  { unitCode: 'NN1-GZ', parentCode: 'NN1', kind: 'CUSTOMER_DEPARTMENT', channel: 'MASS_MARKET' },
  { unitCode: 'NN1-GZ-W', parentCode: 'NN1-GZ', kind: 'UNASSIGNED_POOL', channel: 'MASS_MARKET' },
  { unitCode: 'NN1-GZ-A', parentCode: 'NN1-GZ', kind: 'ZONE', channel: 'MASS_MARKET' },
  { unitCode: 'A1', parentCode: 'NN1-GZ-A', kind: 'COMMUNITY', channel: 'MASS_MARKET' },
  { unitCode: 'A2', parentCode: 'NN1-GZ-A', kind: 'COMMUNITY', channel: 'MASS_MARKET' },
  { unitCode: 'NN1-GZ-B', parentCode: 'NN1-GZ', kind: 'ZONE', channel: 'MASS_MARKET' },
  { unitCode: 'B1', parentCode: 'NN1-GZ-B', kind: 'COMMUNITY', channel: 'MASS_MARKET' },
  { unitCode: 'NN1-SY', parentCode: 'NN1', kind: 'CUSTOMER_DEPARTMENT', channel: 'BUSINESS' },
  { unitCode: 'NN1-SY-W', parentCode: 'NN1-SY', kind: 'UNASSIGNED_POOL', channel: 'BUSINESS' },
  { unitCode: 'S1', parentCode: 'NN1-SY', kind: 'COMMUNITY', channel: 'BUSINESS' },
  { unitCode: 'NN1-TB', parentCode: 'NN1', kind: 'CUSTOMER_DEPARTMENT', channel: 'CONTRACT_AGENT' },
  { unitCode: 'T1', parentCode: 'NN1-TB', kind: 'CONTRACT_AGENT_AREA', channel: 'CONTRACT_AGENT' },
  { unitCode: 'LZ', parentCode: 'GX', kind: 'LOCAL_NETWORK' },
  { unitCode: 'LZ1', parentCode: 'LZ', kind: 'SERVICE_CENTRE' },
  { unitCode: 'LZ1-GZ', parentCode: 'LZ1', kind: 'CUSTOMER_DEPARTMENT', channel: 'MASS_MARKET' },
  { unitCode: 'L1', parentCode: 'LZ1-GZ', kind: 'COMMUNITY', channel: 'MASS_MARKET' },
];

export const insertRegion = (pool: Pool): Promise<void> => insertUnits(pool, UNITS);

export interface TestCustomer {
  customerCode: string;
  community: string;
  name?: string;
}

/** Customers as the store has them; what clients hold of them follows by the store's own triggers. */
export async function insertCustomers(pool: Pool, customers: readonly TestCustomer[]): Promise<void> {
  await pool.query(
    `insert into customer (customer_code, billing_account_number, community_code, name, reporting_segment,
       founded_by_subscription, first_seen_month, placement)
     select c.code, 'BA-' || c.code, c.community, c.name, 'MASS_MARKET', 'S-' || c.code, '2026-11',
       '{"kind": "OPENING", "decidedOn": "2026-11-20"}'
     from unnest($1::text[], $2::text[], $3::text[]) as c (code, community, name)`,
    [
      customers.map((customer) => customer.customerCode),
      customers.map((customer) => customer.community),
      customers.map((customer) => customer.name ?? `客户${customer.customerCode}`),
    ],
  );
}

export const moveCustomer = (
  db: Pick<Pool, 'query'>,
  customerCode: string,
  community: string,
): Promise<unknown> =>
  db.query('update customer set community_code = $2 where customer_code = $1', [customerCode, community]);
