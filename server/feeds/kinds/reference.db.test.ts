import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrgUnitRow } from '../../../shared/domain/rows.ts';
import { freshDatabase, type FreshDatabase } from '../../test-support/fresh-database.ts';
import { feedFolder, REGION, subscriptionRow, type FeedFolder } from '../test-support/feed-folder.ts';

let database: FreshDatabase;
let folder: FeedFolder;
beforeEach(async () => {
  database = await freshDatabase();
  folder = await feedFolder(database.pool);
  await folder.take('org_units.csv', REGION);
});
afterEach(async () => {
  await folder.remove();
  await database.drop();
});

const unit = async (code: string): Promise<OrgUnitRow> => {
  const { rows } = await database.pool.query<{ body: string }>(
    `select body from sync_row where entity = 'orgUnit' and id = $1`,
    [code],
  );
  return JSON.parse(rows[0]!.body) as OrgUnitRow;
};
const values = async (sql: string): Promise<unknown[]> =>
  (await database.pool.query<{ v: unknown }>(`select ${sql}`)).rows.map((row) => row.v);
const findings = () => values('subject as v from quality_finding order by subject');

describe('units', () => {
  it('are of a kind by type and channel, and know their path', async () => {
    const { rows } = await database.pool
      .query(`select unit_code, kind, channel, array_to_string(path, '/') as path
      from org_unit where unit_code in ('R', 'N2', 'L', 'L-GZ', 'L-GZ-1', 'L-GZ-1-2', 'L-GZ-0', 'L-TB-1') order by path`);
    expect(rows.map((row) => Object.values(row as object).join(' '))).toEqual([
      'R REGIONAL_COMPANY  R',
      'N2 LOCAL_NETWORK  R/N2',
      'L SERVICE_CENTRE  R/N2/L',
      'L-GZ CUSTOMER_DEPARTMENT MASS_MARKET R/N2/L/L-GZ',
      'L-GZ-0 UNASSIGNED_POOL MASS_MARKET R/N2/L/L-GZ/L-GZ-0',
      'L-GZ-1 ZONE MASS_MARKET R/N2/L/L-GZ/L-GZ-1',
      'L-GZ-1-2 COMMUNITY MASS_MARKET R/N2/L/L-GZ/L-GZ-1/L-GZ-1-2',
      'L-TB-1 CONTRACT_AGENT_AREA CONTRACT_AGENT R/N2/L/L-TB/L-TB-1',
    ]);
  });

  it('are retired when the file carries them no longer, and come back', async () => {
    const without = REGION.filter((row) => !row.startsWith('L-GZ-1-2,'));
    expect(await folder.take('org_units.csv', without)).toMatchObject({ rows_changed: 0, rows_removed: 1 });
    expect(await unit('L-GZ-1-2')).toMatchObject({ retired: true });
    expect(await folder.take('org_units.csv', without)).toMatchObject({ rows_changed: 0, rows_removed: 0 });
    expect(await folder.take('org_units.csv', REGION)).toMatchObject({ rows_changed: 1 });
    expect(await unit('L-GZ-1-2')).not.toHaveProperty('retired');
  });

  it('take along what lies below them when they move, and who serves its customers', async () => {
    await folder.take('billing_users_20261120.csv', [subscriptionRow('1', 'HT1')]);
    await database.pool.query(`update customer set community_code = 'Q-GZ-1-1'`);
    await folder.take(
      'org_units.csv',
      REGION.map((row) => (row.startsWith('Q-GZ-1,') ? row.replace(',Q-GZ,', ',X-GZ,') : row)),
    );
    expect(
      await values(`array_to_string(path, '/') as v from org_unit where unit_code = 'Q-GZ-1-1'`),
    ).toEqual(['R/N1/X/X-GZ/Q-GZ-1/Q-GZ-1-1']);
    expect(
      await values(`body::json ->> 'responsibleUnit' as v from sync_row where entity = 'customer'`),
    ).toEqual(['X-GZ']);
  });

  it('changed on a screen stay, the difference is told, and force overwrites them', async () => {
    await database.pool.query(`update org_unit set name = '新名', is_local = true where unit_code = 'Q'`);
    expect(await folder.take('org_units.csv', REGION)).toMatchObject({
      rows_changed: 0,
      rows_unchanged: REGION.length,
      facts: { localDifferences: 1 },
    });
    expect((await unit('Q')).name).toBe('新名');
    expect(await findings()).toEqual(['org_units Q']);
    await folder.take(
      'org_units.csv',
      REGION.filter((row) => !row.startsWith('Q,')),
      { force: true },
    );
    expect(await unit('Q')).not.toHaveProperty('retired');
    expect(await folder.take('org_units.csv', REGION, { force: true })).toMatchObject({ rows_changed: 1 });
    expect((await unit('Q')).name).toBe('青秀中心');
    expect(await findings()).toEqual([]);
  });
});

