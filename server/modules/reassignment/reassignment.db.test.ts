import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Mutation } from '../../../shared/sync/mutations.ts';
import { MutationBuilder } from '../../sync/test-support/mutation-builder.ts';
import { SyncClient } from '../../sync/test-support/sync-client.ts';
import { MovableClock, type TestApp, testApp } from '../../test-support/test-app.ts';
import {
  communityOf,
  insertCustomers,
  insertPeople,
  insertRegion,
} from '../division/test-support/division-region.ts';
import { expireRequests, renewApprovers } from './upkeep.ts';

const DAY_MS = 86_400_000;

let server: TestApp;
let clock: MovableClock;
const outboxes = new Map<string, MutationBuilder>();
beforeEach(async () => {
  clock = new MovableClock(new Date().toISOString());
  server = await testApp({ clock });
  outboxes.clear();
  await insertRegion(pool());
  await insertPeople(pool());
  await insertCustomers(pool(), [
    { code: 'W1', community: 'QX-P-1-1', openingStock: true },
    { code: 'W2', community: 'QX-P-1-1', openingStock: true },
    { code: 'L1', community: 'QX-P-1-2', openingStock: true },
    { code: 'B1', community: 'QX-B-1', openingStock: true },
    { code: 'X1', community: 'XN-P-1-1', area: '兴宁', openingStock: true },
  ]);
});
afterEach(() => server.close());

const pool = () => server.database.pool;
const outboxOf = (who: string): MutationBuilder => {
  const known = outboxes.get(who) ?? new MutationBuilder();
  outboxes.set(who, known);
  return known;
};
/** What became of one mutation: `applied`, or the code of its refusal. */
const push = async (who: string, mutation: Mutation): Promise<string> => {
  const { results } = await new SyncClient(server.app, who).push([mutation], { epoch: null });
  const [result] = results;
  return result?.code ?? result?.status ?? 'nothing';
};
const give = (who: string, requestId: string, customerCode: string, community: string) =>
  push(who, outboxOf(who).ask({ requestId, direction: 'GIVE', customer: { customerCode }, community }));
const decide = (who: string, requestId: string, decision: 'APPROVE' | 'REJECT' = 'APPROVE', comment = '') =>
  push(who, outboxOf(who).decide(requestId, decision, comment));

/** Who has something to do with a request: `{wei: 'ASKER', lead: 'APPROVER'}`. */
const partiesOf = async (requestId: string): Promise<Record<string, string>> => {
  const { rows } = await pool().query<{ staff_id: string; part: string }>(
    'select staff_id, part from reassignment_party where request_id = $1',
    [requestId],
  );
  return Object.fromEntries(rows.map((row) => [row.staff_id, row.part]));
};
const stateOf = async (requestId: string): Promise<string | undefined> => {
  const { rows } = await pool().query<{ state: string }>(
    'select state from reassignment_request where request_id = $1',
    [requestId],
  );
  return rows[0]?.state;
};
const heldBy = async (who: string) => {
  const client = new SyncClient(server.app, who);
  await client.pull();
  return [...client.rows.values()].filter((row) => row.entity === 'reassignment').map((row) => row.body);
};

