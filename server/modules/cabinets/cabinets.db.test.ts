import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CabinetPreview, CabinetRulesResponse, CabinetSaved } from '../../../shared/api/cabinets.ts';
import { type FeedFolder, feedFolder } from '../../feeds/test-support/feed-folder.ts';
import { accessTokenFor, bearer } from '../../test-support/people.ts';
import { MovableClock, type TestApp, testApp } from '../../test-support/test-app.ts';
import {
  communityOf,
  insertCustomers,
  insertPeople,
  insertRegion,
} from '../division/test-support/division-region.ts';

let server: TestApp;
const clock = new MovableClock('2026-11-21T02:00:00Z');
beforeEach(async () => {
  server = await testApp({ clock });
  await insertRegion(pool());
  await insertPeople(pool());
  await pool().query(
    `insert into cabinet_rule (cabinet, billing_area, range_from, range_to, from_digits, to_digits, community_code)
     values ('55J', '青秀', '', '', null, null, 'QX-P-1-1'), ('66J', '兴宁', '', '', null, null, 'XN-P-1-1')`,
  );
  await insertCustomers(pool(), [
    { code: '1001', community: 'QX-P-1-1' },
    { code: '1002', community: 'QX-P-1-1' },
    { code: '1003', community: 'QX-P-1-1' },
    // Stood elsewhere than the rules say before anybody touched them.
    { code: '1004', community: 'QX-B-1' },
    { code: '2001', community: 'XN-P-1-1', area: '兴宁' },
  ]);
  await pool().query(`insert into line97 (access_number, cabinet, terminal, exchange)
    select access_number, case when billing_area = '青秀' then '55J' else '66J' end, '', '' from subscription`);
  await pool().query(`update customer set placement = placement || '{"kind": "RULE"}'`);
  await pool().query(`update customer set locked_until = '2027-12-03' where customer_code = '1002'`);
  await pool().query(
    `update customer set placement = placement || '{"kind": "DIVISION"}' where customer_code = '1003'`,
  );
});
afterEach(() => server.close());

