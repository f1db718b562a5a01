import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PushResponse } from '../../../shared/sync/protocol.ts';
import { insertPerson } from '../../test-support/people.ts';
import { testApp, type TestApp } from '../../test-support/test-app.ts';
import { MutationBuilder } from '../test-support/mutation-builder.ts';
import { insertRegion } from '../test-support/region.ts';
import { SyncClient } from '../test-support/sync-client.ts';

describe('what was seen in clear and what was taken out', () => {
  let server: TestApp;
  let laptop: SyncClient;
  let outbox: MutationBuilder;
  const outcomes = ({ results }: PushResponse) => results.map(({ status, code }) => code ?? status);
  const trail = async (): Promise<object[]> =>
    (
      await server.database.pool.query<object>(
        `select kind, actor, subject, detail from audit_event order by event_id`,
      )
    ).rows;

  beforeAll(async () => {
    server = await testApp();
    await insertRegion(server.database.pool);
    await insertPerson(server.database.pool, {
      staffNo: '30001',
      name: '韦小兰',
      roles: [{ role: 'ACCOUNT_MANAGER', unitCode: 'A1' }],
    });
  });
  afterAll(() => server.close());
  beforeEach(() => {
    outbox = new MutationBuilder();
    laptop = new SyncClient(server.app, '30001', `client-${Math.random()}`);
  });

  it('is registered once, however often it is sent, with who and when by both clocks', async () => {
    const before = (await trail()).length;
    const seen = outbox.of('customer.reveal', 'KH-of-nobody', { what: 'phone' });
    const taken = outbox.of('customer.export', 'export-1', {
      screen: 'customers',
      form: 'workbook',
      columns: ['客户名称', '联系电话'],
      rows: 467,
    });
    expect(outcomes(await laptop.push([seen, taken]))).toEqual(['applied', 'applied']);
    expect(outcomes(await laptop.push([seen, taken]))).toEqual(['duplicate', 'duplicate']);
    const told = (await trail()).slice(before);
    expect(told).toMatchObject([
      {
        kind: 'REVEALED',
        actor: '30001',
        subject: 'KH-of-nobody',
        detail: { what: 'phone', revealedAt: seen.occurred_at },
      },
      {
        kind: 'EXPORTED',
        actor: '30001',
        subject: 'export-1',
        detail: { screen: 'customers', form: 'workbook', columns: ['客户名称', '联系电话'], rows: 467 },
      },
    ]);
  });

  it('takes nothing else in that form', async () => {
    const before = (await trail()).length;
    const odd = [
      outbox.of('customer.reveal', 'KH1', { what: 'name' }),
      outbox.of('customer.export', 'e', { screen: 'x', form: 'workbook', columns: [], rows: -1 }),
      outbox.of('customer.export', 'e', {
        screen: 'x',
        form: 'workbook',
        columns: [],
        rows: 1,
        phone: '133',
      }),
    ];
    expect(outcomes(await laptop.push(odd))).toEqual(['E_INVALID', 'E_INVALID', 'E_INVALID']);
    expect(await trail()).toHaveLength(before);
  });
});
