import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { hashPassword } from './auth/passwords.ts';
import { feedFolder, type FeedFolder, headerOf } from './feeds/test-support/feed-folder.ts';
import { insertCustomers, insertRegion } from './sync/test-support/region.ts';
import { MutationBuilder } from './sync/test-support/mutation-builder.ts';
import { SyncClient } from './sync/test-support/sync-client.ts';
import { accessTokenFor, bearer, insertPerson } from './test-support/people.ts';
import { type TestApp, testApp } from './test-support/test-app.ts';

/** What must stand in no line: each is planted where real ones would come from. */
const PLANTED = {
  customer: '覃秘密甲',
  staff: '韦秘密乙',
  phone: '13907710042',
  address: '秘密路一号楼',
  account: '0771-SECRET-ACCOUNT-77',
  access: '07715550042',
  note: '秘密的一句话',
  password: 'hidden-horse-42',
  wrong: 'wrong-horse-4242',
  searched: '找秘密丙',
  token: 'eyJhbGciOiJIUzI1NiJ9.c2VjcmV0.c2VjcmV0',
} as const;

let server: TestApp;
let folder: FeedFolder;
/** What goes past the logger. */
const printed: string[] = [];

beforeAll(async () => {
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((chunk) => printed.push(String(chunk)) > 0);
  }
  for (const way of ['log', 'warn', 'error', 'info'] as const)
    vi.spyOn(console, way).mockImplementation((...said: unknown[]) => void printed.push(said.join(' ')));
  server = await testApp();
  const { pool } = server.database;
  await insertRegion(pool);
  await insertCustomers(pool, [{ customerCode: 'KH0000000001', community: 'A1', name: PLANTED.customer }]);
  const passwordHash = await hashPassword(PLANTED.password);
  const people = {
    wei: 'ACCOUNT_MANAGER',
    admin: 'REGION_SYSTEM_ADMIN',
    chief: 'REGION_CHANNEL_ADMIN',
  } as const;
  for (const [staffNo, role] of Object.entries(people)) {
    const unitCode = staffNo === 'wei' ? 'A1' : 'GX';
    await insertPerson(pool, { staffNo, name: PLANTED.staff, passwordHash, roles: [{ role, unitCode }] });
  }
  folder = await feedFolder(pool);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await folder.remove();
  await server.close();
});

