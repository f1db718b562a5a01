import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  ApplyResponse,
  BatchRow,
  DryRunResponse,
  PeriodResponse,
  SheetResponse,
  SheetRow,
} from '../../../shared/api/division.ts';
import { accessTokenFor, bearer } from '../../test-support/people.ts';
import { MovableClock, type TestApp, testApp } from '../../test-support/test-app.ts';
import { closeDuePeriods, closePeriod } from './closing.ts';
import { communityOf, insertCustomers, insertPeople, insertRegion } from './test-support/division-region.ts';

const DAY_MS = 86_400_000;

let server: TestApp;
let clock: MovableClock;
beforeEach(async () => {
  clock = new MovableClock('2026-11-21T02:00:00Z');
  server = await testApp({ clock });
  const { pool } = server.database;
  await insertRegion(pool);
  await insertPeople(pool);
  await insertCustomers(pool, [
    { code: 'K1', community: 'QX-P-0' },
    { code: 'K2', community: 'QX-P-0' },
    { code: 'K3', community: 'QX-P-1-1' },
    { code: 'K4', community: 'XN-P-0', area: '兴宁' },
    { code: 'OLD', community: 'QX-P-0', month: '2026-10' },
    { code: 'OPENING', community: 'QX-P-0', openingStock: true },
  ]);
});
afterEach(() => server.close());

