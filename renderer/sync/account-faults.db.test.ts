import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TokenSource } from './transport.ts';
import { insertCustomers, insertRegion } from '../../server/sync/test-support/region.ts';
import { accessTokenFor, insertPerson } from '../../server/test-support/people.ts';
import { type TestApp, testApp } from '../../server/test-support/test-app.ts';
import { note, until, whole } from '../test-support/at-work.ts';
import { Device } from '../test-support/device.ts';
import { Line } from '../test-support/line.ts';
import { TransportError } from './transport-error.ts';
import { Transport } from './transport.ts';

const STAFF = '20001';
const CUSTOMERS = 2600;
const code = (number: number): string => `KH${String(number).padStart(10, '0')}`;

/** What happens to a person's account while he works: the real client against the real server. */
describe('an account in trouble', () => {
  let server: TestApp;
  let address: string;
  let device: Device;
  let line: Line;

  beforeAll(async () => {
    server = await testApp();
    const { pool } = server.database;
    await insertRegion(pool);
    await insertPerson(pool, { staffNo: STAFF, roles: [{ role: 'TEAM_LEAD', unitCode: 'NN1-GZ-A' }] });
    for (let from = 0; from < CUSTOMERS; from += 1300) {
      await insertCustomers(
        pool,
        Array.from({ length: 1300 }, (_, at) => ({
          customerCode: code(from + at),
          community: 'A1',
          name: `黄秀${from + at}`,
        })),
      );
    }
    address = await server.app.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(() => server.close());
  beforeEach(() => {
    device = new Device();
    line = new Line(new Transport(address));
  });
  afterEach(() => device.shutDown());

  const good = (): string => accessTokenFor(server.app, STAFF);
  const open = async (tokens: TokenSource = { accessToken: () => Promise.resolve(good()) }) =>
    (await device.open({ exchange: line, staffId: STAFF, server: address, tokens })).workspace;
  const onServer = async (id: string): Promise<number> => {
    const found = await server.database.pool.query('select 1 from interaction where interaction_id = $1', [
      id,
    ]);
    return found.rowCount ?? 0;
  };

  it('[fault 9] a token that ends on page 3: one refresh, and it goes on at page 3', async () => {
    const tokens = { present: good(), refreshes: 0 };
    let pages = 0;
    line.beforePull = () => {
      if (++pages === 5) tokens.present = 'x.y.z';
    };
    const workspace = await open({
      accessToken: (rejected) => {
        if (rejected === tokens.present) {
          tokens.refreshes += 1;
          tokens.present = good();
        }
        return Promise.resolve(tokens.present);
      },
    });
    await whole(workspace);
    expect(pages).toBeGreaterThan(5);
    expect(tokens.refreshes).toBe(1);
    const asked = line.pulls.filter((pull) => pull.limit !== 1).map((pull) => JSON.stringify(pull));
    expect(new Set(asked).size).toBe(asked.length);
    expect(workspace.index.get().size).toBe(CUSTOMERS);
  });

  it('[fault 10] [C11] an account that is disabled in mid-sync: locked, said so, and the outbox is kept', async () => {
    let pages = 0;
    line.beforePull = async () => {
      if (++pages === 4) await server.database.pool.query('update staff set disabled_at = now()');
    };
    const workspace = await open();
    await until(() =>
      expect(workspace.status.get()).toMatchObject({ state: 'trouble', trouble: 'disabled' }),
    );
    await note(workspace, 'while disabled', code(1));
    await until(() => expect(workspace.outbox.get()).toMatchObject([{ state: 'waiting' }]));
    expect(device.disk.texts).toHaveLength(1);
    expect(await onServer('while disabled')).toBe(0);
    expect(await workspace.wipe()).toEqual({ ok: false, reason: 'UNSENT_WORK', edits: 1 });

    await server.database.pool.query('update staff set disabled_at = null');
    workspace.syncNow();
    await whole(workspace);
    await until(() => expect(workspace.outbox.get()).toEqual([]));
    expect(await onServer('while disabled')).toBe(1);
  });

  it('a refresh token that was revoked: signed out, the outbox kept, and sent after the next sign-in', async () => {
    let signedIn = true;
    const workspace = await open({
      accessToken: () =>
        signedIn
          ? Promise.resolve(good())
          : Promise.reject(new TransportError('signInExpired', 'revoked', { status: 401, code: 'E_TOKEN' })),
    });
    await whole(workspace);
    signedIn = false;
    await note(workspace, 'after the revocation', code(1));
    workspace.syncNow();
    await until(() => expect(workspace.status.get()).toMatchObject({ state: 'signInExpired' }));
    expect(workspace.outbox.get()).toMatchObject([{ state: 'waiting' }]);
    expect(workspace.index.get().size).toBe(CUSTOMERS);
    signedIn = true;
    workspace.syncNow();
    await until(() => expect(workspace.outbox.get()).toEqual([]));
    expect(await onServer('after the revocation')).toBe(1);
  });

  it('[C7] a customer that left with an edit waiting is named, and a refused edit still says what was written', async () => {
    const workspace = await open();
    await whole(workspace);
    line.beforePush = () => {
      throw new TransportError('busy', 'not now');
    };
    await workspace.write({
      type: 'customer.contact.update',
      id: code(1),
      customerCode: code(1),
      customerName: '黄秀1',
      args: { changes: [{ field: 'remark', from: '', to: '周三再联系' }] },
    });
    await server.database.pool.query(`update customer set community_code = 'B1' where customer_code = $1`, [
      code(1),
    ]);
    workspace.syncNow();
    await until(() =>
      expect(workspace.status.get().departed).toEqual([
        { customerCode: code(1), customerName: '黄秀1', edits: 1 },
      ]),
    );
    line.beforePush = () => undefined;
    workspace.syncNow();
    await until(() =>
      expect(workspace.outbox.get()).toMatchObject([{ state: 'attention', code: 'E_SCOPE' }]),
    );
    expect(workspace.outbox.get()[0]?.args).toEqual({
      changes: [{ field: 'remark', from: '', to: '周三再联系' }],
    });
    expect(workspace.status.get().departed).toHaveLength(1);
    await workspace.drop(workspace.outbox.get()[0]!.uid);
    await until(() => expect(workspace.status.get().departed).toEqual([]));
  });
});