describe('asking', () => {
  it.each([
    ['the same zone', 'QX-P-1-2', { lead: 'APPROVER' }],
    ['another department, of another channel', 'QX-B-1', { network: 'APPROVER' }],
    ['another centre of the network', 'XN-P-1-1', { mass: 'APPROVER', network: 'APPROVER' }],
    ['another network', 'M-P-1', { region: 'APPROVER' }],
  ])('for %s goes to who leads both ends', async (_what, community, approvers) => {
    expect(await give('wei', 'RQ1', 'W1', community)).toBe('applied');
    expect(await partiesOf('RQ1')).toEqual({ wei: 'ASKER', ...approvers });
  });

  it('reaches its approver as a row of his own, and nobody else', async () => {
    await give('wei', 'RQ1', 'W1', 'QX-P-1-2');
    expect(await heldBy('lead')).toMatchObject([
      {
        requestId: 'RQ1',
        part: 'APPROVER',
        customerCode: 'W1',
        state: 'OPEN',
        askedByName: 'wei',
        reason: '装机地址在那边',
      },
    ]);
    expect(await heldBy('wei')).toMatchObject([{ requestId: 'RQ1', part: 'ASKER' }]);
    for (const other of ['lin', 'network', 'qx-public', 'region']) expect(await heldBy(other)).toEqual([]);
  });

  it('takes a customer of somebody else by its number', async () => {
    const take = (requestId: string, customer: { billingAccountNumber: string } | { accessNumber: string }) =>
      push('wei', outboxOf('wei').ask({ requestId, direction: 'TAKE', customer, community: 'QX-P-1-1' }));
    expect(await take('RQ1', { billingAccountNumber: 'AL1' })).toBe('applied');
    expect(await take('RQ2', { accessNumber: '0771B1' })).toBe('applied');
    expect(await take('RQ3', { accessNumber: '0000' })).toBe('E_NOT_FOUND');
    expect(await partiesOf('RQ1')).toEqual({ wei: 'ASKER', lead: 'APPROVER' });
  });

  it('is refused with a reason', async () => {
    await pool().query(`update customer set locked_until = current_date + 300 where customer_code = 'W2'`);
    expect(await give('wei', 'RQ1', 'L1', 'QX-P-1-1')).toBe('E_SCOPE');
    expect(await give('wei', 'RQ2', 'W2', 'QX-P-1-2')).toBe('E_LOCKED');
    expect(await give('wei', 'RQ3', 'W1', 'QX-P-0')).toBe('E_INVALID');
    expect(await give('wei', 'RQ4', 'W1', 'QX-P-1-1')).toBe('E_INVALID');
    expect(await give('wei', 'RQ5', 'W1', 'NOWHERE')).toBe('E_NOT_FOUND');
    expect(await give('viewer', 'RQ6', 'W1', 'QX-P-1-2')).toBe('E_PERMISSION');
    expect(await give('wei', 'RQ7', 'W1', 'QX-P-1-2')).toBe('applied');
    expect(await give('wei', 'RQ8', 'W1', 'QX-B-1')).toBe('E_INVALID');
  });
});