describe('people', () => {
  const PEOPLE = [
    '1,韦志强,客户经理,Q-GZ-1-1',
    '1,韦志强,小组负责人,Q-GZ-1',
    '2,覃丽华,部门管理员,Q-GZ',
    '3,莫国栋,客户经理,Q-GZ-1-1',
  ];
  const enabled = () => values('staff_no as v from staff where disabled_at is null order by 1');
  const roles = () =>
    values(
      `concat(s.staff_no, ' ', role, ' ', unit_code) as v from staff_role join staff s using (staff_id) order by 1`,
    );
  beforeEach(() => folder.take('staff.csv', PEOPLE));

  it('stand at the units where they hold roles', async () => {
    expect((await unit('Q-GZ-1-1')).staff).toEqual([
      { staffNo: '1', name: '韦志强', role: 'ACCOUNT_MANAGER' },
      { staffNo: '3', name: '莫国栋', role: 'ACCOUNT_MANAGER' },
    ]);
    expect(await roles()).toEqual([
      '1 ACCOUNT_MANAGER Q-GZ-1-1',
      '1 TEAM_LEAD Q-GZ-1',
      '2 DEPARTMENT_ADMIN Q-GZ',
      '3 ACCOUNT_MANAGER Q-GZ-1-1',
    ]);
  });

  it('who are missing are disabled, and enabled when they are back', async () => {
    expect(await folder.take('staff.csv', PEOPLE.slice(0, 3))).toMatchObject({
      rows_changed: 0,
      rows_removed: 1,
      facts: { disabled: 1 },
    });
    expect(await enabled()).toEqual(['1', '2']);
    expect((await unit('Q-GZ-1-1')).staff.map((person) => person.staffNo)).toEqual(['1']);
    expect(await folder.take('staff.csv', PEOPLE)).toMatchObject({ rows_changed: 1, rows_removed: 0 });
    expect(await enabled()).toEqual(['1', '2', '3']);
    expect(await folder.take('staff.csv', PEOPLE)).toMatchObject({ rows_changed: 0, rows_unchanged: 4 });
  });

  it('lose and win roles with the file, but not those given on a screen or for a time', async () => {
    await database.pool
      .query(`insert into staff_role (staff_id, role, unit_code, valid_from, valid_to, is_local)
      select staff_id, 'TEAM_LEAD', 'Q-GZ-1', '2026-11-01', '2026-12-01', true from staff where staff_no = '3'`);
    const run = await folder.take('staff.csv', [
      PEOPLE[0]!,
      '1,韦志强,部门领导,Q-GZ',
      PEOPLE[2]!,
      PEOPLE[3]!,
    ]);
    expect(run).toMatchObject({ rows_changed: 1, rows_unchanged: 3, rows_removed: 1 });
    expect(await roles()).toEqual([
      '1 ACCOUNT_MANAGER Q-GZ-1-1',
      '1 DEPARTMENT_LEADER Q-GZ',
      '2 DEPARTMENT_ADMIN Q-GZ',
      '3 ACCOUNT_MANAGER Q-GZ-1-1',
      '3 TEAM_LEAD Q-GZ-1',
    ]);
  });

  it('changed on a screen stay as they are, also when missing', async () => {
    await database.pool.query(`update staff set name = '韦大强', is_local = true where staff_no = '1'`);
    expect(await folder.take('staff.csv', PEOPLE)).toMatchObject({
      rows_changed: 0,
      facts: { localDifferences: 1 },
    });
    expect(await findings()).toEqual(['staff 1']);
    expect(await folder.take('staff.csv', PEOPLE.slice(2))).toMatchObject({ rows_removed: 0 });
    expect(await enabled()).toEqual(['1', '2', '3']);
    expect(await folder.take('staff.csv', PEOPLE, { force: true })).toMatchObject({ rows_changed: 2 });
    expect(await values(`name as v from staff where staff_no = '1'`)).toEqual(['韦志强']);
    expect(await findings()).toEqual([]);
  });
});

