import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mutation } from '../../shared/sync/mutations.ts';
import { insertPerson } from '../test-support/people.ts';
import { testApp, type TestApp } from '../test-support/test-app.ts';
import { audit } from './history/audit.ts';
import { MutationBuilder } from './test-support/mutation-builder.ts';
import { insertCustomers, insertRegion, moveCustomer } from './test-support/region.ts';
import { SyncClient } from './test-support/sync-client.ts';

const ONE = 'KH0000000001';
const TWO = 'KH0000000002';
const THEIRS = 'KH0000000003';
const LEAVING = 'KH0000000004';

describe('call lists', () => {
  let server: TestApp;
  let made = 0;

  beforeAll(async () => {
    server = await testApp();
    const { pool } = server.database;
    await insertRegion(pool);
    const manager = (staffNo: string, unitCode: string) =>
      insertPerson(pool, { staffNo, roles: [{ role: 'ACCOUNT_MANAGER', unitCode }] });
    await manager('30001', 'A1');
    await manager('30002', 'B1');
    await manager('30003', 'A1');
    await insertPerson(pool, {
      staffNo: '20009',
      roles: [{ role: 'DEPARTMENT_LEADER', unitCode: 'NN1-GZ' }],
    });
    await insertPerson(pool, {
      staffNo: '20008',
      roles: [{ role: 'NETWORK_PERFORMANCE_REVIEWER', unitCode: 'NN' }],
    });
    await insertCustomers(pool, [
      { customerCode: ONE, community: 'A1', name: '孔少佳' },
      { customerCode: TWO, community: 'A1' },
      { customerCode: THEIRS, community: 'B1' },
      { customerCode: LEAVING, community: 'A1' },
    ]);
  });
  afterAll(() => server.close());

  /** A person at a machine of his own. */
  class Caller {
    readonly client: SyncClient;
    readonly outbox = new MutationBuilder();
    constructor(staffNo: string) {
      this.client = new SyncClient(server.app, staffNo, `calls-${++made}`);
    }
    create(listId: string, customers: readonly string[]): Mutation {
      const about = { name: '60 天内到期续约', purpose: 'RENEWAL', script: '', order: 'DUE' };
      return this.outbox.of('callList.create', listId, { listId, ...about, customers });
    }
    async push(...mutations: Mutation[]): Promise<string[]> {
      return (await this.client.push(mutations)).results.map(({ status, code }) => code ?? status);
    }
    async rows(entity: string, listId: string): Promise<unknown[]> {
      await this.client.pull();
      return [...this.client.rows.values()]
        .filter((row) => row.entity === entity && row.id.startsWith(listId))
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map((row) => row.body);
    }
  }
  const newId = (): string => `CL-${++made}-`;

  it('a list and its customers lie with its maker alone', async () => {
    const mine = new Caller('30001');
    const listId = newId();
    expect(await mine.push(mine.create(listId, [TWO, ONE]))).toEqual(['applied']);
    expect(await mine.rows('callEntry', listId)).toEqual([
      { listId, customerCode: ONE, customerName: '孔少佳', place: 1 },
      { listId, customerCode: TWO, customerName: `客户${TWO}`, place: 0 },
    ]);
    expect(await mine.rows('callList', listId)).toMatchObject([{ name: '60 天内到期续约', madeBy: '30001' }]);
    expect(await new Caller('30003').rows('callEntry', listId)).toEqual([]);
  });

  it('[S11] nobody lists whom he cannot read', async () => {
    const mine = new Caller('30001');
    expect(
      await mine.push(
        mine.create(newId(), [ONE, THEIRS]),
        mine.create(newId(), ['KH9999999999']),
        mine.create(newId(), [ONE, ONE]),
      ),
    ).toEqual(['E_SCOPE', 'E_SCOPE', 'E_INVALID']);
    const reviewer = new Caller('20008');
    expect(await reviewer.push(reviewer.create(newId(), [ONE]))).toEqual(['E_PERMISSION']);
    const leader = new Caller('20009');
    expect(await leader.push(leader.create(newId(), [ONE, THEIRS]))).toEqual(['applied']);
  });

  it('[S8] a customer that left before the list arrived stays on it, and the call is taken late', async () => {
    const mine = new Caller('30001');
    const listId = newId();
    await moveCustomer(server.database.pool, LEAVING, 'B1');
    expect(
      await mine.push(
        mine.create(listId, [LEAVING]),
        mine.outbox.call(LEAVING, { listId, result: 'AGREED' }),
      ),
    ).toEqual(['applied', 'late']);
    expect(await mine.rows('callEntry', listId)).toMatchObject([{ customerCode: LEAVING, result: 'AGREED' }]);
    await moveCustomer(server.database.pool, LEAVING, 'A1');
  });

  it('[S7] a call is a note and the state of the list in one; the newest counts; taken back, the one before', async () => {
    const mine = new Caller('30001');
    const listId = newId();
    const list = mine.create(listId, [ONE]);
    const agreed = mine.outbox.call(ONE, { listId, result: 'AGREED' }, '2026-11-20T10:00:00+08:00');
    const missed = mine.outbox.call(ONE, { listId, result: 'NO_ANSWER' }, '2026-11-20T09:00:00+08:00');
    expect(await mine.push(list, agreed, missed)).toEqual(['applied', 'applied', 'applied']);
    const entry = await mine.rows('callEntry', listId);
    expect(entry).toMatchObject([{ result: 'AGREED', interactionId: agreed.id, calledBy: '30001' }]);
    expect(await mine.rows('interaction', agreed.id)).toMatchObject([
      { kind: 'CALL', call: { listId, result: 'AGREED' } },
    ]);
    expect(await mine.push(agreed)).toEqual(['duplicate']);

    const undo = mine.outbox.of('interaction.withdraw', agreed.id, {});
    expect(await mine.push(undo)).toEqual(['applied']);
    expect(await mine.rows('callEntry', listId)).toMatchObject([{ result: 'NO_ANSWER' }]);
    expect(await mine.rows('interaction', agreed.id)).toEqual([]);
    expect(await mine.push(mine.outbox.of('interaction.withdraw', missed.id, {}))).toEqual(['applied']);
    expect(await mine.rows('callEntry', listId)).toEqual([
      { listId, customerCode: ONE, customerName: '孔少佳', place: 0 },
    ]);
  });

  it('[S11] a call is taken back by its author, while it is fresh, and no other note is', async () => {
    const mine = new Caller('30001');
    const listId = newId();
    const call = mine.outbox.call(ONE, { listId, result: 'AGREED' });
    const note = mine.outbox.note(ONE);
    expect(await mine.push(call, note)).toEqual(['applied', 'applied']);
    const other = new Caller('30003');
    expect(await other.push(other.outbox.of('interaction.withdraw', call.id, {}))).toEqual(['E_PERMISSION']);
    expect(await mine.push(mine.outbox.of('interaction.withdraw', note.id, {}))).toEqual(['E_INVALID']);
    await server.database.pool.query(
      `update interaction set recorded_at = now() - interval '25 hours' where interaction_id = $1`,
      [call.id],
    );
    expect(await mine.push(mine.outbox.of('interaction.withdraw', call.id, {}))).toEqual(['E_DECIDED']);
  });

  it('[S11] a list is its holder’s: another neither changes nor hands nor removes it', async () => {
    const mine = new Caller('30001');
    const listId = newId();
    await mine.push(mine.create(listId, [ONE, TWO]));
    const other = new Caller('30003');
    const rename = [{ field: 'name', from: '60 天内到期续约', to: '年底续约' }];
    expect(
      await other.push(
        other.outbox.of('callList.update', listId, { changes: rename }),
        other.outbox.of('callList.hand', listId, { to: '30003' }),
        other.outbox.of('callList.remove', listId, {}),
      ),
    ).toEqual(['E_SCOPE', 'E_SCOPE', 'E_SCOPE']);
    expect(
      await mine.push(
        mine.outbox.of('callList.update', listId, { changes: rename }),
        mine.outbox.of('callList.update', listId, {
          changes: [{ field: 'name', from: '别的', to: '又一个' }],
        }),
        mine.outbox.of('callList.update', 'CL-none', { changes: rename }),
      ),
    ).toEqual(['applied', 'conflict', 'E_NOT_FOUND']);
    expect(await mine.rows('callList', listId)).toMatchObject([{ name: '年底续约' }]);
  });

  it('[S11] it is handed to who may write about each of its customers, and to nobody else', async () => {
    const mine = new Caller('30001');
    const listId = newId();
    await mine.push(
      mine.create(listId, [ONE, TWO, LEAVING]),
      mine.outbox.call(ONE, { listId, result: 'REFUSED' }),
    );
    await moveCustomer(server.database.pool, LEAVING, 'B1');
    expect(
      await mine.push(
        mine.outbox.of('callList.hand', listId, { to: '30002' }),
        mine.outbox.of('callList.hand', listId, { to: '20009' }),
        mine.outbox.of('callList.hand', listId, { to: '99999' }),
        mine.outbox.of('callList.hand', listId, { to: '30003' }),
      ),
    ).toEqual(['E_SCOPE', 'E_SCOPE', 'E_NOT_FOUND', 'applied']);
    expect(await mine.rows('callEntry', listId)).toEqual([]);
    const taker = new Caller('30003');
    expect(await taker.rows('callList', listId)).toMatchObject([{ handedBy: '30001' }]);
    expect(await taker.rows('callEntry', listId)).toMatchObject([
      { result: 'REFUSED' },
      { customerCode: TWO },
    ]);
    // What the former holder had written before he heard of it is true all the same.
    expect(await mine.push(mine.outbox.call(TWO, { listId, result: 'AGREED' }))).toEqual(['applied']);
    expect(await taker.rows('callEntry', listId)).toMatchObject([
      {},
      { result: 'AGREED', calledBy: '30001' },
    ]);
  });

  it('[S10] a list that is removed leaves the calls; the audit knows these rows, and finds them as they should be', async () => {
    const { pool } = server.database;
    const mine = new Caller('30001');
    const listId = newId();
    const call = mine.outbox.call(ONE, { listId, result: 'AGREED' });
    await mine.push(mine.create(listId, [ONE]), call);
    await pool.query(`update customer set name = '孔少佳（新）' where customer_code = $1`, [ONE]);
    await pool.query(`update staff set name = '王五' where staff_no = '30001'`);
    expect(await mine.rows('callEntry', listId)).toMatchObject([{ customerName: '孔少佳（新）' }]);
    expect(await mine.rows('callList', listId)).toMatchObject([{ madeByName: '王五' }]);
    expect((await audit(pool)).drift).toEqual([]);
    await pool.query(`update sync_row set body = '{}' where entity = 'callEntry' and id = $1`, [
      `${listId}@${ONE}`,
    ]);
    expect((await audit(pool)).drift).toMatchObject([{ where: 'callEntry', count: 1 }]);
    await pool.query(`select project_all('callEntry')`);
    expect(await mine.push(mine.outbox.of('callList.remove', listId, {}))).toEqual(['applied']);
    expect(await mine.rows('callEntry', listId)).toEqual([]);
    expect(await mine.rows('interaction', call.id)).toHaveLength(1);
    expect((await audit(pool)).drift).toEqual([]);
  });
});
