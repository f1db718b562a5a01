import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MenuResponse, RoleFields } from '../../../shared/api/administration.ts';
import type { AccessRow } from '../../../shared/domain/rows.ts';
import { insertCustomers, insertRegion } from '../../sync/test-support/region.ts';
import { SyncClient } from '../../sync/test-support/sync-client.ts';
import { accessTokenFor, bearer, insertPerson } from '../../test-support/people.ts';
import { type TestApp, testApp } from '../../test-support/test-app.ts';
import { ask, outcome } from './test-support/ask.ts';

let server: TestApp;
const sql = (text: string, values: unknown[] = []) => server.database.pool.query(text, values);

beforeAll(async () => {
  server = await testApp();
  await insertRegion(server.database.pool);
  await insertCustomers(server.database.pool, [{ customerCode: 'KH0000000001', community: 'A1' }]);
  const people = [
    ['region', 'REGION_SYSTEM_ADMIN', 'GX'],
    ['nanning', 'NETWORK_SYSTEM_ADMIN', 'NN'],
    ['liuzhou', 'NETWORK_SYSTEM_ADMIN', 'LZ'],
    ['wei', 'ACCOUNT_MANAGER', 'A1'],
    ['lu', 'ACCOUNT_MANAGER', 'A2'],
    ['chief', 'REGION_CHANNEL_ADMIN', 'GX'],
    ['far', 'ACCOUNT_MANAGER', 'L1'],
  ] as const;
  for (const [staffNo, role, unitCode] of people) {
    await insertPerson(server.database.pool, { staffNo, passwordHash: 'x', roles: [{ role, unitCode }] });
  }
});
afterAll(() => server.close());

const call = (who: string, method: 'GET' | 'POST', path: string, payload?: object) =>
  ask(server, who, method, path, payload);
const post = (who: string, path: string, payload: object) => outcome(server, who, path, payload);

const role = (fields: Partial<RoleFields> = {}): RoleFields => ({
  role_key: null,
  title: '片区助理',
  level: 'ZONE',
  permissions: ['customer.read'],
  menu: ['customers'],
  ...fields,
});

describe('roles', () => {
  it('are made by the region and by a network, and each keeps its own', async () => {
    const made = await call('nanning', 'POST', 'roles', role());
    expect(made.status).toBe(200);
    const { role_key: key } = made.body as { role_key: string };
    expect(await post('liuzhou', 'roles', role({ role_key: key }))).toBe('403 E_SCOPE');
    expect(await post('nanning', 'roles', role({ role_key: key, menu: [] }))).toBe('200');
    expect(await post('nanning', 'roles', role({ role_key: 'TEAM_LEAD' }))).toBe('403 E_SCOPE');
    expect(await post('region', 'roles', role({ role_key: key }))).toBe('200');
    expect(await post('region', 'roles', role())).toBe('409 E_ROLE_EXISTS');
  });

  it('carry nothing beyond their level, and no customers beside administration', async () => {
    const refused = { title: '越级' };
    expect(await post('nanning', 'roles', role({ ...refused, permissions: ['lock.lift'] }))).toBe(
      '400 E_ROLE',
    );
    expect(
      await post(
        'region',
        'roles',
        role({ ...refused, level: 'LOCAL_NETWORK', permissions: ['admin.people', 'customer.read'] }),
      ),
    ).toBe('400 E_ROLE');
  });

  it('are changed by nobody who holds them', async () => {
    const mine = role({
      role_key: 'REGION_SYSTEM_ADMIN',
      level: 'REGIONAL_COMPANY',
      permissions: ['admin.roles'],
    });
    expect(await post('region', 'roles', mine)).toBe('403 E_OWN_ROLE');
  });

  it('are not taken away while somebody holds them', async () => {
    const made = await call('region', 'POST', 'roles', role({ title: '临时' }));
    const { role_key: key } = made.body as { role_key: string };
    const grant = { role: key, unit_code: 'NN1-GZ-A', channel: null };
    expect(await post('nanning', 'people', { kind: 'GIVE', staff_no: 'wei', ...grant })).toBe('204');
    expect(await post('region', 'roles/remove', { role_key: key })).toBe('409 E_ROLE_IN_USE');
    expect(await post('nanning', 'people', { kind: 'TAKE', staff_no: 'wei', ...grant })).toBe('204');
    expect(await post('region', 'roles/remove', { role_key: key })).toBe('204');
  });

  it('whose only term is over are held by nobody, and go with it', async () => {
    const made = await call('region', 'POST', 'roles', role({ title: '去年的' }));
    const { role_key: key } = made.body as { role_key: string };
    await sql(
      `insert into staff_role (staff_id, role, unit_code, valid_to)
       select staff_id, $1, 'NN1-GZ-A', '2025-12-31' from staff where staff_no = 'wei'`,
      [key],
    );
    const listed = await call('region', 'GET', 'roles');
    expect(listed.body).toMatchObject({
      roles: expect.arrayContaining([expect.objectContaining({ role_key: key, holders: 0 })]) as unknown,
    });
    expect(await post('region', 'roles/remove', { role_key: key })).toBe('204');
    expect((await sql('select from staff_role where role = $1', [key])).rowCount).toBe(0);
  });
});