describe('deciding', () => {
  it('moves the customer with all that hangs on it, and tells both holders', async () => {
    const note = outboxOf('wei').note('W1');
    await push('wei', note);
    await give('wei', 'RQ1', 'W1', 'QX-P-1-2');
    expect(await decide('lead', 'RQ1')).toBe('applied');
    const { rows } = await pool().query(
      `select entity, bucket from sync_row where id in ('W1', $1) order by entity`,
      [note.id],
    );
    expect(rows).toEqual([
      { entity: 'customer', bucket: 'community:QX-P-1-2' },
      { entity: 'interaction', bucket: 'community:QX-P-1-2' },
    ]);
    const log = await pool().query(
      `select kind, actor, request_id, from_community, to_community from reassignment_log
       where customer_code = 'W1' order by log_id desc limit 1`,
    );
    expect(log.rows).toEqual([
      {
        kind: 'REASSIGNED',
        actor: 'lead',
        request_id: 'RQ1',
        from_community: 'QX-P-1-1',
        to_community: 'QX-P-1-2',
      },
    ]);
    expect(await partiesOf('RQ1')).toEqual({ wei: 'ASKER', lead: 'APPROVER', lin: 'NEW_HOLDER' });
    expect(await heldBy('lin')).toMatchObject([
      { part: 'NEW_HOLDER', state: 'APPROVED', decidedByName: 'lead' },
    ]);
    // What he wrote before he heard of it is still taken.
    expect(await push('wei', outboxOf('wei').note('W1'))).toBe('late');
  });

  it.each([
    ['wei', 'E_PERMISSION'],
    ['lin', 'E_PERMISSION'],
    ['viewer', 'E_PERMISSION'],
    // Leads too, but not the lowest unit that contains both.
    ['qx-public', 'E_SCOPE'],
    ['network', 'E_SCOPE'],
    ['region', 'E_SCOPE'],
    ['elsewhere', 'E_SCOPE'],
  ])('is not for %s', async (who, code) => {
    await give('wei', 'RQ1', 'W1', 'QX-P-1-2');
    expect(await decide(who, 'RQ1')).toBe(code);
    expect(await communityOf(pool(), 'W1')).toBe('QX-P-1-1');
  });

  it('nobody approves his own', async () => {
    expect(await give('lead', 'RQ1', 'W1', 'QX-P-1-2')).toBe('applied');
    expect(await partiesOf('RQ1')).toEqual({ lead: 'ASKER', 'qx-public': 'APPROVER' });
    expect(await decide('lead', 'RQ1')).toBe('E_SCOPE');
  });

  it('rejects with a comment, and not without', async () => {
    await give('wei', 'RQ1', 'W1', 'QX-P-1-2');
    expect(await decide('lead', 'RQ1', 'REJECT', ' ')).toBe('E_INVALID');
    expect(await decide('lead', 'RQ1', 'REJECT', '地址没有变')).toBe('applied');
    expect(await heldBy('wei')).toMatchObject([
      { state: 'REJECTED', comment: '地址没有变', decidedBy: 'lead' },
    ]);
    expect(await communityOf(pool(), 'W1')).toBe('QX-P-1-1');
  });

  it('of two overlapping requests at once comes to one move; the other learns who was first', async () => {
    await give('wei', 'RQ1', 'W1', 'QX-P-1-2');
    await push(
      'lin',
      outboxOf('lin').ask({
        requestId: 'RQ2',
        direction: 'TAKE',
        customer: { customerCode: 'W1' },
        community: 'QX-P-1-2',
      }),
    );
    await pool().query(
      `insert into staff_role (staff_id, role, unit_code) values ('qx-public', 'TEAM_LEAD', 'QX-P-1')`,
    );
    const answers = await Promise.all([decide('lead', 'RQ1'), decide('qx-public', 'RQ2')]);
    expect(answers.sort()).toEqual(['E_DECIDED', 'applied']);
    expect([await stateOf('RQ1'), await stateOf('RQ2')].sort()).toEqual(['APPROVED', 'OVERTAKEN']);
    // Both ended with the move, by the server's clock whatever the database's says.
    const ended = await pool().query('select distinct decided_at from reassignment_request');
    expect(ended.rows).toEqual([{ decided_at: clock.now() }]);
    const { rows } = await pool().query(
      `select count(*)::int as n from reassignment_log where customer_code = 'W1' and kind = 'REASSIGNED'`,
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('of overlapping batches by two leads at once comes to one move each, and each learns what the other did', async () => {
    const codes = ['W1', 'W2', 'L1'];
    const targetOf = (code: string) => (code === 'L1' ? 'QX-P-1-1' : 'QX-P-1-2');
    for (const code of codes) {
      const asker = code === 'L1' ? 'lin' : 'wei';
      expect(await give(asker, `G-${code}`, code, targetOf(code))).toBe('applied');
      const taker = code === 'L1' ? 'wei' : 'lin';
      const take = {
        direction: 'TAKE',
        customer: { customerCode: code },
        community: targetOf(code),
      } as const;
      expect(await push(taker, outboxOf(taker).ask({ requestId: `T-${code}`, ...take }))).toBe('applied');
    }
    await pool().query(
      `insert into staff_role (staff_id, role, unit_code) values ('qx-public', 'TEAM_LEAD', 'QX-P-1')`,
    );
    // Both approve all, one in the other's order, each in one push.
    const batch = (who: string, ids: string[]) =>
      new SyncClient(server.app, who).push(
        ids.map((id) => outboxOf(who).decide(id, 'APPROVE', '')),
        { epoch: null },
      );
    const [first, second] = await Promise.all([
      batch(
        'lead',
        codes.map((code) => `G-${code}`),
      ),
      batch(
        'qx-public',
        codes.toReversed().map((code) => `T-${code}`),
      ),
    ]);
    const outcomes = [...first.results, ...second.results].map((result) => result.code ?? result.status);
    expect(outcomes.sort()).toEqual(['E_DECIDED', 'E_DECIDED', 'E_DECIDED', 'applied', 'applied', 'applied']);
    const { rows: moves } = await pool().query(
      `select customer_code, to_community, count(*)::int as n from reassignment_log where kind = 'REASSIGNED'
       group by 1, 2 order by 1`,
    );
    expect(moves).toEqual(
      codes.toSorted().map((code) => ({ customer_code: code, to_community: targetOf(code), n: 1 })),
    );
    for (const code of codes) {
      expect([await stateOf(`G-${code}`), await stateOf(`T-${code}`)].sort()).toEqual([
        'APPROVED',
        'OVERTAKEN',
      ]);
    }
  });

  it('is overtaken by a move of any other kind, and refused for a customer that was locked meanwhile', async () => {
    await give('wei', 'RQ1', 'W1', 'QX-P-1-2');
    await give('wei', 'RQ2', 'W2', 'QX-P-1-2');
    await pool().query(`update customer set community_code = 'QX-B-1' where customer_code = 'W1'`);
    await pool().query(`update customer set locked_until = current_date + 300 where customer_code = 'W2'`);
    expect(await stateOf('RQ1')).toBe('OVERTAKEN');
    expect(await decide('lead', 'RQ1')).toBe('E_DECIDED');
    expect(await decide('lead', 'RQ2')).toBe('E_LOCKED');
    expect(await stateOf('RQ2')).toBe('OPEN');
  });
});

describe('withdrawing', () => {
  it('is for the asker, while it is open', async () => {
    await give('wei', 'RQ1', 'W1', 'QX-P-1-2');
    expect(await push('lin', outboxOf('lin').withdraw('RQ1'))).toBe('E_SCOPE');
    expect(await push('wei', outboxOf('wei').withdraw('RQ1'))).toBe('applied');
    expect(await decide('lead', 'RQ1')).toBe('E_DECIDED');
    expect(await push('wei', outboxOf('wei').withdraw('NONE'))).toBe('E_NOT_FOUND');
  });
});

describe('as days go by', () => {
  it('a request that nobody decides on expires after thirty days', async () => {
    await give('wei', 'RQ1', 'W1', 'QX-P-1-2');
    clock.advance(29 * DAY_MS);
    expect(await expireRequests(pool(), clock)).toBe(0);
    clock.advance(2 * DAY_MS);
    expect(await expireRequests(pool(), clock)).toBe(1);
    expect(await stateOf('RQ1')).toBe('EXPIRED');
  });

  it('a deputy has it in his inbox while his term runs', async () => {
    await give('wei', 'RQ1', 'W1', 'QX-P-1-2');
    const today = clock.now().toISOString().slice(0, 10);
    await pool().query(
      `insert into staff_role (staff_id, role, unit_code, valid_from, valid_to)
       values ('lin', 'TEAM_LEAD', 'QX-P-1', $1::date - 1, $1::date + 2)`,
      [today],
    );
    await renewApprovers(pool(), clock);
    expect(await partiesOf('RQ1')).toEqual({ wei: 'ASKER', lead: 'APPROVER', lin: 'APPROVER' });
    clock.advance(4 * DAY_MS);
    await renewApprovers(pool(), clock);
    expect(await partiesOf('RQ1')).toEqual({ wei: 'ASKER', lead: 'APPROVER' });
  });
});
