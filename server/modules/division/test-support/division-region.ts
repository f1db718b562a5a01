import type { Pool } from 'pg';
import type { Month } from '../../../../shared/lib/dates.ts';
import { insertPerson, insertUnits } from '../../../test-support/people.ts';

/**
 * A region of two networks. Network N has the centres QX and XN (billing areas 青秀 and 兴宁), each with a public
 * department (one zone of two communities, one pool), a business department (one community, one pool) and a key
 * account department; network M has one public department (one community, one pool).
 */
export async function insertRegion(pool: Pool): Promise<void> {
  await insertUnits(pool, [
    { unitCode: 'R', kind: 'REGIONAL_COMPANY' },
    { unitCode: 'N', parentCode: 'R', kind: 'LOCAL_NETWORK' },
    { unitCode: 'M', parentCode: 'R', kind: 'LOCAL_NETWORK' },
  ]);
  for (const [code, area] of [
    ['QX', '青秀'],
    ['XN', '兴宁'],
  ] as const) {
    const mass = { channel: 'MASS_MARKET', billingArea: area } as const;
    const business = { channel: 'BUSINESS', billingArea: area } as const;
    await insertUnits(pool, [
      { unitCode: code, parentCode: 'N', kind: 'SERVICE_CENTRE', name: `${area}中心`, billingArea: area },
      {
        unitCode: `${code}-P`,
        parentCode: code,
        kind: 'CUSTOMER_DEPARTMENT',
        name: `${area}公众客户部`,
        ...mass,
      },
      { unitCode: `${code}-P-1`, parentCode: `${code}-P`, kind: 'ZONE', name: `${area}片`, ...mass },
      {
        unitCode: `${code}-P-1-1`,
        parentCode: `${code}-P-1`,
        kind: 'COMMUNITY',
        name: `${area}片1社区`,
        ...mass,
      },
      {
        unitCode: `${code}-P-1-2`,
        parentCode: `${code}-P-1`,
        kind: 'COMMUNITY',
        name: `${area}片2社区`,
        ...mass,
      },
      {
        unitCode: `${code}-P-0`,
        parentCode: `${code}-P`,
        kind: 'UNASSIGNED_POOL',
        name: `${area}未分配社区`,
        ...mass,
      },
      {
        unitCode: `${code}-B`,
        parentCode: code,
        kind: 'CUSTOMER_DEPARTMENT',
        name: `${area}商业客户部`,
        ...business,
      },
      {
        unitCode: `${code}-B-1`,
        parentCode: `${code}-B`,
        kind: 'COMMUNITY',
        name: `${area}商业1社区`,
        ...business,
      },
      {
        unitCode: `${code}-B-0`,
        parentCode: `${code}-B`,
        kind: 'UNASSIGNED_POOL',
        name: `${area}商业未分配社区`,
        ...business,
      },
      {
        unitCode: `${code}-K`,
        parentCode: code,
        kind: 'CUSTOMER_DEPARTMENT',
        name: `${area}大客户部`,
        channel: 'KEY_ACCOUNT',
        billingArea: area,
      },
    ]);
  }
  await insertUnits(pool, [
    {
      unitCode: 'M-P',
      parentCode: 'M',
      kind: 'CUSTOMER_DEPARTMENT',
      channel: 'MASS_MARKET',
      billingArea: '柳州',
    },
    { unitCode: 'M-P-1', parentCode: 'M-P', kind: 'COMMUNITY', name: '柳州1社区', channel: 'MASS_MARKET' },
    {
      unitCode: 'M-P-0',
      parentCode: 'M-P',
      kind: 'UNASSIGNED_POOL',
      name: '柳州未分配社区',
      channel: 'MASS_MARKET',
      billingArea: '柳州',
    },
  ]);
}

/** Who works there; each is called by his staff number. */
export async function insertPeople(pool: Pool): Promise<void> {
  const people = [
    ['region', 'REGION_CHANNEL_ADMIN', 'R', null],
    ['viewer', 'REGION_DATA_VIEWER', 'R', null],
    ['network', 'NETWORK_CHANNEL_ADMIN', 'N', null],
    ['mass', 'NETWORK_CHANNEL_ADMIN', 'N', 'MASS_MARKET'],
    ['elsewhere', 'NETWORK_CHANNEL_ADMIN', 'M', null],
    ['qx-public', 'DEPARTMENT_ADMIN', 'QX-P', null],
    ['qx-business', 'DEPARTMENT_LEADER', 'QX-B', null],
    ['qx-key', 'DEPARTMENT_ADMIN', 'QX-K', null],
    ['lead', 'TEAM_LEAD', 'QX-P-1', null],
    ['wei', 'ACCOUNT_MANAGER', 'QX-P-1-1', null],
    ['lin', 'ACCOUNT_MANAGER', 'QX-P-1-2', null],
  ] as const;
  for (const [staffNo, role, unitCode, channel] of people) {
    await insertPerson(pool, { staffNo, name: staffNo, roles: [{ role, unitCode, channel }] });
  }
}

export interface TestCustomer {
  code: string;
  community: string;
  area?: string;
  month?: Month;
  openingStock?: boolean;
}

/** Customers with one subscription each, as a billing file of the month would have brought them. */
export async function insertCustomers(pool: Pool, customers: readonly TestCustomer[]): Promise<void> {
  for (const { code, community, area = '青秀', month = '2026-11', openingStock = false } of customers) {
    await pool.query(
      `insert into customer (customer_code, billing_account_number, community_code, name, reporting_segment,
         founded_by_subscription, first_seen_month, opening_stock, placement)
       values ($1, 'A' || $1, $2, '客户' || $1, 'MASS_MARKET', 'S' || $1, $3, $4, $5)`,
      [code, community, month, openingStock, { kind: 'POOL', decidedOn: `${month}-16`, reason: 'NO_RULE' }],
    );
    await pool.query(
      `insert into subscription (subscription_id, customer_code, billing_account_number, name, access_number, product,
         status, installation_address, billing_area, activated_on, contact_phone, first_file_day)
       values ('S' || $1, $1, 'A' || $1, '客户' || $1, '0771' || $1, '固定电话', 'IN_SERVICE', '民族大道', $2,
         ($3 || '-16')::date, '', ($3 || '-16')::date)`,
      [code, area, month],
    );
    await pool.query(
      `insert into reassignment_log (customer_code, to_community, kind, actor) values ($1, $2, 'FOUNDED', 'feed')`,
      [code, community],
    );
  }
}

export async function communityOf(pool: Pool, code: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ community_code: string }>(
    'select community_code from customer where customer_code = $1',
    [code],
  );
  return rows[0]?.community_code;
}