describe('the menu', () => {
  const link = {
    menu_key: 'oa',
    name: '办公系统',
    icon: 'export',
    part: 'daily',
    target: 'https://oa.example.com/',
  };
  it('leads to listed hosts alone, and is kept by the region', async () => {
    expect(await post('region', 'menu', { items: [link], hosts: [] })).toBe('400 E_LINK_HOST');
    expect(await post('nanning', 'menu', { items: [link], hosts: ['oa.example.com'] })).toBe('403 E_SCOPE');
    expect(await post('region', 'menu', { items: [link], hosts: ['oa.example.com'] })).toBe('204');
    const { rows } = await sql(`select count(*)::integer as n from menu_item where shipped`);
    expect((rows[0] as { n: number }).n).toBeGreaterThan(5);
  });
  it('is read with what roles show of it, and a save on an older one is refused', async () => {
    const { body } = await call('region', 'GET', 'menu');
    const menu = body as unknown as MenuResponse;
    const mine = menu.items.find((item) => item.menu_key === 'oa');
    expect(mine).toMatchObject({ shown: true, shipped: false, roles: [], name_en: '' });
    const items = [{ ...link, name_en: 'Office', roles: ['ACCOUNT_MANAGER'] }];
    const save = (more: object) => post('region', 'menu', { items, hosts: ['oa.example.com'], ...more });
    expect(await save({ version: menu.version })).toBe('204');
    expect(await save({ version: menu.version })).toBe('409 E_MENU_CHANGED');
    const again = (await call('region', 'GET', 'menu')).body as unknown as MenuResponse;
    expect(again.version).not.toBe(menu.version);
    expect(again.items.find((item) => item.menu_key === 'oa')).toMatchObject({
      name_en: 'Office',
      roles: ['ACCOUNT_MANAGER'],
    });
  });

  it('reaches whoever holds such a role with the next sync, and so does what is hidden', async () => {
    const menuOf = async () => {
      const wei = new SyncClient(server.app, 'wei');
      await wei.pull();
      const access = [...wei.rows.values()].find((row) => row.entity === 'access');
      return (access?.body as unknown as AccessRow).menu;
    };
    const linksOf = async (who: string) =>
      (
        await server.app.inject({ url: '/menu/v1/links', headers: bearer(accessTokenFor(server.app, who)) })
      ).json<{ links: string[] }>().links;
    expect((await menuOf()).find(({ key }) => key === 'oa')).toMatchObject({
      nameEn: 'Office',
      target: link.target,
    });
    expect(await linksOf('wei')).toEqual([link.target]);
    expect(await linksOf('chief')).toEqual([]);
    const hidden = { items: [{ ...link, shown: false }], hosts: ['oa.example.com'] };
    expect(await post('region', 'menu', hidden)).toBe('204');
    expect((await menuOf()).map(({ key }) => key)).not.toContain('oa');
    expect(await linksOf('wei')).toEqual([]);
  });

  it('keeps the way back, and names what is not its own', async () => {
    const administration = {
      menu_key: 'administration',
      name: '',
      icon: 'setting',
      part: 'administration',
      target: '/administration',
      shown: false,
    };
    const save = (item: object) => post('region', 'menu', { items: [item], hosts: ['oa.example.com'] });
    expect(await save(administration)).toBe('400 E_REQUEST');
    expect(await save({ ...link, name: ' ' })).toBe('400 E_REQUEST');
  });

  it.each(['javascript:alert(1)', 'http://oa.example.com/', 'https://user:x@oa.example.com/'])(
    'takes no %s',
    async (target) => {
      expect(await post('region', 'menu', { items: [{ ...link, target }], hosts: ['oa.example.com'] })).toBe(
        '400 E_REQUEST',
      );
    },
  );
});

