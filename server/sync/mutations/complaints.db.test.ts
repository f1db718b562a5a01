import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RoleKey } from '../../../shared/domain/permissions.ts';
import type { ComplaintStepArgs, Mutation } from '../../../shared/sync/mutations.ts';
import type { PushResponse } from '../../../shared/sync/protocol.ts';
import { moveCustomers } from '../../modules/division/moves.ts';
import { inTransaction } from '../../postgres/transaction.ts';
import { insertPerson } from '../../test-support/people.ts';
import { MovableClock, testApp, type TestApp } from '../../test-support/test-app.ts';
import { audit } from '../history/audit.ts';
import { MutationBuilder } from '../test-support/mutation-builder.ts';
import { insertCustomers, insertRegion, moveCustomer } from '../test-support/region.ts';
import { SyncClient } from '../test-support/sync-client.ts';

type Deed = ComplaintStepArgs extends infer A ? (A extends unknown ? Omit<A, 'stepId'> : never) : never;

let made = 0;

/** The edits of one client about complaints. */
class Complaints extends MutationBuilder {
  file(id: string, more: Record<string, unknown> = {}): Mutation {
    return this.of('complaint.file', id, {
      complaintId: id,
      customerCode: 'K1',
      kind: 'FAULT',
      text: '宽带每晚掉线',
      complainant: { name: '覃文静', role: '决策者', phone: '13377760386' },
      receivedOn: '2026-11-18',
      dueOn: '2026-11-20',
      owner: '30001',
      ...more,
    });
  }
  step(id: string, deed: Deed, more: Partial<Mutation> = {}): Mutation {
    return { ...this.of('complaint.step', id, { stepId: `T-${++made}`, ...deed }), ...more };
  }
}

