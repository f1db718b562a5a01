import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FeedbackEdit, Mutation } from '../../../shared/sync/mutations.ts';
import type { PushResponse } from '../../../shared/sync/protocol.ts';
import { insertPerson } from '../../test-support/people.ts';
import { testApp, type TestApp } from '../../test-support/test-app.ts';
import { MutationBuilder } from '../test-support/mutation-builder.ts';
import { insertCustomers, insertRegion, moveCustomer } from '../test-support/region.ts';
import { SyncClient } from '../test-support/sync-client.ts';

const ID = 'ARREARS:S-K1:2026-10';
const ABOUT = { customerCode: 'K1', subscriptionId: 'S-K1', topic: 'ARREARS', month: '2026-10' };

/** The edits of one client about feedback. */
class Feedbacks extends MutationBuilder {
  set(changes: FeedbackEdit[], id = ID, about: object = ABOUT): Mutation {
    return this.of('feedback.set', id, { ...about, changes });
  }
}

const reason = (to: 'WILL_PAY' | 'NO_MONEY', from: 'WILL_PAY' | null = null): FeedbackEdit => ({
  field: 'reason',
  from,
  to,
});
const note = (to: string, from: string | null = null): FeedbackEdit => ({ field: 'note', from, to });

describe('feedback', () => {
  let server: TestApp;
  let made = 0;
  let outbox: Feedbacks;
  let manager: SyncClient;

  const device = (staffNo: string): SyncClient => new SyncClient(server.app, staffNo, `client-${++made}`);
  const outcomes = ({ results }: PushResponse) => results.map(({ status, code }) => code ?? status);
  const held = async (client: SyncClient) => {
    await client.pull();
    return [...client.rows.values()].filter((row) => row.entity === 'feedback').map((row) => row.body);
  };

  beforeAll(async () => {
    server = await testApp();
    const { pool } = server.database;
    await insertRegion(pool);
    await insertPerson(pool, { staffNo: '30001', roles: [{ role: 'ACCOUNT_MANAGER', unitCode: 'A1' }] });
    await insertPerson(pool, { staffNo: '30002', roles: [{ role: 'ACCOUNT_MANAGER', unitCode: 'B1' }] });
    await insertPerson(pool, { staffNo: '30003', roles: [{ role: 'TEAM_LEAD', unitCode: 'NN1-GZ-A' }] });
    await insertPerson(pool, { staffNo: '30004', roles: [{ role: 'NETWORK_DATA_VIEWER', unitCode: 'NN' }] });
    await insertCustomers(pool, [{ customerCode: 'K1', community: 'A1' }]);
    await pool.query(
      `insert into subscription (subscription_id, customer_code, billing_account_number, name, access_number, product,
         status, installation_address, billing_area, activated_on, contact_phone, first_file_day)
       values ('S-K1', 'K1', 'BA-K1', '客户', '0771-1', '固定电话', 'IN_SERVICE', '', '', '2020-01-01', '', '2026-11-20')`,
    );
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    await server.database.pool.query('delete from feedback');
    await moveCustomer(server.database.pool, 'K1', 'A1');
    outbox = new Feedbacks();
    manager = device('30001');
  });

  it('is one row a topic and month, which the leader sees, with who wrote it and when', async () => {
    const first = outbox.set([
      reason('WILL_PAY'),
      note('月底交'),
      { field: 'promisedOn', from: null, to: '2026-11-30' },
    ]);
    expect(outcomes(await manager.push([first]))).toEqual(['applied']);
    const row = {
      feedbackId: ID,
      ...ABOUT,
      reason: 'WILL_PAY',
      note: '月底交',
      promisedOn: '2026-11-30',
      staffNo: '30001',
      writtenAt: '2026-11-20T10:00:05+08:00',
    };
    expect(await held(device('30003'))).toEqual([row]);
    expect(await held(device('30002'))).toEqual([]);
    // What was sent is sent again after a lost answer, and is there once.
    expect(outcomes(await manager.push([first]))).toEqual(['duplicate']);
    const other = outbox.set([note('换了月份')], 'ARREARS:S-K1:2026-11', { ...ABOUT, month: '2026-11' });
    expect(outcomes(await manager.push([other]))).toEqual(['applied']);
    expect(await held(manager)).toHaveLength(2);
  });

  it('is merged field by field where two people write it, and the same field is a conflict', async () => {
    const lead = device('30003');
    const leads = new Feedbacks();
    expect(outcomes(await manager.push([outbox.set([reason('WILL_PAY')])]))).toEqual(['applied']);
    expect(outcomes(await lead.push([leads.set([note('老板出差')])]))).toEqual(['applied']);
    expect(await held(manager)).toMatchObject([{ reason: 'WILL_PAY', note: '老板出差', staffNo: '30003' }]);
    const [answer] = (await lead.push([leads.set([reason('NO_MONEY')])])).results;
    expect(answer).toMatchObject({
      status: 'conflict',
      conflicts: [{ field: 'reason', mine: 'NO_MONEY', theirs: 'WILL_PAY' }],
      server_row: { note: '老板出差' },
    });
    expect(outcomes(await lead.push([leads.set([reason('NO_MONEY', 'WILL_PAY')])]))).toEqual(['applied']);
  });

  it('moves with its customer, and whoever lost the customer writes no more about it', async () => {
    await manager.push([outbox.set([note('月底交')])]);
    await moveCustomer(server.database.pool, 'K1', 'B1');
    expect(await held(manager)).toEqual([]);
    expect(await held(device('30002'))).toMatchObject([{ note: '月底交' }]);
    expect(outcomes(await manager.push([outbox.set([note('再约', '月底交')])]))).toEqual(['E_SCOPE']);
  });

  it('is refused to who does not write customers there, and where it says what it cannot', async () => {
    expect(outcomes(await device('30002').push([new Feedbacks().set([note('x')])]))).toEqual(['E_SCOPE']);
    expect(outcomes(await device('30004').push([new Feedbacks().set([note('x')])]))).toEqual([
      'E_PERMISSION',
    ]);
    expect(
      outcomes(
        await manager.push([
          outbox.set([note('x')], 'ARREARS:S-K1:2026-11'),
          outbox.set([note('x')], 'ARREARS:S-XX:2026-10', { ...ABOUT, subscriptionId: 'S-XX' }),
          outbox.of('feedback.set', ID, { ...ABOUT, changes: [] }),
          outbox.of('feedback.set', ID, { ...ABOUT, month: '2026-13', changes: [note('x')] }),
        ]),
      ),
    ).toEqual(['E_INVALID', 'E_NOT_FOUND', 'E_INVALID', 'E_INVALID']);
  });
});