const pool = () => server.database.pool;
const call = async (who: string, method: 'GET' | 'POST', path: string, payload?: object) => {
  const answer = await server.app.inject({
    method,
    url: `/cabinets/v1/${path}`,
    headers: bearer(accessTokenFor(server.app, who, { clock })),
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, body: answer.json() as unknown };
};
const codeOf = ({ status, body }: { status: number; body: unknown }): string =>
  `${status} ${(body as { error?: { code: string } }).error?.code ?? ''}`.trim();
const rules = async (who: string, search = '') =>
  (await call(who, 'GET', `rules?search=${encodeURIComponent(search)}`)).body as CabinetRulesResponse;
const ruleOf55J = async () => (await rules('network', '55J')).rules[0]!.rule_id;
const toSecond = (ruleId: number) => ({
  kind: 'CHANGE',
  rule_id: ruleId,
  rule: { cabinet: '55J', billing_area: '青秀', range_from: '', range_to: '', community_code: 'QX-P-1-2' },
});
const range = (from: string, to: string, community: string | null = 'QX-P-1-2') => ({
  kind: 'ADD',
  rule: { cabinet: '55J', billing_area: '青秀', range_from: from, range_to: to, community_code: community },
});

const preview = async (who: string, change: object) =>
  (await call(who, 'POST', 'preview', change)).body as CabinetPreview;

describe('the rules', () => {
  it.each([
    ['network', '', ['55J', '66J']],
    ['network', '青秀片1', ['55J']],
    ['network', '66j', ['66J']],
    ['region', '', ['55J', '66J']],
    ['elsewhere', '', []],
  ])('as %s finds them by "%s"', async (who, search, cabinets) => {
    const found = await rules(who, search);
    expect(found.rules.map((rule) => rule.cabinet)).toEqual(cabinets);
    expect(found.total).toBe(cabinets.length);
  });

  it.each(['wei', 'lead', 'qx-public', 'viewer'])('are not kept by %s', async (who) => {
    expect(codeOf(await call(who, 'GET', 'rules'))).toBe('403 E_PERMISSION');
    expect(codeOf(await call(who, 'POST', 'preview', range('1', '2')))).toBe('403 E_PERMISSION');
    expect(codeOf(await call(who, 'POST', 'changes', { change: range('1', '2'), move: false }))).toBe(
      '403 E_PERMISSION',
    );
  });
});

describe('a change', () => {
  it('is previewed: who would match elsewhere by its doing, and who of them would stay', async () => {
    const preview = (await call('network', 'POST', 'preview', toSecond(await ruleOf55J())))
      .body as CabinetPreview;
    expect(preview).toMatchObject({ elsewhere: 4, locked: 1, placed_by_people: 1, movable: 2 });
    expect(preview.sample.map((row) => [row.customer_code, row.to_name, row.why_not])).toEqual([
      ['1001', '青秀片2社区', null],
      ['1002', '青秀片2社区', 'LOCKED'],
      ['1003', '青秀片2社区', 'PLACED_BY_PEOPLE'],
      ['1004', '青秀片2社区', null],
    ]);
    expect((await rules('network', '55J')).rules[0]?.community_code).toBe('QX-P-1-1');
  });

  it('counts only whom it concerns', async () => {
    const preview = (await call('network', 'POST', 'preview', range('0771-1001', '0771-1001')))
      .body as CabinetPreview;
    expect(preview).toMatchObject({ elsewhere: 1, movable: 1 });
    const same = (await call('network', 'POST', 'preview', range('0771-1001', '0771-1001', 'QX-P-1-1')))
      .body as CabinetPreview;
    expect(same.elsewhere).toBe(0);
  });

  it('moves nobody unless asked to, and then as a logged batch', async () => {
    const quiet = { change: range('0771-1001', '0771-1002'), move: false };
    expect((await call('network', 'POST', 'changes', quiet)).body).toEqual({ moved: 0, batch_id: null });
    expect(await communityOf(pool(), '1001')).toBe('QX-P-1-1');

    const saved = await call('network', 'POST', 'changes', {
      change: toSecond(await ruleOf55J()),
      move: true,
    });
    const { moved, batch_id: batchId } = saved.body as CabinetSaved;
    expect(moved).toBe(1);
    const { rows } = await pool().query(
      `select customer_code, kind, actor, to_community from reassignment_log where batch_id = $1`,
      [batchId],
    );
    expect(rows).toEqual([
      { customer_code: '1004', kind: 'RULES_APPLIED', actor: 'network', to_community: 'QX-P-1-2' },
    ]);
    const local = await pool().query(`select count(*)::int as n from cabinet_rule where is_local`);
    expect(local.rows).toEqual([{ n: 2 }]);
  });

  it('moves nobody whom a person moved and locked while it waited', async () => {
    const change = toSecond(await ruleOf55J());
    const person = await pool().connect();
    const { rows } = await person.query<{ pid: number }>('select pg_backend_pid() as pid');
    await person.query('begin');
    await person.query(
      `update customer set community_code = 'QX-B-1', locked_until = '2027-12-03',
         placement = placement || '{"kind": "REASSIGNMENT"}' where customer_code = '1001'`,
    );
    const saving = call('network', 'POST', 'changes', { change, move: true });
    const waiting = 'select from pg_stat_activity where $1 = any(pg_blocking_pids(pid))';
    await vi
      .waitFor(async () => expect((await pool().query(waiting, [rows[0]!.pid])).rowCount).toBe(1), {
        timeout: 30_000,
      })
      .finally(() => person.query('commit').then(() => person.release()));
    expect((await saving).body).toMatchObject({ moved: 1 });
    expect(await communityOf(pool(), '1001')).toBe('QX-B-1');
    expect(await communityOf(pool(), '1004')).toBe('QX-P-1-2');
  }, 60_000);

  it.each([
    ['elsewhere', '403 E_SCOPE'],
    ['network', '200'],
  ])('by %s: %s', async (who, expected) => {
    expect(codeOf(await call(who, 'POST', 'preview', toSecond(await ruleOf55J())))).toBe(expected);
  });

  it('is refused where it would be a tie, turned round, or lead nowhere', async () => {
    expect(codeOf(await call('network', 'POST', 'preview', range('', '')))).toBe('409 E_RULE_EXISTS');
    expect(codeOf(await call('network', 'POST', 'preview', range('0771-2', '0771-1')))).toBe('400 E_REQUEST');
    expect(codeOf(await call('network', 'POST', 'preview', range('0771-1', '')))).toBe('400 E_REQUEST');
    expect(codeOf(await call('network', 'POST', 'preview', range('1', '2', 'NOWHERE')))).toBe(
      '400 E_REQUEST',
    );
    expect(codeOf(await call('network', 'POST', 'preview', { kind: 'RETIRE', rule_id: 99_999 }))).toBe(
      '404 E_NOT_FOUND',
    );
  });

  it('retires a rule: its numbers go to the pool', async () => {
    const change = { kind: 'RETIRE', rule_id: await ruleOf55J() };
    const preview = (await call('network', 'POST', 'preview', change)).body as CabinetPreview;
    expect(preview.sample[0]).toMatchObject({ customer_code: '1001', to_name: '青秀未分配社区' });
    await call('network', 'POST', 'changes', { change, move: false });
    expect((await rules('network')).rules.map((rule) => rule.cabinet)).toEqual(['66J']);
  });
});

describe('the reach of who keeps the rules', () => {
  const ofLiuzhou = {
    kind: 'ADD',
    rule: {
      cabinet: '55J',
      billing_area: '柳州',
      range_from: '0771-1001',
      range_to: '0771-1001',
      community_code: 'M-P-1',
    },
  };

  it.each(['elsewhere', 'region'])('from network to network nobody goes, also by %s', async (who) => {
    expect(await preview(who, ofLiuzhou)).toEqual({
      elsewhere: 1,
      out_of_scope: 1,
      locked: 0,
      placed_by_people: 0,
      movable: 0,
      sample: [],
    });
    const saved = await call(who, 'POST', 'changes', { change: ofLiuzhou, move: true });
    expect(saved.body).toEqual({ moved: 0, batch_id: null });
    expect(await communityOf(pool(), '1001')).toBe('QX-P-1-1');
  });

  it('customers of another channel are counted, and neither named nor moved', async () => {
    const change = toSecond(await ruleOf55J());
    const seen = await preview('mass', change);
    expect(seen).toMatchObject({
      elsewhere: 4,
      out_of_scope: 1,
      locked: 1,
      placed_by_people: 1,
      movable: 1,
    });
    expect(seen.sample.map((row) => row.customer_code)).toEqual(['1001', '1002', '1003']);
    expect((await call('mass', 'POST', 'changes', { change, move: true })).body).toMatchObject({ moved: 1 });
    expect(await communityOf(pool(), '1001')).toBe('QX-P-1-2');
    expect(await communityOf(pool(), '1004')).toBe('QX-B-1');
  });

  it('customers whom another rule sends out of it stay', async () => {
    await pool().query(
      `insert into cabinet_rule (cabinet, billing_area, range_from, range_to, from_digits, to_digits, community_code)
       values ('55J', '青秀', '0771-1001', '0771-1001', 7711001, 7711001, 'QX-P-1-1'),
         ('55J', '青秀', '0771-1000', '0771-1009', 7711000, 7711009, 'QX-B-1')`,
    );
    const { rows } = await pool().query<{ rule_id: number }>(
      `select rule_id::int from cabinet_rule where range_from = range_to and range_from <> ''`,
    );
    const change = { kind: 'RETIRE', rule_id: rows[0]!.rule_id };
    expect(await preview('mass', change)).toMatchObject({ elsewhere: 1, out_of_scope: 1, sample: [] });
    expect(await preview('network', change)).toMatchObject({ elsewhere: 1, out_of_scope: 0, movable: 1 });
  });

  it.each([
    ['elsewhere', '柳州', 'QX-P-1-2', '403 E_SCOPE'],
    ['mass', '青秀', 'QX-B-1', '403 E_SCOPE'],
    ['network', '青秀', 'QX-B-1', '200'],
    ['region', '柳州', 'QX-P-1-2', '200'],
  ])('%s, for %s, to %s: %s', async (who, area, community, expected) => {
    const { rule } = range('0771-1', '0771-2', community);
    const change = { kind: 'ADD', rule: { ...rule, billing_area: area } };
    expect(codeOf(await call(who, 'POST', 'preview', change))).toBe(expected);
    expect(codeOf(await call(who, 'POST', 'changes', { change, move: false }))).toBe(expected);
  });
});

describe('a rule of a file whose range was changed', () => {
  let folder: FeedFolder;
  const FILE = ['55J001,青秀,5500000,5500399,QX-P-1-1', '56J001,青秀,,,'];
  const live = async () => {
    const { rows } = await pool().query<{ rule: string }>(
      `select concat_ws(' ', cabinet, nullif(range_from, ''), nullif(range_to, ''), community_code) as rule from cabinet_rule
       where cabinet in ('55J001', '56J001', '57J001') and retired_on is null order by 1`,
    );
    return rows.map((row) => row.rule);
  };
  const change = async (cabinet: string, fields: object) => {
    const { rule_id: ruleId, ...rule } = (await rules('network', cabinet)).rules[0]!;
    const changed = { kind: 'CHANGE', rule_id: ruleId, rule: { ...rule, ...fields } };
    return codeOf(await call('network', 'POST', 'changes', { change: changed, move: false }));
  };
  beforeEach(async () => {
    folder = await feedFolder(pool());
    await folder.take('cross_boxes.csv', FILE);
  });
  afterEach(() => folder.remove());

  it('does not come back with the next file, which tells the difference; force revives it', async () => {
    expect(await change('55J001', { range_to: '5500199' })).toBe('200');
    const again = await folder.take('cross_boxes.csv', FILE);
    expect(again).toMatchObject({ rows_changed: 0, rows_removed: 0, facts: { localDifferences: 1 } });
    expect(await live()).toEqual(['55J001 5500000 5500199 QX-P-1-1', '56J001']);
    // Nor is it seen on the screen.
    expect((await rules('network', '55J001')).rules.map((rule) => [rule.range_to, rule.is_local])).toEqual([
      ['5500199', true],
    ]);
    expect((await rules('network', '55J001')).total).toBe(1);

    const forced = await folder.take('cross_boxes.csv', FILE, { force: true });
    expect(forced).toMatchObject({ rows_changed: 1, facts: { localDifferences: 0 } });
    // What the screen made of it is a rule of its own by then.
    expect(await live()).toEqual([
      '55J001 5500000 5500199 QX-P-1-1',
      '55J001 5500000 5500399 QX-P-1-1',
      '56J001',
    ]);
  });

  it('is not doubled by going back, by another cabinet, or by being added anew', async () => {
    await change('55J001', { range_to: '5500199' });
    await change('55J001', { range_to: '5500399' });
    await change('56J001', { cabinet: '57J001' });
    expect(await live()).toEqual(['55J001 5500000 5500399 QX-P-1-1', '57J001']);
    expect(await folder.take('cross_boxes.csv', FILE)).toMatchObject({
      rows_changed: 0,
      facts: { localDifferences: 1 },
    });

    const { rule } = range('', '', null);
    const added = { kind: 'ADD', rule: { ...rule, cabinet: '56J001' } };
    expect(codeOf(await call('network', 'POST', 'changes', { change: added, move: false }))).toBe('200');
    await folder.take('cross_boxes.csv', FILE, { force: true });
    expect(await live()).toEqual(['55J001 5500000 5500399 QX-P-1-1', '56J001', '57J001']);
  });
});
