import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DictionaryResponse, DictionarySaved, WantedLine } from '../../../shared/api/dictionary.ts';
import { insertCustomers, insertRegion } from '../../sync/test-support/region.ts';
import { accessTokenFor, bearer, insertPerson } from '../../test-support/people.ts';
import { type TestApp, testApp } from '../../test-support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await testApp();
  const { pool } = server.database;
  await insertRegion(pool);
  await insertCustomers(pool, [{ customerCode: 'KH0000000001', community: 'A1' }]);
  await pool.query(
    `insert into subscription (subscription_id, customer_code, billing_account_number, name, access_number, product, status,
       installation_address, billing_area, activated_on, contact_phone, first_file_day)
     select 'S' || n, 'KH0000000001', 'HT', '', 'N' || n, case when n < 4 then '光纤到户' else '固定电话' end,
       case when n = 1 then 'TERMINATED' else 'IN_SERVICE' end, '', '', '2020-01-01', '', '2026-11-20'
     from generate_series(1, 9) n`,
  );
  for (const [staffNo, role, unitCode] of [
    ['region', 'REGION_SYSTEM_ADMIN', 'GX'],
    ['nanning', 'NETWORK_SYSTEM_ADMIN', 'NN'],
    ['chief', 'REGION_CHANNEL_ADMIN', 'GX'],
  ] as const) {
    await insertPerson(pool, { staffNo, roles: [{ role, unitCode }] });
  }
});
afterAll(() => server.close());

const ask = (who: string, body?: object) =>
  server.app.inject({
    method: body ? 'POST' : 'GET',
    url: '/admin/v1/dictionary',
    headers: bearer(accessTokenFor(server.app, who)),
    ...(body ? { payload: body } : {}),
  });
const read = async (who = 'region') => (await ask(who)).json<DictionaryResponse>();
const wanted = (pattern: string, category: string, more: Partial<WantedLine> = {}): WantedLine => ({
  category_id: null,
  of: 'PRODUCT',
  pattern,
  category,
  retired: false,
  base: null,
  ...more,
});
const save = async (lines: WantedLine[], apply: boolean, file = '') => {
  const answer = await ask('region', { file, lines, apply });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<DictionarySaved>();
};
/** Patterns of the lines that clients hold. */
const held = async (): Promise<string[]> => {
  const { rows } = await server.database.pool.query<{ pattern: string }>(
    `select body::json ->> 'pattern' as pattern from sync_row where entity = 'productCategory' and bucket = 'ref'`,
  );
  return rows.map(({ pattern }) => pattern);
};

describe('the dictionary of products', () => {
  it('lists the names of live subscriptions with their lines, and is written by the region alone', async () => {
    const { names, lines, may_edit } = await read();
    expect(names).toEqual([
      { of: 'PRODUCT', name: '固定电话', uses: 6 },
      { of: 'PRODUCT', name: '光纤到户', uses: 2 },
    ]);
    expect(lines).toContainEqual(expect.objectContaining({ pattern: '*宽带*', category: 'BROADBAND' }));
    expect(may_edit).toBe(true);
    expect((await read('nanning')).may_edit).toBe(false);
    const line = { file: '', lines: [wanted('光纤*', 'BROADBAND')], apply: true };
    for (const [who, code] of [
      ['nanning', 'E_SCOPE'],
      ['chief', 'E_PERMISSION'],
    ] as const) {
      expect((await ask(who, line)).json()).toMatchObject({ error: { code } });
    }
    expect(await held()).not.toContain('光纤*');
  });

  it('is judged first and written on request; what it changes is counted, audited and told to clients', async () => {
    const lines = [wanted('光纤*', 'BROADBAND')];
    const counted = { verdicts: [{ verdict: 'NEW', reason: null }], names: 1, products: 2, plans: 0 };
    expect(await save(lines, false)).toEqual({ ...counted, applied: 0 });
    expect(await held()).not.toContain('光纤*');
    expect(await save(lines, true)).toEqual({ ...counted, applied: 1 });
    expect(await held()).toContain('光纤*');
    expect((await save(lines, true)).verdicts).toEqual([{ verdict: 'UNCHANGED', reason: null }]);
    const trail = await server.database.pool.query(
      `select actor, subject, detail from audit_event where kind = 'DICTIONARY_CHANGED'`,
    );
    expect(trail.rows).toEqual([
      { actor: 'region', subject: '光纤* BROADBAND', detail: { rows: 1, applied: 1, names: 1 } },
    ]);
  });

  it('keeps a retired line, asks it no more, and takes it back', async () => {
    const of = async () => (await read()).lines.find(({ pattern }) => pattern === '光纤*')!;
    const { category_id, ...seen } = await of();
    const base = { of: seen.of, pattern: seen.pattern, category: seen.category, retired: false };
    await save([{ category_id, ...base, retired: true, base }], true);
    expect(await of()).toMatchObject({ retired: true, changed_by: 'region' });
    expect(await held()).not.toContain('光纤*');
    // Somebody else still looks at the line as it was.
    const late = await save([{ category_id, ...base, pattern: '光纤到户', base }], true);
    expect(late.verdicts).toEqual([{ verdict: 'REJECTED', reason: 'CHANGED_SINCE' }]);
    expect((await save([wanted('光纤*', 'BROADBAND')], true)).verdicts[0]?.verdict).toBe('CHANGED');
    expect(await held()).toContain('光纤*');
  });

  it('takes the good rows of a sheet and says of each other why not', async () => {
    const sheet = [
      wanted('*小区宽带*', 'BROADBAND'),
      wanted('* *', 'BROADBAND'),
      wanted('*卫星*', '卫星电话'),
      wanted('*卫星*', 'LEASED_LINE', { of: '产品' }),
      wanted('*小区宽带*', 'BROADBAND'),
      wanted('*卫星*', 'LEASED_LINE', { category_id: 'nothing' }),
      wanted('*宽带*', 'BROADBAND'),
    ];
    const { verdicts, applied } = await save(sheet, true, '产品字典.xlsx');
    expect(verdicts.map(({ verdict, reason }) => reason ?? verdict)).toEqual([
      'NEW',
      'NO_NAME',
      'UNKNOWN_CATEGORY',
      'UNKNOWN_SUBJECT',
      'DOUBLE',
      'UNKNOWN_LINE',
      'UNCHANGED',
    ]);
    expect(applied).toBe(1);
    expect(await held()).not.toContain('*卫星*');
  });
});