describe('people', () => {
  it('are added and given roles where the administrator reaches, at units of the right kind', async () => {
    const add = (staffNo: string, unitCode: string, roleKey = 'ACCOUNT_MANAGER') => ({
      kind: 'ADD',
      staff_no: staffNo,
      name: '新人',
      role: roleKey,
      unit_code: unitCode,
      channel: null,
    });
    expect(await post('nanning', 'people', add('n1', 'A1'))).toBe('204');
    expect(await post('nanning', 'people', add('n1', 'A1'))).toBe('409 E_PERSON_EXISTS');
    expect(await post('nanning', 'people', add('n2', 'L1'))).toBe('403 E_SCOPE');
    expect(await post('nanning', 'people', add('n2', 'A1', 'TEAM_LEAD'))).toBe('400 E_ROLE');
    expect(await post('nanning', 'people', add('n2', 'GX', 'REGION_CHANNEL_ADMIN'))).toBe('403 E_SCOPE');
    const { rows } = await sql(`select is_local from staff where staff_no = 'n1'`);
    expect(rows).toEqual([{ is_local: true }]);
  });

  it('of the region are beyond a network; nobody changes himself', async () => {
    expect(await post('nanning', 'people/password', { staff_no: 'chief' })).toBe('403 E_SCOPE');
    expect(await post('nanning', 'people', { kind: 'DISABLE', staff_no: 'far' })).toBe('403 E_SCOPE');
    const self = {
      kind: 'GIVE',
      staff_no: 'region',
      role: 'REGION_CHANNEL_ADMIN',
      unit_code: 'GX',
      channel: null,
    };
    expect(await post('region', 'people', self)).toBe('403 E_OWN_ROLE');
  });

  it('the last administrator of the region stays', async () => {
    await insertPerson(server.database.pool, {
      staffNo: 'second',
      passwordHash: 'x',
      roles: [{ role: 'REGION_SYSTEM_ADMIN', unitCode: 'GX' }],
    });
    expect(await post('second', 'people', { kind: 'DISABLE', staff_no: 'region' })).toBe('204');
    await sql(`update staff set disabled_at = null where staff_no = 'region'`);
    await sql(`update staff set password_hash = null where staff_no = 'second'`);
    expect(await post('second', 'people', { kind: 'DISABLE', staff_no: 'region' })).toBe('409 E_LAST_ADMIN');
    await sql(`delete from staff_role where staff_id = 'second'`);
  });

  it('come from a sheet: looked at first, then the good rows written', async () => {
    const rows = [
      { staff_no: 'wei', name: 'wei', role: '客户经理', unit_code: 'A1' },
      { staff_no: 'wei', name: 'wei', role: '客户经理', unit_code: 'B1' },
      { staff_no: 'n9', name: '新人', role: '客户经理', unit_code: 'A2' },
      { staff_no: 'n8', name: '新人', role: '店长', unit_code: 'A2' },
      { staff_no: 'n8', name: '新人', role: '客户经理', unit_code: 'L1' },
      { staff_no: 'n8', name: '新人', role: '小组负责人', unit_code: 'A2' },
    ];
    const verdicts = [
      ['UNCHANGED', null],
      ['CHANGED', null],
      ['NEW', null],
      ['REJECTED', 'UNKNOWN_ROLE'],
      ['REJECTED', 'NOT_YOURS'],
      ['REJECTED', 'WRONG_LEVEL'],
    ];
    const ask = async (take: 'NOTHING' | 'GOOD') => {
      const { body } = await call('nanning', 'POST', 'people/import', { file: '人员.xlsx', rows, take });
      const answer = body as unknown as {
        verdicts: { verdict: string; reason: string | null }[];
        applied: number;
      };
      return { verdicts: answer.verdicts.map((one) => [one.verdict, one.reason]), applied: answer.applied };
    };
    expect(await ask('NOTHING')).toEqual({ verdicts, applied: 0 });
    expect((await sql(`select from staff where staff_no = 'n9'`)).rowCount).toBe(0);
    expect(await ask('GOOD')).toEqual({ verdicts, applied: 2 });
    expect((await sql(`select from staff_role where staff_id = 'Sn9' and unit_code = 'A2'`)).rowCount).toBe(
      1,
    );
  });

  it('come from a sheet whole or not at all, where that is wanted, and said once each', async () => {
    const row = (staff_no: string, name: string, unit_code = 'A2') => ({
      staff_no,
      name,
      role: '客户经理',
      unit_code,
    });
    const send = (rows: object[], take: string) =>
      call('nanning', 'POST', 'people/import', { file: '人员.xlsx', rows, take });
    await insertPerson(server.database.pool, {
      staffNo: 'gone',
      roles: [{ role: 'ACCOUNT_MANAGER', unitCode: 'A1' }],
    });
    await sql(`update staff set disabled_at = now() where staff_no = 'gone'`);
    const rows = [row('n10', '甲'), row('n10', '甲'), row('n10', '乙', 'B1'), row('gone', 'gone')];
    const looked = await send(rows, 'NOTHING');
    expect(looked.body).toMatchObject({
      verdicts: [
        { verdict: 'NEW', reason: null },
        { verdict: 'REJECTED', reason: 'REPEATED' },
        { verdict: 'REJECTED', reason: 'TWO_NAMES' },
        { verdict: 'REJECTED', reason: 'DISABLED' },
      ],
      without_password: ['n10'],
    });
    expect((await send(rows, 'ALL')).status).toBe(409);
    expect((await sql(`select from staff where staff_no = 'n10'`)).rowCount).toBe(0);
    expect((await send(rows.slice(0, 1), 'ALL')).body).toMatchObject({ applied: 1 });
    expect((await sql(`select from staff where staff_no = 'n10'`)).rowCount).toBe(1);
  });

  it('are given passwords to begin with, once, and nobody who has one', async () => {
    const hand = (who: string, ...staff_nos: string[]) =>
      call(who, 'POST', 'people/passwords', { staff_nos });
    const { body } = await hand('nanning', 'n10', 'wei', 'gone');
    const { handed_out: out } = body as {
      handed_out: { staff_no: string; name: string; password: string }[];
    };
    expect(out.map(({ staff_no, name }) => [staff_no, name])).toEqual([['n10', '甲']]);
    expect(out[0]!.password).toMatch(/^[a-z]{3}\d-[a-z]{2}\d-[a-z]{2}\d\d$/);
    const answer = await server.app.inject({
      method: 'POST',
      url: '/auth/v1/login',
      payload: { staff_no: 'n10', password: out[0]!.password, device: { id: 'd', name: 'd' } },
    });
    expect(answer.json()).toMatchObject({ must_change_password: true });
    expect((await hand('nanning', 'n10')).body).toEqual({ handed_out: [] });
    expect((await hand('nanning', 'far')).status).toBe(403);
    expect((await hand('chief', 'n10')).status).toBe(403);
    const { rows } = await sql(
      `select actor from audit_event where kind = 'PASSWORD_RESET' and subject = 'n10'`,
    );
    expect(rows).toEqual([{ actor: 'nanning' }]);
  });

  it('hand all their communities over in one step, and the new holder is told', async () => {
    await sql(
      `insert into complaint (complaint_id, customer_code, kind, text, complainant, received_on, due_on, state, owner_no, taken_by)
       select 'KT-' || state, c.customer_code, 'FAULT', 'x', '{}', '2026-11-18', '2026-11-20', state, 'wei', 'wei'
       from customer c cross join unnest(array['OPEN', 'IN_WORK']) as state where c.community_code = 'A1'`,
    );
    const brief = await call('nanning', 'POST', 'people/handover', {
      from_staff_no: 'wei',
      to_staff_no: 'lu',
      disable: true,
    });
    expect(brief.body).toMatchObject({ customers: 1, follow_ups: 0, in_arrears: 0, complaints: 2 });
    const lu = new SyncClient(server.app, 'lu');
    await lu.pull();
    expect(lu.bucketSet).toContain('community:A1');
    const notice = [...lu.rows.values()].find((row) => row.entity === 'notice');
    expect(notice?.body).toMatchObject({ publishedBy: 'nanning', unitCode: 'A1' });
    const given = await sql(
      `select owner_no, state, act, to_no, s.staff_no from complaint join complaint_step s using (complaint_id)`,
    );
    expect(given.rows).toEqual(
      new Array(2).fill({ owner_no: 'lu', state: 'OPEN', act: 'HAND', to_no: 'lu', staff_no: 'nanning' }),
    );
    const { rows } = await sql(`select disabled_at is not null as gone from staff where staff_no = 'wei'`);
    expect(rows).toEqual([{ gone: true }]);
  });
});

