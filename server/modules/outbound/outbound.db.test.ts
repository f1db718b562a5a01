import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SegmentReport } from '../../../shared/api/outbound.ts';
import { accessTokenFor, bearer, insertPerson } from '../../test-support/people.ts';
import { MovableClock, type TestApp, testApp } from '../../test-support/test-app.ts';
import { insertCustomers, insertPeople, insertRegion } from '../division/test-support/division-region.ts';
import { writeIdentityFile } from './identity-file.ts';
import { writeDueIdentityFile } from './nightly.ts';

const HOUR_MS = 3_600_000;

let server: TestApp;
let clock: MovableClock;
let folder: string;
beforeEach(async () => {
  // 08:00 in Asia/Shanghai.
  clock = new MovableClock('2026-11-21T00:00:00Z');
  server = await testApp({ clock });
  folder = await mkdtemp(join(tmpdir(), 'outbound-'));
  await insertRegion(pool());
  await insertPeople(pool());
  await insertCustomers(pool(), [
    { code: 'K1', community: 'QX-P-0' },
    { code: 'K2', community: 'QX-B-1' },
    { code: 'K3', community: 'XN-P-1-1', area: '兴宁' },
    { code: 'M1', community: 'M-P-1', area: '柳州' },
    { code: 'GONE', community: 'QX-P-0' },
  ]);
  await pool().query(`update customer set reporting_segment = 'TRANSIENT' where customer_code = 'K3'`);
  await pool().query(`update customer set closed_on = '2026-11-20' where customer_code = 'GONE'`);
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});
const pool = () => server.database.pool;
const text = (file: string) => readFile(join(folder, file), 'utf8');

describe('the file of customer identity', () => {
  it('has a line for each customer that is not closed, by code', async () => {
    const written = await writeDueIdentityFile(pool(), clock, folder);
    expect(written).toEqual({
      day: '2026-11-21',
      file: join(folder, 'customer_identity_20261121.csv'),
      rowCount: 4,
    });
    expect(await text('customer_identity_20261121.csv')).toBe(
      [
        'customerCode,合同号,community,营销属性,统计属性',
        'K1,AK1,QX-P-0,QX-P,公众',
        'K2,AK2,QX-B-1,QX-B,公众',
        'K3,AK3,XN-P-1-1,XN-P,流动',
        'M1,AM1,M-P-1,M-P,公众',
        '',
      ].join('\n'),
    );
    expect(await readdir(folder)).toEqual(['customer_identity_20261121.csv']);
  });

  it('is written once a day, however many processes try at once', async () => {
    const tries = await Promise.all([1, 2, 3, 4].map(() => writeDueIdentityFile(pool(), clock, folder)));
    expect(tries.filter((written) => written !== null)).toHaveLength(1);
    expect(await writeDueIdentityFile(pool(), clock, folder)).toBeNull();
    const { rows } = await pool().query('select day, made_by, row_count from outbound_file');
    expect(rows).toEqual([{ day: '2026-11-21', made_by: 'system', row_count: 4 }]);
  });

  it('is due from half past three, and each day anew', async () => {
    await writeDueIdentityFile(pool(), clock, folder);
    clock.advance(18 * HOUR_MS);
    expect(await writeDueIdentityFile(pool(), clock, folder)).toBeNull();
    clock.advance(2 * HOUR_MS);
    expect((await writeDueIdentityFile(pool(), clock, folder))?.day).toBe('2026-11-22');
  });

  it('is left to the next try where it could not be written', async () => {
    const taken = join(folder, 'taken');
    await writeFile(taken, '');
    await expect(writeDueIdentityFile(pool(), clock, taken)).rejects.toThrow();
    expect((await writeDueIdentityFile(pool(), clock, folder))?.rowCount).toBe(4);
  });

  it('is written anew by an operator, who is named', async () => {
    await writeDueIdentityFile(pool(), clock, folder);
    await pool().query(`update customer set community_code = 'QX-P-1-1' where customer_code = 'K1'`);
    const order = { folder, day: '2026-11-21', madeBy: 'operator', now: clock.now() };
    expect(await writeIdentityFile(pool(), order)).toBeNull();
    expect((await writeIdentityFile(pool(), { ...order, again: true }))?.rowCount).toBe(4);
    expect(await text('customer_identity_20261121.csv')).toContain('K1,AK1,QX-P-1-1,QX-P,公众');
    const { rows } = await pool().query('select made_by from outbound_file');
    expect(rows).toEqual([{ made_by: 'operator' }]);
  });
});

describe('the report by 统计属性', () => {
  const report = async (who: string): Promise<SegmentReport | number> => {
    const answer = await server.app.inject({
      url: '/outbound/v1/segments',
      headers: bearer(accessTokenFor(server.app, who, { clock })),
    });
    return answer.statusCode === 200 ? answer.json<SegmentReport>() : answer.statusCode;
  };
  const lines = async (who: string) => {
    const said = await report(who);
    return typeof said === 'number'
      ? said
      : said.lines.map((line) => [
          line.department_code,
          line.customers.MASS_MARKET,
          line.customers.TRANSIENT,
          line.subscriptions.MASS_MARKET,
          line.differing,
        ]);
  };

  it('counts customers and live subscriptions by department, and who is reported otherwise than served', async () => {
    await pool().query(`update subscription set status = 'TERMINATED' where customer_code = 'K1'`);
    expect(await lines('region')).toEqual([
      ['M-P', 1, 0, 1, 0],
      ['QX-B', 1, 0, 1, 1],
      ['QX-P', 1, 0, 0, 0],
      ['XN-P', 0, 1, 0, 1],
    ]);
    await writeDueIdentityFile(pool(), clock, folder);
    expect(await report('region')).toMatchObject({
      newest_file: { day: '2026-11-21', file: 'customer_identity_20261121.csv', row_count: 4 },
    });
  });

  it.each([
    ['network', ['QX-B', 'QX-P', 'XN-P']],
    ['mass', ['QX-P', 'XN-P']],
    ['elsewhere', ['M-P']],
    ['wei', []],
    ['system-admin', 403],
  ])('as %s may see it', async (who, departments) => {
    await insertPerson(pool(), {
      staffNo: 'system-admin',
      roles: [{ role: 'REGION_SYSTEM_ADMIN', unitCode: 'R' }],
    });
    const said = await lines(who);
    expect(typeof said === 'number' ? said : said.map(([code]) => code)).toEqual(departments);
  });
});
