import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MOST_SAVED_VIEWS } from '../../../shared/domain/saved-views.ts';
import type { PushResponse } from '../../../shared/sync/protocol.ts';
import { insertPerson } from '../../test-support/people.ts';
import { testApp, type TestApp } from '../../test-support/test-app.ts';
import type { Mutation } from '../../../shared/sync/mutations.ts';
import { MutationBuilder } from '../test-support/mutation-builder.ts';
import { insertRegion } from '../test-support/region.ts';
import { SyncClient } from '../test-support/sync-client.ts';

/** The edits of one client about views. */
class Views extends MutationBuilder {
  keepView(viewId: string, name: string, definition: object, kind = 'customers'): Mutation {
    const changes = [
      { field: 'name', from: null, to: name },
      { field: 'definition', from: null, to: definition },
    ];
    return this.of('savedView.put', viewId, { kind, changes });
  }

  editView(viewId: string, changes: object[]): Mutation {
    return this.of('savedView.put', viewId, { kind: 'customers', changes });
  }

  removeView(viewId: string): Mutation {
    return this.of('savedView.remove', viewId, {});
  }
}

describe('saved views', () => {
  let server: TestApp;
  let made = 0;
  let outbox: Views;
  let laptop: SyncClient;

  const device = (staffNo: string): SyncClient => new SyncClient(server.app, staffNo, `client-${++made}`);
  const outcomes = ({ results }: PushResponse) => results.map(({ status, code }) => code ?? status);
  const held = async (client: SyncClient) => {
    await client.pull();
    return [...client.rows.values()].filter((row) => row.entity === 'savedView').map((row) => row.body);
  };
  const arrears = { query: 'arrears-months=1' };

  beforeAll(async () => {
    server = await testApp();
    await insertRegion(server.database.pool);
    for (const staffNo of ['30001', '30002'])
      await insertPerson(server.database.pool, {
        staffNo,
        roles: [{ role: 'ACCOUNT_MANAGER', unitCode: 'A1' }],
      });
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    await server.database.pool.query('delete from saved_view');
    outbox = new Views();
    laptop = device('30001');
  });

  it('follow the person to another machine, and nobody else', async () => {
    expect(outcomes(await laptop.push([outbox.keepView('v1', '欠费', arrears)]))).toEqual(['applied']);
    expect(await held(device('30001'))).toEqual([
      { viewId: 'v1', kind: 'customers', name: '欠费', definition: arrears },
    ]);
    expect(await held(device('30002'))).toEqual([]);
  });

  it('belong to him who kept them: the same id of somebody else is another view', async () => {
    await laptop.push([outbox.keepView('v1', '欠费', arrears)]);
    const other = device('30002');
    const others = new Views();
    expect(
      outcomes(
        await other.push([
          others.editView('v1', [{ field: 'name', from: '欠费', to: '我的' }]),
          others.removeView('v1'),
          others.keepView('v1', '别人的', { query: '' }),
        ]),
      ),
    ).toEqual(['E_NOT_FOUND', 'applied', 'applied']);
    expect(await held(laptop)).toMatchObject([{ name: '欠费' }]);
    expect(await held(other)).toMatchObject([{ name: '别人的' }]);
  });

  it('are merged field by field where two machines edit one', async () => {
    await laptop.push([outbox.keepView('v1', '欠费', arrears)]);
    const desktop = device('30001');
    const others = new Views();
    const more = { query: 'arrears-months=3' };
    const edited = [others.editView('v1', [{ field: 'definition', from: arrears, to: more }])];
    expect(outcomes(await desktop.push(edited))).toEqual(['applied']);
    const rename = outbox.editView('v1', [{ field: 'name', from: '欠费', to: '欠费户' }]);
    expect(outcomes(await laptop.push([rename]))).toEqual(['applied']);
    const clash = outbox.editView('v1', [{ field: 'name', from: '欠费', to: '欠' }]);
    const [answer] = (await laptop.push([clash])).results;
    expect(answer).toMatchObject({
      status: 'conflict',
      conflicts: [{ field: 'name', mine: '欠', theirs: '欠费户' }],
      server_row: { name: '欠费户', definition: more },
    });
  });

  it('go on every machine, and an edit of one that is gone comes back', async () => {
    await laptop.push([outbox.keepView('v1', '欠费', arrears)]);
    const desktop = device('30001');
    expect(await held(desktop)).toHaveLength(1);
    expect(outcomes(await laptop.push([outbox.removeView('v1'), outbox.removeView('v1')]))).toEqual([
      'applied',
      'applied',
    ]);
    expect(await held(desktop)).toEqual([]);
    const edit = new Views().editView('v1', [{ field: 'name', from: '欠费', to: '欠' }]);
    expect(outcomes(await desktop.push([edit]))).toEqual(['E_NOT_FOUND']);
  });

  it('say what their kind says, and are so many at most', async () => {
    expect(
      outcomes(
        await laptop.push([
          outbox.keepView('v1', '欠费', { query: 7 }),
          outbox.keepView('v2', '欠费', { ...arrears, more: true }),
          outbox.keepView('v3', '  ', arrears),
          outbox.keepView('v4', '欠费', arrears, 'nothing'),
          outbox.editView('v5', [{ field: 'name', from: null, to: '没有条件' }]),
        ]),
      ),
    ).toEqual(['E_INVALID', 'E_INVALID', 'E_INVALID', 'E_INVALID', 'E_NOT_FOUND']);
    await server.database.pool.query(
      `insert into saved_view (staff_id, view_id, kind, name, definition)
       select '30001', 'x' || n, 'customers', 'x' || n, '{"query": ""}' from generate_series(1, $1::integer) as n`,
      [MOST_SAVED_VIEWS],
    );
    expect(outcomes(await laptop.push([outbox.keepView('v6', '多一个', arrears)]))).toEqual(['E_INVALID']);
    expect(await held(laptop)).toHaveLength(MOST_SAVED_VIEWS);
  });
});