describe('the audit trail', () => {
  it('tells a network what happened in it, the region everything', async () => {
    const kinds = async (who: string) => {
      const { body } = await call(who, 'GET', 'audit?limit=500');
      return new Set((body as { events: { kind: string }[] }).events.map((event) => event.kind));
    };
    expect(await kinds('region')).toContain('MENU_CHANGED');
    expect(await kinds('nanning')).toContain('COMMUNITIES_HANDED_OVER');
    expect(await kinds('liuzhou')).not.toContain('COMMUNITIES_HANDED_OVER');
  });
});

describe('feeds', () => {
  const csv = '工号,姓名,角色,组织编码\nfeed-1,甲,客户经理,A1\nfeed-2,乙,店长,A1\n';
  it('are taken from a file that an administrator of the region sends, with its rows set aside', async () => {
    const upload = { file: 'staff.csv', content: Buffer.from(csv).toString('base64'), force: true };
    expect(await post('nanning', 'feeds', upload)).toBe('403 E_SCOPE');
    const { body } = await call('region', 'POST', 'feeds', upload);
    const { run } = body as unknown as { run: { run_id: number; rows_set_aside: number; outcome: string } };
    expect(run).toMatchObject({ outcome: 'TAKEN', rows_set_aside: 1 });
    const rows = await call('region', 'GET', `feeds/${run.run_id}/set-aside`);
    expect(rows.body).toMatchObject({ rows: [{ line: 3, reason: 'UNKNOWN_ROLE' }] });
    expect((await call('nanning', 'GET', `feeds/${run.run_id}/set-aside`)).status).toBe(403);
    const { rows: told } = await sql(
      `select actor from audit_event where kind = 'FEED_TAKEN' and subject = 'staff.csv'`,
    );
    expect(told).toEqual([{ actor: 'region' }]);
  });
});