const pool = () => server.database.pool;
type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
const call = async (who: string, method: Method, path: string, payload?: object) => {
  const answer = await server.app.inject({
    method,
    url: `/division/v1/${path}`,
    headers: bearer(accessTokenFor(server.app, who, { clock })),
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, body: answer.body ? (answer.json() as unknown) : null };
};
const period = async (who: string) => (await call(who, 'GET', 'periods/2026-11')).body as PeriodResponse;
const codeOf = ({ status, body }: { status: number; body: unknown }): string =>
  `${status} ${(body as { error?: { code: string } } | null)?.error?.code ?? ''}`.trim();

const sheetOf = async (who: string): Promise<SheetResponse> =>
  (await call(who, 'POST', 'periods/2026-11/sheet')).body as SheetResponse;
/** The sheet as it comes back, with some customers' communities (or all of a row) written over. */
const filled = (sheet: SheetResponse, edits: Record<string, Partial<SheetRow>>): SheetRow[] =>
  sheet.rows.map((row, index) => ({
    line: index + 2,
    row_key: row.row_key,
    version: row.version,
    customer_code: row.customer_code,
    community: row.community_name,
    segment: row.reporting_segment,
    ...edits[row.customer_code],
  }));
const dryRun = async (who: string, rows: SheetRow[], takeSheet: number[] = []) =>
  (
    await call(who, 'POST', 'periods/2026-11/dry-run', {
      file_name: '划分.xlsx',
      rows,
      take_sheet: takeSheet,
    })
  ).body as DryRunResponse;
const apply = (who: string, rows: SheetRow[], take: 'ALL' | 'GOOD' = 'ALL', takeSheet: number[] = []) =>
  call(who, 'POST', 'periods/2026-11/apply', { file_name: '划分.xlsx', rows, take, take_sheet: takeSheet });
const verdicts = (check: DryRunResponse): Record<string, string> =>
  Object.fromEntries(
    check.rows.map((row) => [
      row.customer_code,
      [row.outcome, row.reason, row.hint].filter(Boolean).join(' '),
    ]),
  );

describe('the period as each person sees it', () => {
  it('counts the new customers of his scope, opening stock and other months apart', async () => {
    const seen = await period('network');
    expect(seen).toMatchObject({
      state: 'OPEN',
      first_day: '2026-11-09',
      last_day: '2026-12-03',
      new_customers: 4,
      in_community: 1,
      in_pool: 3,
      closed: null,
    });
    expect(seen.closes_in).toBe(Date.parse('2026-12-03T16:00:00Z') - Date.parse('2026-11-21T02:00:00Z'));
    expect(seen.centres.map((centre) => [centre.unit_code, centre.new_customers, centre.in_pool])).toEqual([
      ['QX', 3, 2],
      ['XN', 1, 1],
    ]);
    expect(await period('wei')).toMatchObject({ new_customers: 1, in_pool: 0 });
    expect(await period('elsewhere')).toMatchObject({ new_customers: 0, centres: [] });
  });

  it('lists them, those in pools first, with why they are there', async () => {
    const { body } = await call('network', 'GET', 'periods/2026-11/customers');
    const { customers } = body as { customers: { customer_code: string; placement: { kind: string } }[] };
    expect(customers.map((customer) => customer.customer_code)).toEqual(['K1', 'K2', 'K4', 'K3']);
    expect(customers[0]?.placement.kind).toBe('POOL');
  });
});

describe('confirmation by departments', () => {
  it.each([
    ['qx-business', 'QX-B', 204],
    ['qx-key', 'QX-K', 204],
    ['qx-key', 'QX-B', '403 E_SCOPE'],
    ['qx-key', 'XN-K', '403 E_SCOPE'],
    // A public department has nothing to confirm.
    ['qx-public', 'QX-P', '403 E_SCOPE'],
    ['network', 'QX-B', '403 E_PERMISSION'],
    ['wei', 'QX-B', '403 E_PERMISSION'],
  ])('%s at %s: %s', async (who, department, expected) => {
    const answer = await call(who, 'PUT', `periods/2026-11/confirmations/${department}`);
    expect(typeof expected === 'number' ? answer.status : codeOf(answer)).toBe(expected);
  });

  it('is recorded with its name and day, taken back, and refused outside the window', async () => {
    await call('qx-business', 'PUT', 'periods/2026-11/confirmations/QX-B');
    const confirmed = (await period('network')).centres[0]!.confirmations;
    expect(confirmed.map((entry) => [entry.department_code, entry.confirmed_by])).toEqual([
      ['QX-K', null],
      ['QX-B', 'qx-business'],
    ]);
    await call('qx-business', 'DELETE', 'periods/2026-11/confirmations/QX-B');
    expect((await period('network')).centres[0]!.confirmations[1]?.confirmed_by).toBeNull();
    clock.advance(13 * DAY_MS);
    expect(codeOf(await call('qx-business', 'PUT', 'periods/2026-11/confirmations/QX-B'))).toBe(
      '409 E_WINDOW_CLOSED',
    );
  });
});

describe('the sheet', () => {
  it('holds who its maker may divide, and where he may send them', async () => {
    const network = await sheetOf('network');
    expect(network.rows.map((row) => row.customer_code)).toEqual(['K1', 'K2', 'K4', 'K3']);
    expect(network.targets.filter((target) => target.is_pool).map((target) => target.community_code)).toEqual(
      ['QX-B-0', 'QX-P-0', 'XN-B-0', 'XN-P-0'],
    );
    const department = await sheetOf('qx-public');
    expect(department.rows.map((row) => row.customer_code)).toEqual(['K1', 'K2', 'K3']);
    expect(department.targets.map((target) => target.community_code)).toEqual(['QX-P-1-1', 'QX-P-1-2']);
  });

  it.each(['wei', 'lead', 'viewer', 'qx-business'])('is not for %s', async (who) => {
    expect(codeOf(await call(who, 'POST', 'periods/2026-11/sheet'))).toBe('403 E_PERMISSION');
    expect(codeOf(await apply(who, [blank]))).toBe('403 E_PERMISSION');
  });
  const blank: SheetRow = {
    line: 2,
    row_key: null,
    version: null,
    customer_code: 'K1',
    community: '',
    segment: '',
  };
});

describe('the dry run', () => {
  it('says of each row what applying it would do, and writes nothing', async () => {
    const sheet = await sheetOf('network');
    const rows = filled(sheet, {
      K1: { community: '青秀片1社区' },
      K2: { community: '青秀商业未分配社区', segment: 'BUSINESS' },
      K4: { community: '青秀商业未分配社区' },
    });
    const check = await dryRun('network', rows);
    expect(verdicts(check)).toEqual({
      K1: 'ACCEPTED',
      K2: 'ACCEPTED',
      K4: 'REJECTED OTHER_BILLING_AREA 兴宁',
      K3: 'UNCHANGED',
    });
    expect(check).toMatchObject({ total: 4, accepted: 2, unchanged: 1, rejected: 1 });
    expect(await communityOf(pool(), 'K1')).toBe('QX-P-0');
  });

  it('names what is wrong with a row', async () => {
    const sheet = await sheetOf('network');
    const [first, second] = filled(sheet, {});
    const check = await dryRun('network', [
      { ...first!, line: 2, community: '青秀片9社区' },
      { ...second!, line: 3, customer_code: 'K9' },
      { ...second!, line: 4, row_key: 'not-ours' },
      { ...filled(sheet, {})[2]!, line: 5, community: '柳州1社区' },
      { ...filled(sheet, {})[3]!, line: 6, segment: 'NONE' },
    ]);
    expect(check.rows.map((row) => [row.line, row.reason, row.hint])).toEqual([
      [2, 'UNKNOWN_COMMUNITY', '青秀片1社区 青秀片2社区'],
      [3, 'UNKNOWN_CUSTOMER', 'K2'],
      [4, 'FOREIGN_ROW', ''],
      [5, 'TARGET_OUT_OF_SCOPE', '柳州1社区'],
      [6, 'UNKNOWN_SEGMENT', 'NONE'],
    ]);
  });

  it('refuses both of two rows for one customer', async () => {
    const [first, second] = filled(await sheetOf('network'), {});
    const check = await dryRun('network', [
      { ...first!, community: '青秀片1社区' },
      { ...first!, line: 9, community: '青秀片2社区' },
      second!,
    ]);
    expect(check.rows.map((row) => row.reason)).toEqual(['DUPLICATE_ROW', 'DUPLICATE_ROW', null]);
  });

  it('names ten of the other rows for one customer, and says how many more there are', async () => {
    const [first] = filled(await sheetOf('network'), {});
    const check = await dryRun(
      'network',
      Array.from({ length: 2_000 }, (_, i) => ({ ...first!, line: i + 2 })),
    );
    expect(check).toMatchObject({ total: 2_000, rejected: 2_000 });
    expect(check.rows[0]!.hint).toBe('3 4 5 6 7 8 9 10 11 12 +1989');
    expect(check.rows[4]!.hint).toBe('2 3 4 5 7 8 9 10 11 12 +1989');
    expect(check.rows[1_999]!.hint).toBe('2 3 4 5 6 7 8 9 10 11 +1989');
    expect(Math.max(...check.rows.map((row) => row.hint.length))).toBeLessThan(100);
    const eleven = await dryRun(
      'network',
      Array.from({ length: 11 }, (_, i) => ({ ...first!, line: i + 2 })),
    );
    expect(eleven.rows[10]!.hint).toBe('2 3 4 5 6 7 8 9 10 11');
  });

  it('suggests names for the first fifty unknown ones, and refuses the others all the same', async () => {
    const codes = Array.from({ length: 60 }, (_, i) => `U${i + 10}`);
    await insertCustomers(
      pool(),
      codes.map((code) => ({ code, community: 'QX-P-0' })),
    );
    const rows = filled(
      await sheetOf('network'),
      Object.fromEntries(codes.map((code) => [code, { community: `青秀片${code}社区` }])),
    );
    const unknown = (await dryRun('network', rows)).rows.filter((row) => row.reason === 'UNKNOWN_COMMUNITY');
    expect(unknown).toHaveLength(60);
    expect(unknown.filter((row) => row.hint !== '')).toHaveLength(50);
  });

  it("stays within a local network, even by the region's channel admin", async () => {
    const rows = filled(await sheetOf('region'), {
      K1: { community: '柳州1社区' },
      K2: { community: 'M-P-0' },
      K3: { community: '青秀片2社区' },
    });
    const check = await dryRun('region', rows);
    expect(verdicts(check)).toMatchObject({
      K1: 'REJECTED OTHER_NETWORK 柳州1社区',
      K2: 'REJECTED OTHER_NETWORK 柳州未分配社区',
      K3: 'ACCEPTED',
    });
    expect(codeOf(await apply('region', rows, 'GOOD'))).toBe('200');
    expect(await communityOf(pool(), 'K1')).toBe('QX-P-0');
    expect(await communityOf(pool(), 'K2')).toBe('QX-P-0');
  });

  it('tells nothing of a customer outside the scope of who asks', async () => {
    const rows = filled(await sheetOf('network'), { K4: { community: '兴宁片1社区' } });
    const check = await dryRun('qx-public', rows);
    expect(verdicts(check).K4).toBe('REJECTED CUSTOMER_OUT_OF_SCOPE');
    expect(check.rows.find((row) => row.customer_code === 'K4')).toMatchObject({
      name: '',
      base: null,
      now: null,
    });
  });

  it('puts base, now and sheet side by side where somebody moved the customer since', async () => {
    const sheet = await sheetOf('network');
    await apply('qx-public', filled(await sheetOf('qx-public'), { K1: { community: '青秀片2社区' } }));
    const rows = filled(sheet, { K1: { community: '青秀片1社区' } });
    const changed = (await dryRun('network', rows)).rows[0]!;
    expect(changed).toMatchObject({
      outcome: 'REJECTED',
      reason: 'CHANGED_SINCE_EXPORT',
      base: { community_name: '青秀未分配社区' },
      now: { community_name: '青秀片2社区', by: 'qx-public' },
      sheet: { community_name: '青秀片1社区' },
    });
    expect((await dryRun('network', rows, [2])).rows[0]).toMatchObject({ outcome: 'ACCEPTED', reason: null });
    // Who left the row as it went out does not take back what the other did.
    expect((await dryRun('network', filled(sheet, {}))).rows[0]?.outcome).toBe('UNCHANGED');
  });
});

describe('applying', () => {
  it('moves the good rows, with their reason and the log, in one batch', async () => {
    const rows = filled(await sheetOf('network'), {
      K1: { community: '青秀片1社区' },
      K2: { community: 'QX-B-0', segment: 'BUSINESS' },
      K4: { community: '没有这个社区' },
    });
    expect(codeOf(await apply('network', rows, 'ALL'))).toBe('409 E_REJECTED_ROWS');
    expect(await communityOf(pool(), 'K1')).toBe('QX-P-0');

    const applied = (await apply('network', rows, 'GOOD')).body as ApplyResponse;
    expect(applied).toMatchObject({ total: 4, accepted: 2, unchanged: 1, rejected: 1 });
    const { rows: log } = await pool().query(
      `select l.customer_code, from_community, to_community, kind, actor, reason, reporting_segment,
         c.placement ->> 'batch' = l.batch_id::text as placed
       from reassignment_log l join customer c using (customer_code) where batch_id = $1 order by 1`,
      [applied.batch_id],
    );
    expect(log).toEqual([
      {
        customer_code: 'K1',
        from_community: 'QX-P-0',
        to_community: 'QX-P-1-1',
        kind: 'DIVIDED',
        actor: 'network',
        reason: '划分.xlsx',
        reporting_segment: 'MASS_MARKET',
        placed: true,
      },
      {
        customer_code: 'K2',
        from_community: 'QX-P-0',
        to_community: 'QX-B-0',
        kind: 'DIVIDED',
        actor: 'network',
        reason: '划分.xlsx',
        reporting_segment: 'BUSINESS',
        placed: true,
      },
    ]);
    const { rows: held } = await pool().query(
      `select bucket from sync_row where entity = 'customer' and id = 'K1'`,
    );
    expect(held).toEqual([{ bucket: 'community:QX-P-1-1' }]);
    expect(codeOf(await apply('network', rows, 'GOOD'))).toBe('409 E_NOTHING_TO_APPLY');
  });

  it('is refused once the window is closed', async () => {
    const rows = filled(await sheetOf('network'), { K1: { community: '青秀片1社区' } });
    clock.advance(13 * DAY_MS);
    expect(verdicts(await dryRun('network', rows)).K1).toBe('REJECTED WINDOW_CLOSED');
    expect(codeOf(await apply('network', rows))).toBe('409 E_REJECTED_ROWS');
  });

  it('of two people at once moves a customer once, and the other is told', async () => {
    const mine = filled(await sheetOf('network'), { K1: { community: '青秀片1社区' } });
    const theirs = filled(await sheetOf('qx-public'), { K1: { community: '青秀片2社区' } });
    const answers = await Promise.all([apply('network', mine), apply('qx-public', theirs)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const { rows } = await pool().query(
      `select count(*)::int as n from reassignment_log where customer_code = 'K1' and kind = 'DIVIDED'`,
    );
    expect(rows).toEqual([{ n: 1 }]);
  });
});

describe('undoing a batch', () => {
  const batches = async (who: string) =>
    ((await call(who, 'GET', 'periods/2026-11/batches')).body as { batches: BatchRow[] }).batches;

  it('takes everybody back to where he was, with segment and reason, once', async () => {
    const rows = filled(await sheetOf('network'), {
      K1: { community: '青秀片1社区' },
      K2: { community: '青秀商业未分配社区', segment: 'BUSINESS' },
    });
    const { batch_id: batchId } = (await apply('network', rows)).body as ApplyResponse;
    expect(await batches('network')).toMatchObject([{ batch_id: batchId, moved_count: 2, may_undo: true }]);
    // Counted for whoever reads every customer of it, and for nobody else.
    expect((await period('network')).batches).toBe(1);
    expect((await period('qx-public')).batches).toBe(0);
    expect((await period('elsewhere')).batches).toBe(0);
    clock.advance(60_000);
    expect((await call('network', 'POST', `batches/${batchId}/undo`)).body).toMatchObject({
      moved: 2,
      stayed: [],
    });
    const { rows: now } = await pool().query(
      `select customer_code, community_code, reporting_segment, placement ->> 'kind' as kind
       from customer where customer_code in ('K1', 'K2') order by 1`,
    );
    expect(now).toEqual([
      { customer_code: 'K1', community_code: 'QX-P-0', reporting_segment: 'MASS_MARKET', kind: 'POOL' },
      { customer_code: 'K2', community_code: 'QX-P-0', reporting_segment: 'MASS_MARKET', kind: 'POOL' },
    ]);
    expect(codeOf(await call('network', 'POST', `batches/${batchId}/undo`))).toBe('409 E_ALREADY_UNDONE');
    expect((await batches('network')).map((batch) => [batch.kind, batch.undone, batch.may_undo])).toEqual([
      ['UNDO', false, false],
      ['DIVISION', true, false],
    ]);
  });

  it('leaves whom somebody has moved since, and names him', async () => {
    const first = (
      await apply(
        'network',
        filled(await sheetOf('network'), {
          K1: { community: '青秀片1社区' },
          K2: { community: '青秀片1社区' },
        }),
      )
    ).body as ApplyResponse;
    await apply('qx-public', filled(await sheetOf('qx-public'), { K2: { community: '青秀片2社区' } }));
    const undone = await call('network', 'POST', `batches/${first.batch_id}/undo`);
    expect(undone.body).toMatchObject({ moved: 1, stayed: ['K2'] });
    expect(await communityOf(pool(), 'K2')).toBe('QX-P-1-2');
  });

  it('takes back whom nobody has moved since, whatever else the log tells of him', async () => {
    const { batch_id: batchId } = (
      await apply(
        'network',
        filled(await sheetOf('network'), {
          K1: { community: '青秀片1社区' },
          K2: { community: '青秀片1社区' },
          K3: { community: '青秀片2社区' },
        }),
      )
    ).body as ApplyResponse;
    for (const [code, kind, to] of [
      ['K1', 'ACCOUNT_CHANGED', 'XN-P-0'],
      ['K1', 'CLOSED', 'QX-P-1-1'],
      ['K1', 'REOPENED', 'QX-P-1-1'],
      ['K2', 'LOCK_LIFTED', 'QX-P-1-1'],
      ['K3', 'MATCHED_AGAIN', 'QX-P-1-2'],
    ]) {
      await pool().query(
        `insert into reassignment_log (customer_code, from_community, to_community, kind, actor)
         select customer_code, community_code, $3, $2, 'feed' from customer where customer_code = $1`,
        [code, kind, to],
      );
    }
    const undone = await call('network', 'POST', `batches/${batchId}/undo`);
    expect(undone.body).toMatchObject({ moved: 2, stayed: ['K3'] });
    expect(await communityOf(pool(), 'K1')).toBe('QX-P-0');
  });

  it.each([
    ['qx-public', '403 E_SCOPE'],
    ['elsewhere', '403 E_SCOPE'],
    ['wei', '403 E_SCOPE'],
  ])('is not for %s', async (who, expected) => {
    const rows = filled(await sheetOf('network'), { K4: { community: '兴宁片1社区' } });
    const { batch_id: batchId } = (await apply('network', rows)).body as ApplyResponse;
    expect(codeOf(await call(who, 'POST', `batches/${batchId}/undo`))).toBe(expected);
    expect(await batches(who)).toEqual([]);
  });

  it('ends with the window', async () => {
    const rows = filled(await sheetOf('network'), { K1: { community: '青秀片1社区' } });
    const { batch_id: batchId } = (await apply('network', rows)).body as ApplyResponse;
    clock.advance(13 * DAY_MS);
    expect(codeOf(await call('network', 'POST', `batches/${batchId}/undo`))).toBe('409 E_WINDOW_CLOSED');
  });
});

describe('closing a period', () => {
  const lockedUntil = async (code: string) =>
    (
      await pool().query<{ locked_until: string | null }>(
        'select locked_until from customer where customer_code = $1',
        [code],
      )
    ).rows[0]?.locked_until;

  it('happens when due, and locks for a year whom it finds in a pool', async () => {
    expect((await closeDuePeriods(pool(), clock)).map((close) => close.month)).toEqual(['2026-10']);
    expect(await lockedUntil('OLD')).toBe('2027-11-03');
    clock.advance(13 * DAY_MS);
    expect(await closeDuePeriods(pool(), clock)).toEqual([{ month: '2026-11', locked: 3 }]);
    expect(await closeDuePeriods(pool(), clock)).toEqual([]);
    expect(await lockedUntil('K1')).toBe('2027-12-03');
    expect(await lockedUntil('K3')).toBeNull();
    expect(await lockedUntil('OPENING')).toBeNull();
    expect((await period('network')).closed).toMatchObject({ by: 'system', locked: 3 });
    // Of a region only what a person reads is counted, as in all figures beside it.
    expect((await period('wei')).closed).toMatchObject({ by: 'system', locked: 0 });
    expect((await period('elsewhere')).closed).toMatchObject({ by: 'system', locked: 0 });
  });

  it('[fault 36] closes once, however many try at once', async () => {
    const now = new Date('2026-12-04T00:00:00Z');
    const closes = await Promise.all(
      Array.from({ length: 6 }, () => closePeriod(pool(), '2026-11', 'system', now)),
    );
    expect(closes.filter((close) => close !== null)).toEqual([{ month: '2026-11', locked: 3 }]);
    const { rows } = await pool().query(
      `select customer_code, count(*)::int as n from reassignment_log where kind = 'LOCKED' group by 1 order by 1`,
    );
    expect(rows).toEqual([
      { customer_code: 'K1', n: 1 },
      { customer_code: 'K2', n: 1 },
      { customer_code: 'K4', n: 1 },
    ]);
  });

  it('leaves a lock that only the region lifts, with a reason that the log keeps', async () => {
    await closePeriod(pool(), '2026-11', 'system', new Date('2026-12-04T00:00:00Z'));
    const lift = (who: string, reason = '错划', codes = ['K1']) =>
      call(who, 'POST', 'locks/lift', { customer_codes: codes, reason });
    for (const who of ['network', 'mass', 'qx-public', 'wei', 'viewer']) {
      expect(codeOf(await lift(who))).toBe('403 E_PERMISSION');
    }
    expect(codeOf(await lift('region', ' '))).toBe('400 E_REQUEST');
    expect(codeOf(await lift('region', '错划', ['K1', 'NOBODY']))).toBe('403 E_SCOPE');
    expect((await lift('region')).body).toEqual({ lifted: 1 });
    expect((await lift('region')).body).toEqual({ lifted: 0 });
    const { rows } = await pool().query(
      `select actor, reason, detail ->> 'lockedUntil' as was from reassignment_log where kind = 'LOCK_LIFTED'`,
    );
    expect(rows).toEqual([{ actor: 'region', reason: '错划', was: '2027-12-03' }]);
  });
});

describe('the adjustment log', () => {
  it.each([
    `update reassignment_log set actor = 'nobody'`,
    `delete from reassignment_log`,
    `truncate reassignment_log`,
  ])('is edited by nobody: %s', async (sql) => {
    await expect(pool().query(sql)).rejects.toThrow(/only ever added to|referenced in a foreign key/);
  });
});
