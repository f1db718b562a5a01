import type { Pool } from 'pg';
import {
  ROLE_KEYS,
  type RoleKey,
  SHIPPED_ROLES,
  type RoleLevel,
} from '../../../shared/domain/permissions.ts';
import { insertCustomers, insertRegion } from '../../sync/test-support/region.ts';
import { insertPerson } from '../../test-support/people.ts';

/** Something that a request is about: in the network of everybody below the region, or in the other one. */
export interface Target {
  network: string;
  department: string;
  community: string;
  /** Another community of the same department. */
  neighbour: string;
  customer: string;
  subscription: string;
  interaction: string;
  complaint: string;
  /** Somebody who works there, and the device that he works on. */
  colleague: string;
  device: string;
}

export const INSIDE: Target = {
  network: 'NN',
  department: 'NN1-GZ',
  community: 'A1',
  neighbour: 'A2',
  customer: 'KH0000000001',
  subscription: 'S-INSIDE',
  interaction: 'IX-INSIDE',
  complaint: 'KT-INSIDE',
  colleague: 'colleague-inside',
  device: 'test-device',
};
export const OUTSIDE: Target = {
  network: 'LZ',
  department: 'LZ1-GZ',
  community: 'L1',
  neighbour: 'L2',
  customer: 'KH0000000002',
  subscription: 'S-OUTSIDE',
  interaction: 'IX-OUTSIDE',
  complaint: 'KT-OUTSIDE',
  colleague: 'colleague-outside',
  device: 'test-device',
};

/** Where the person of each level works: all on the way to the community A1. */
const HOME: Readonly<Record<RoleLevel, string>> = {
  REGIONAL_COMPANY: 'GX',
  LOCAL_NETWORK: 'NN',
  SERVICE_CENTRE: 'NN1',
  CUSTOMER_DEPARTMENT: 'NN1-GZ',
  ZONE: 'NN1-GZ-A',
  COMMUNITY: 'A1',
};

export const personOf = (role: RoleKey): string => `p-${role}`;
/** For whoever holds a role of the region nothing lies outside. */
export const reachesAll = (role: RoleKey): boolean => SHIPPED_ROLES[role].level === 'REGIONAL_COMPANY';

/** A person for each of the seventeen roles, one without any, and something to ask for inside and outside their scope. */
export async function setStage(pool: Pool): Promise<void> {
  await insertRegion(pool);
  await pool.query(
    `insert into org_unit (unit_code, name, parent_code, kind, channel, path)
     select 'L2', 'L2', 'LZ1-GZ', 'COMMUNITY', 'MASS_MARKET', path || 'L2'::text from org_unit where unit_code = 'LZ1-GZ'`,
  );
  await pool.query(`update org_unit set billing_area = 'area-' || path[2] where cardinality(path) > 1`);
  await pool.query(
    `insert into role (role_key, title, level, permissions, owner_unit)
     select 'ROLE_' || n, '角色 ' || n, 'ZONE', '{}', n from unnest(array['NN', 'LZ']) as n`,
  );
  await insertCustomers(
    pool,
    [INSIDE, OUTSIDE].map(({ customer, community }) => ({ customerCode: customer, community })),
  );
  for (const { interaction, complaint, customer, subscription, community, colleague } of [INSIDE, OUTSIDE]) {
    await insertPerson(pool, {
      staffNo: colleague,
      roles: [{ role: 'ACCOUNT_MANAGER', unitCode: community }],
    });
    await pool.query(
      `insert into interaction (interaction_id, customer_code, kind, purpose, outcome, note, happened_at, staff_no)
       values ($1, $2, 'VISIT', '', '', '', '2026-11-20T10:00:00+08:00', $3)`,
      [interaction, customer, colleague],
    );
    await pool.query(
      `insert into complaint (complaint_id, customer_code, kind, text, complainant, received_on, due_on, owner_no, taken_by)
       values ($1, $2, 'FAULT', 'x', '{"name": "", "role": "", "phone": ""}', '2026-11-20', '2026-11-22', $3, $3)`,
      [complaint, customer, colleague],
    );
    await pool.query(
      `insert into subscription (subscription_id, customer_code, billing_account_number, name, access_number, product,
         status, installation_address, billing_area, activated_on, contact_phone, first_file_day)
       values ($1, $2, 'BA-' || $2, '', $1, '固定电话', 'IN_SERVICE', '', '', '2020-01-01', '', '2026-11-20')`,
      [subscription, customer],
    );
  }
  for (const role of ROLE_KEYS) {
    await insertPerson(pool, {
      staffNo: personOf(role),
      roles: [{ role, unitCode: HOME[SHIPPED_ROLES[role].level] }],
    });
  }
  await insertPerson(pool, { staffNo: 'p-nobody' });
}