describe('complaints', () => {
  let server: TestApp;
  let outbox: Complaints;
  let manager: SyncClient;
  let id: string;
  const clock = new MovableClock('2026-11-20T11:00:00+08:00');

  const device = (staffNo: string): SyncClient => new SyncClient(server.app, staffNo, `complaints-${++made}`);
  const outcomes = ({ results }: PushResponse) => results.map(({ status, code }) => code ?? status);
  const push = async (client: SyncClient, ...mutations: Mutation[]) => outcomes(await client.push(mutations));
  const held = async (client: SyncClient): Promise<Record<string, unknown>[]> => {
    await client.pull();
    return [...client.rows.values()]
      .filter((row) => row.entity === 'complaint' && row.id === id)
      .map((row) => row.body);
  };
  const sql = (text: string, values: unknown[] = []) => server.database.pool.query(text, values);

  beforeAll(async () => {
    server = await testApp({ clock });
    const { pool } = server.database;
    await insertRegion(pool);
    const person = (staffNo: string, role: RoleKey, unitCode: string) =>
      insertPerson(pool, { staffNo, roles: [{ role, unitCode }] });
    await person('30001', 'ACCOUNT_MANAGER', 'A1');
    await person('30002', 'ACCOUNT_MANAGER', 'B1');
    await person('30007', 'ACCOUNT_MANAGER', 'A2');
    await person('30003', 'TEAM_LEAD', 'NN1-GZ-A');
    await person('30004', 'DEPARTMENT_LEADER', 'NN1-GZ');
    await person('30005', 'NETWORK_PERFORMANCE_REVIEWER', 'NN');
    await person('30006', 'DEPARTMENT_ADMIN', 'NN1-GZ');
    await insertCustomers(pool, [{ customerCode: 'K1', community: 'A1' }]);
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    await moveCustomer(server.database.pool, 'K1', 'A1');
    outbox = new Complaints();
    manager = device('30001');
    id = `KT-${++made}`;
  });

  it('[S7] is there once however often it is sent, with the customer, for whoever may see the customer', async () => {
    const filed = outbox.file(id);
    expect(await push(manager, filed)).toEqual(['applied']);
    expect(await push(manager, filed)).toEqual(['duplicate']);
    const row = {
      complaintId: id,
      customerCode: 'K1',
      kind: 'FAULT',
      text: '宽带每晚掉线',
      complainant: { name: '覃文静', role: '决策者', phone: '13377760386' },
      receivedOn: '2026-11-18',
      dueOn: '2026-11-20',
      state: 'OPEN',
      owner: '30001',
      takenBy: '30001',
      steps: [],
    };
    expect(await held(device('30003'))).toEqual([row]);
    expect(await held(device('30004'))).toEqual([row]);
    expect(await held(device('30002'))).toEqual([]);
    expect(await held(device('30005'))).toEqual([]);
  });

  it('is begun, handed on, worked on and solved; each step tells who and when, by the clock of the server', async () => {
    const lead = device('30003');
    const leads = new Complaints();
    const slow = { occurred_at: '2026-11-20T10:40:00+08:00', clock_offset: 30 * 60_000 };
    const ahead = { occurred_at: '2026-11-25T10:40:00+08:00' };
    expect(
      await push(
        manager,
        outbox.file(id),
        outbox.step(id, { act: 'TAKE' }),
        outbox.step(id, { act: 'HAND', to: '30003' }),
      ),
    ).toEqual(['applied', 'applied', 'applied']);
    expect(await held(manager)).toMatchObject([{ state: 'OPEN', owner: '30003' }]);
    expect(
      await push(
        lead,
        leads.step(id, { act: 'NOTE', text: '约了明天上门' }, slow),
        leads.step(id, { act: 'SOLVE', text: '换了光猫' }, ahead),
      ),
    ).toEqual(['applied', 'applied']);
    expect(await held(manager)).toMatchObject([
      {
        state: 'SOLVED',
        owner: '30003',
        solvedOn: '2026-11-20',
        solvedBy: '30003',
        steps: [
          { act: 'TAKE', staffNo: '30001' },
          { act: 'HAND', staffNo: '30001', to: '30003' },
          { act: 'NOTE', staffNo: '30003', text: '约了明天上门', at: '2026-11-20T10:10:00.000+08:00' },
          { act: 'SOLVE', text: '换了光猫', at: '2026-11-20T11:00:00.000+08:00' },
        ],
      },
    ]);
    expect(
      await push(manager, outbox.step(id, { act: 'REOPEN', text: '又掉线了', dueOn: '2026-11-22' })),
    ).toEqual(['applied']);
    const [again] = await held(manager);
    expect(again).toMatchObject({ state: 'OPEN', dueOn: '2026-11-22' });
    expect(again).not.toHaveProperty('solvedOn');
  });

  it('what a colleague has ended meanwhile is not ended twice, and a note on it still arrives', async () => {
    await push(manager, outbox.file(id));
    const lead = device('30003');
    const leads = new Complaints();
    expect(await push(lead, leads.step(id, { act: 'SOLVE', text: '已退费' }))).toEqual(['applied']);
    expect(
      await push(
        manager,
        outbox.step(id, { act: 'SOLVE', text: '打电话说明' }),
        outbox.step(id, { act: 'TAKE' }),
        outbox.step(id, { act: 'HAND', to: '30003' }),
        outbox.step(id, { act: 'NOTE', text: '客户说满意' }),
        outbox.step(id, { act: 'CLOSE' }),
        outbox.step(id, { act: 'CLOSE' }),
      ),
    ).toEqual(['E_DECIDED', 'E_DECIDED', 'E_DECIDED', 'applied', 'applied', 'E_DECIDED']);
  });

  it('carries its newest thirty steps, and its own trail keeps all', async () => {
    const notes = Array.from({ length: 33 }, (_, n) => outbox.step(id, { act: 'NOTE', text: `第 ${n} 次` }));
    const file = { ...outbox.file(id), n: 1 };
    expect(await push(manager, file, ...notes.map((note, n) => ({ ...note, n: n + 2 })))).not.toContain(
      'E_INVALID',
    );
    const steps = (await held(manager))[0]!['steps'] as { text: string }[];
    expect(steps.map(({ text }) => text)).toEqual(Array.from({ length: 30 }, (_, n) => `第 ${n + 3} 次`));
    const { rows } = await sql('select count(*)::int as n from complaint_step where complaint_id = $1', [id]);
    expect(rows).toEqual([{ n: 33 }]);
    await expect(sql(`update complaint_step set text = '' where complaint_id = $1`, [id])).rejects.toThrow(
      'only ever added to',
    );
  });

  it('goes with its customer; an owner who may not write there has lost it, one who may keeps it', async () => {
    await push(manager, outbox.file(id), outbox.step(id, { act: 'TAKE' }));
    await moveCustomer(server.database.pool, 'K1', 'B1');
    expect(await held(manager)).toEqual([]);
    const theirs = device('30002');
    const [row] = await held(theirs);
    expect(row).toMatchObject({
      state: 'OPEN',
      steps: [{ act: 'TAKE' }, { act: 'MOVE', staffNo: 'system' }],
    });
    expect(row).not.toHaveProperty('owner');
    const taker = new Complaints();
    expect(
      await push(theirs, taker.step(id, { act: 'TAKE' }), taker.step(id, { act: 'HAND', to: '30006' })),
    ).toEqual(['applied', 'applied']);
    await moveCustomer(server.database.pool, 'K1', 'A1');
    expect(await held(device('30001'))).toMatchObject([{ owner: '30006' }]);
    expect((await audit(server.database.pool)).drift).toEqual([]);
  });

  it('that goes with its customer tells when by the clock of the server, in turn with its other steps', async () => {
    await push(manager, outbox.file(id), outbox.step(id, { act: 'TAKE' }));
    const at = clock.now();
    await inTransaction(server.database.pool, (client) =>
      moveCustomers(
        client,
        [
          {
            customerCode: 'K1',
            toCommunity: 'B1',
            segment: null,
            placement: { kind: 'REASSIGNMENT', decidedOn: '2026-11-20', request: 'RQ1', by: '30003' },
          },
        ],
        { kind: 'REASSIGNED', actor: '30003', at, reason: '' },
      ),
    );
    const [row] = await held(device('30002'));
    expect(row).toMatchObject({ steps: [{ act: 'TAKE' }, { act: 'MOVE', staffNo: 'system' }] });
    const { at: told } = (row!['steps'] as { at: string }[])[1]!;
    expect(new Date(told)).toEqual(at);
  });

  it('[S8] what was written before one heard of the move is taken late: a complaint nobody owns yet, and a note', async () => {
    await push(manager, outbox.file(id));
    await moveCustomer(server.database.pool, 'K1', 'B1');
    const late = `KT-${++made}`;
    expect(
      await push(
        manager,
        outbox.file(late),
        outbox.step(id, { act: 'NOTE', text: '客户来电催' }),
        outbox.step(id, { act: 'TAKE' }),
      ),
    ).toEqual(['late', 'late', 'E_SCOPE']);
    const { rows } = await sql('select owner_no from complaint where complaint_id = $1', [late]);
    expect(rows).toEqual([{ owner_no: null }]);
  });

  it('stays open and can be answered where its customer is closed', async () => {
    await push(manager, outbox.file(id));
    await sql(`update customer set closed_on = '2026-11-19' where customer_code = 'K1'`);
    expect(await held(manager)).toMatchObject([{ state: 'OPEN', owner: '30001' }]);
    expect(await push(manager, outbox.step(id, { act: 'SOLVE', text: '退清余额' }))).toEqual(['applied']);
    await sql(`update customer set closed_on = null where customer_code = 'K1'`);
  });

  it('is refused to who does not write customers there, where its owner could not, and where it says what it cannot', async () => {
    await push(manager, outbox.file(id));
    const note = (text = 'x'): Deed => ({ act: 'NOTE', text });
    const of = async (staffNo: string): Promise<string[]> => {
      const theirs = new Complaints();
      return push(device(staffNo), theirs.file(`KT-${++made}`, { owner: staffNo }), theirs.step(id, note()));
    };
    expect(await of('30007')).toEqual(['E_SCOPE', 'E_SCOPE']);
    expect(await of('30004')).toEqual(['E_PERMISSION', 'E_PERMISSION']);
    expect(await of('30005')).toEqual(['E_PERMISSION', 'E_PERMISSION']);
    expect(
      await push(
        manager,
        outbox.file(`KT-${++made}`, { owner: '30002' }),
        outbox.file(`KT-${++made}`, { owner: 'nobody' }),
        outbox.step(id, { act: 'HAND', to: '30004' }),
      ),
    ).toEqual(['E_SCOPE', 'E_SCOPE', 'E_SCOPE']);
    expect(
      await push(
        manager,
        outbox.file(id),
        outbox.file(`KT-${++made}`, { customerCode: 'K9' }),
        outbox.file(`KT-${++made}`, { text: '  ' }),
        outbox.file(`KT-${++made}`, { dueOn: '2026-11-17' }),
        outbox.file(`KT-${++made}`, { dueOn: '2026-12-31' }),
        outbox.file(`KT-${++made}`, { kind: 'WEATHER' }),
        outbox.step('KT-none', note()),
        outbox.step(id, note(' ')),
        outbox.of('complaint.step', id, { stepId: 'x', act: 'MOVE' }),
        outbox.step(id, { act: 'SOLVE', text: '好了' }),
        outbox.step(id, { act: 'REOPEN', text: '又坏', dueOn: '2026-11-01' }),
      ),
    ).toEqual([
      'E_INVALID',
      'E_NOT_FOUND',
      'E_INVALID',
      'E_INVALID',
      'E_INVALID',
      'E_INVALID',
      'E_NOT_FOUND',
      'E_INVALID',
      'E_INVALID',
      'applied',
      'E_INVALID',
    ]);
  });
});
