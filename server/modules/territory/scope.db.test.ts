import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHANNELS } from '../../../shared/domain/org-units.ts';
import { mayAt, shippedGrant } from '../../../shared/domain/permissions.ts';
import { insertRegion, UNITS } from '../../sync/test-support/region.ts';
import { freshDatabase, type FreshDatabase } from '../../test-support/fresh-database.ts';
import { communitiesInReach, grantColumns, type UnitColumns } from './scope.ts';

let database: FreshDatabase;
let communities: (UnitColumns & { code: string })[];

beforeAll(async () => {
  database = await freshDatabase();
  await insertRegion(database.pool);
  const { rows } = await database.pool.query<UnitColumns & { code: string }>(
    `select unit_code as code, path, channel from org_unit
     where kind in ('COMMUNITY', 'UNASSIGNED_POOL', 'CONTRACT_AGENT_AREA') order by unit_code`,
  );
  communities = rows;
});
afterAll(() => database.drop());

const grant = fc
  .tuple(
    fc.constantFrom('ACCOUNT_MANAGER', 'TEAM_LEAD', 'REGION_SYSTEM_ADMIN'),
    fc.constantFrom(...UNITS.map((unit) => unit.unitCode), 'NOWHERE'),
    fc.constantFrom(null, null, ...CHANNELS),
  )
  .map(([role, unitCode, channel]) => shippedGrant(role, unitCode, channel));

describe('communitiesInReach', () => {
  it('reaches what mayAt allows, each once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(grant, { maxLength: 5 }), async (grants) => {
        const { units, channels } = grantColumns(grants, 'customer.read');
        const { rows } = await database.pool.query<{ unit_code: string }>(
          `select unit_code from (${communitiesInReach('$1', '$2')}) as reach order by 1`,
          [units, channels],
        );
        const allowed = communities.filter((unit) => mayAt(grants, 'customer.read', unit));
        expect(rows.map((row) => row.unit_code)).toEqual(allowed.map((unit) => unit.code));
      }),
      { numRuns: 200 },
    );
  });
});