const ask = (method: 'GET' | 'POST' | 'PUT', url: string, who: string | null, payload?: object | string) =>
  server.app.inject({
    method,
    url,
    headers: {
      'sync-protocol': '1',
      ...(who === null ? {} : bearer(accessTokenFor(server.app, who))),
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(payload === undefined ? {} : { payload }),
  });

async function signInAndOut(): Promise<void> {
  const device = { id: 'd', name: PLANTED.staff };
  for (const password of [PLANTED.password, PLANTED.wrong]) {
    const answer = await ask('POST', '/auth/v1/login', null, { staff_no: 'wei', password, device });
    const body = answer.json<{ refresh_token?: string }>();
    if (body.refresh_token) await ask('POST', '/auth/v1/logout', null, { refresh_token: body.refresh_token });
  }
  // A password in the wrong field, and a body cut off in the middle of one.
  await ask('POST', '/auth/v1/login', null, { staff_no: PLANTED.password, password: 1, device });
  await ask('POST', '/auth/v1/login', null, `{"staff_no":"wei","password":"${PLANTED.password}`);
  await ask('POST', '/auth/v1/password', 'wei', { current: PLANTED.wrong, new: PLANTED.password });
  await ask('POST', '/auth/v1/refresh', null, { refresh_token: PLANTED.token });
}

async function synchronise(): Promise<void> {
  const client = new SyncClient(server.app, 'wei');
  await client.pull();
  const builder = new MutationBuilder();
  const { customer, phone, address, note } = PLANTED;
  await client.push([
    builder.note('KH0000000001', { args: { note } }),
    builder.note('KH9999999999', { args: { note } }),
    builder.note('KH0000000001', { args: { note, kind: note } }),
    builder.of('customer.contact.update', 'KH0000000001', {
      changes: [
        { field: 'address', from: '', to: address },
        { field: 'persons', from: [], to: [{ name: customer, role: 'DECIDER', phone }] },
      ],
    }),
    builder.of('customer.reveal', 'KH0000000001', { what: 'phone' }),
  ]);
}

async function search(): Promise<void> {
  const words = encodeURIComponent(PLANTED.searched);
  const number = encodeURIComponent(PLANTED.account);
  await ask('GET', `/admin/v1/people?search=${words}`, 'admin');
  await ask('GET', `/admin/v1/audit?search=${words}`, 'admin');
  await ask('GET', `/cabinets/v1/rules?search=${number}`, 'chief');
  await ask('GET', `/adjustments/v1?customer_code=${number}`, 'chief');
  await ask('GET', `/${words}?name=${number}`, null);
  await ask('GET', `/division/v1/periods/${words}`, 'chief');
}

async function administer(): Promise<void> {
  const { staff, customer } = PLANTED;
  const add = { kind: 'ADD', staff_no: 'new-1', name: staff, role: 'ACCOUNT_MANAGER', unit_code: 'A1' };
  await ask('POST', '/admin/v1/people', 'admin', { ...add, channel: null });
  await ask('POST', '/admin/v1/people', 'admin', { ...add, name: 5 });
  const rows = [{ staff_no: 'new-2', name: customer, role: '客户经理', unit_code: 'A1' }];
  await ask('POST', '/admin/v1/people/import', 'admin', { file: 'x.xlsx', rows, apply: true });
  await ask('POST', '/admin/v1/people/password', 'admin', { staff_no: 'new-1' });
  await ask('POST', '/devices/v1/remains', 'wei', { edits: [{ note: PLANTED.note }] });
}

async function takeFeeds(): Promise<void> {
  const { customer, address, phone, account, access } = PLANTED;
  const name = 'billing_users_20261120.csv';
  const line = headerOf(name)
    .split(',')
    .fill(`${customer} ${address} ${phone} ${account} ${access}`)
    .join(',');
  await folder.take(name, [line, line]);
  await folder.takeAll();
  const content = Buffer.from(`${headerOf('staff.csv')}\n${line}\n`).toString('base64');
  await ask('POST', '/admin/v1/feeds', 'admin', { file: 'staff.csv', content, force: true });
  // A file with another header quotes what it found to whoever sent it, and to nobody else.
  const foreign = Buffer.from(`${customer},${phone}\n`).toString('base64');
  await ask('POST', '/admin/v1/feeds', 'admin', { file: name, content: foreign, force: true });
}

/** The server breaks in the middle of something that names people: what PostgreSQL says of it quotes the row. */
async function breakDown(): Promise<void> {
  const { pool } = server.database;
  await pool.query(`alter table staff add constraint broken check (name <> '${PLANTED.staff}x') not valid`);
  const rename = { kind: 'RENAME', staff_no: 'new-1', name: `${PLANTED.staff}x` };
  expect((await ask('POST', '/admin/v1/people', 'admin', rename)).statusCode).toBe(500);
  await pool.query('alter table staff drop constraint broken');
}

it('names nobody and repeats nothing in any line that is logged or printed, whatever is done and whatever fails', async () => {
  await signInAndOut();
  await synchronise();
  await search();
  await administer();
  await breakDown();
  // Last: a whole file of people says who works here, and this one leaves everybody out.
  await takeFeeds();
  const lines = server.logged();
  expect(lines.split('\n').length).toBeGreaterThan(25);
  expect(lines).toContain('"status":500');
  const everything = `${lines}\n${printed.join('\n')}`;
  const found = Object.entries(PLANTED).filter(
    ([, secret]) => everything.includes(secret) || everything.includes(encodeURIComponent(secret)),
  );
  expect(found.map(([what]) => what)).toEqual([]);
  // The planted ones did come in: it was looked for what was there.
  const { rows } = await server.database.pool.query<{ held: string }>(
    `select string_agg(body::text, ' ') as held from sync_row where entity in ('customer', 'interaction')`,
  );
  for (const secret of [PLANTED.customer, PLANTED.phone, PLANTED.address, PLANTED.note])
    expect(rows[0]!.held).toContain(secret);
});