describe('the last administrator of the region', () => {
  const OTHERS = ['2,覃丽华,部门管理员,Q-GZ'];
  const ADMIN = '1,韦志强,区系统管理员,R';
  const refused = { outcome: 'REFUSED', refusal: 'E_LAST_ADMIN', rows_changed: 0 };
  beforeEach(async () => {
    await folder.take('staff.csv', [ADMIN, ...OTHERS]);
    await database.pool.query(`update staff set password_hash = 'x' where staff_no = '1'`);
  });
  const state = () =>
    values(`concat_ws(' ', s.staff_no, r.role, s.disabled_at is null, u.parent_code is null) as v
      from staff s join staff_role r using (staff_id) join org_unit u using (unit_code) where s.staff_no = '1'`);

  it.each([
    ['is not disabled by a file that leaves him out', OTHERS, {}],
    ['nor by one that is forced', OTHERS, { force: true }],
    ['does not lose his role', ['1,韦志强,区资料查询,R', ...OTHERS], {}],
    ['nor changes it for that of a network', ['1,韦志强,本地网系统管理员,N1', ...OTHERS], { force: true }],
  ])('%s', async (_how, rows, options) => {
    const before = await state();
    expect(await folder.take('staff.csv', rows, options)).toMatchObject(refused);
    expect(await state()).toEqual(before);
  });

  it('does not lose the region to another unit above it', async () => {
    const above = REGION.map((row) => (row.startsWith('R,') ? 'R,区公司,TOP,省公司,,' : row));
    const before = await state();
    expect(await folder.take('org_units.csv', ['TOP,总公司,,省公司,,', ...above])).toMatchObject(refused);
    expect(await state()).toEqual(before);
  });

  it('may go when another who can sign in is there', async () => {
    await folder.take('staff.csv', [ADMIN, '3,莫国栋,区系统管理员,R', ...OTHERS]);
    expect(await folder.take('staff.csv', ['3,莫国栋,区系统管理员,R', ...OTHERS])).toMatchObject(refused);
    await database.pool.query(`update staff set password_hash = 'x' where staff_no = '3'`);
    expect(await folder.take('staff.csv', ['3,莫国栋,区系统管理员,R', ...OTHERS])).toMatchObject({
      outcome: 'TAKEN',
      facts: { disabled: 1 },
    });
  });

  it('may go from a store where nobody can sign in yet', async () => {
    await database.pool.query(`update staff set password_hash = null`);
    expect(await folder.take('staff.csv', OTHERS)).toMatchObject({ outcome: 'TAKEN' });
  });
});

describe('cabinet rules', () => {
  const RULES = ['55J,青秀,0771-10,0771-20,Q-GZ-1-1', '55J,青秀,0771-10,0771-20,Q-GZ-1-2', '56J,青秀,,,'];
  const live = () =>
    values(
      `concat_ws(' ', cabinet, range_from, community_code) as v from cabinet_rule where retired_on is null order by 1`,
    );
  beforeEach(() => folder.take('cross_boxes.csv', RULES));

  it('are retired when the file carries them no longer, and come back', async () => {
    expect(await live()).toEqual(['55J 0771-10 Q-GZ-1-1', '55J 0771-10 Q-GZ-1-2', '56J ']);
    expect(
      await folder.take('cross_boxes.csv', ['55J,青秀,0771-10,0771-20,Q-GZ-1-2', '56J,兴宁,,,']),
    ).toMatchObject({ rows_changed: 1, rows_unchanged: 1, rows_removed: 1 });
    expect(await live()).toEqual(['55J 0771-10 Q-GZ-1-2', '56J ']);
    expect(await folder.take('cross_boxes.csv', RULES)).toMatchObject({ rows_changed: 2, rows_removed: 0 });
    expect(await values('count(*)::integer as v from cabinet_rule')).toEqual([3]);
  });

  it('changed on a screen stand for their range, the difference is told, and force overwrites them', async () => {
    await database.pool.query(
      `update cabinet_rule set community_code = 'X-GZ-1-1', is_local = true where cabinet = '56J'`,
    );
    expect(await folder.take('cross_boxes.csv', RULES)).toMatchObject({
      rows_changed: 0,
      rows_unchanged: 3,
      rows_removed: 0,
      facts: { localDifferences: 1 },
    });
    expect((await live()).at(-1)).toBe('56J  X-GZ-1-1');
    expect(await findings()).toEqual(['cross_boxes 56J  ']);
    expect(await folder.take('cross_boxes.csv', RULES, { force: true })).toMatchObject({
      rows_changed: 1,
      rows_removed: 1,
    });
    expect((await live()).at(-1)).toBe('56J ');
    expect(await findings()).toEqual([]);
  });
});

describe('opening assignments', () => {
  it('are what the newest file says', async () => {
    await folder.take('opening_assignments.csv', ['HT1,Q-SY-1,商业', 'HT2,Q-SY-1,商业']);
    expect(
      await folder.take('opening_assignments.csv', ['HT1,Q-SY-1,商业', 'HT3,Q-SY-1,大客户']),
    ).toMatchObject({ rows_changed: 1, rows_unchanged: 1, rows_removed: 1 });
    expect(await values('billing_account_number as v from opening_assignment order by 1')).toEqual([
      'HT1',
      'HT3',
    ]);
  });
});
