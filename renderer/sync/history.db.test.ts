import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FreshDatabase } from '../../server/test-support/fresh-database.ts';
import type { TestApp } from '../../server/test-support/test-app.ts';
import type { Workspace } from '../data/types.ts';
import type { Window } from '../test-support/device.ts';
import { runProgram } from '../../server/test-support/child.ts';
import { freshDatabase } from '../../server/test-support/fresh-database.ts';
import { connect } from '../../server/sync/test-support/other-pool.ts';
import { notesOf } from '../../server/sync/test-support/notes-of.ts';
import { insertCustomers, insertRegion, moveCustomer } from '../../server/sync/test-support/region.ts';
import { accessTokenFor, insertPerson } from '../../server/test-support/people.ts';
import { testApp } from '../../server/test-support/test-app.ts';
import { settled, until, visit, whole } from '../test-support/at-work.ts';
import { Device } from '../test-support/device.ts';
import { Transport } from './transport.ts';

const STAFF = '30001';
const SERVER = 'http://desk.example';
const CUSTOMERS = 40;
const code = (number: number): string => `KH${String(number).padStart(10, '0')}`;

/** The real client, and a server whose store is purged or put back behind its back. */
describe('what becomes of the server', () => {
  let folder: string;
  let store: FreshDatabase;
  let server: TestApp;
  let address: string;
  let device: Device;

  const begin = async (): Promise<void> => {
    const pool = connect(store.url);
    server = await testApp({ database: { ...store, pool, drop: () => pool.end() } });
    address = await server.app.listen({ port: 0, host: '127.0.0.1' });
  };
  const admin = async (...args: string[]): Promise<void> => {
    const done = await runProgram('server/admin/cli.ts', args, { DATABASE_URL: store.url });
    expect(done).toMatchObject({ code: 0, stderr: '' });
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'channeldesk-history-'));
    store = await freshDatabase();
    await begin();
    const { pool } = server.database;
    await insertRegion(pool);
    await insertPerson(pool, { staffNo: STAFF, roles: [{ role: 'ACCOUNT_MANAGER', unitCode: 'A1' }] });
    await insertCustomers(
      pool,
      Array.from({ length: CUSTOMERS }, (_, i) => ({
        customerCode: code(i),
        community: 'A1',
        name: `黄秀${i}`,
      })),
    );
    device = new Device();
  });
  afterEach(async () => {
    await device.shutDown();
    await server.close();
    await store.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const open = (): Promise<Window> => {
    const token = accessTokenFor(server.app, STAFF);
    return device.open({
      exchange: new Transport(address),
      staffId: STAFF,
      server: SERVER,
      tokens: { accessToken: () => Promise.resolve(token) },
    });
  };
  const write = async (workspace: Workspace, number: number, note: string): Promise<void> => {
    await visit(workspace, code(number), note);
    await settled(workspace);
  };
  const notes = (): Promise<string[]> => notesOf(server.database.pool);

  it('[S4] [C3] [fault 29] tombstones purged while it was away: the bucket comes anew, and no ghost stays', async () => {
    const first = await open();
    await whole(first.workspace);
    expect(first.workspace.index.get().size).toBe(CUSTOMERS);
    await first.workspace.close();

    await moveCustomer(server.database.pool, code(1), 'B1');
    await server.database.pool.query('delete from customer where customer_code = $1', [code(2)]);
    await admin('purge', '--older-than', '0');
    const left = await server.database.pool.query('select 1 from sync_state where deleted');
    expect(left.rowCount).toBe(0);

    const { workspace } = await open();
    await until(() => expect(workspace.index.get().size).toBe(CUSTOMERS - 2));
    await whole(workspace);
    expect(workspace.index.get().positionOf(code(1))).toBeUndefined();
    expect(workspace.index.get().positionOf(code(2))).toBeUndefined();
    expect(await workspace.customer(code(3))).toBeDefined();
  });

  it('[S9] [fault 30] an older backup in its place: what was acknowledged since comes back, each edit once', async () => {
    const first = await open();
    await whole(first.workspace);
    await write(first.workspace, 1, 'before the backup');
    const file = join(folder, 'backup');
    await admin('backup', file);
    await write(first.workspace, 2, 'after the backup');
    await write(first.workspace, 3, 'and one more');
    await first.workspace.close();
    await server.close();

    await admin('restore', file);
    await begin();
    expect(await notes()).toEqual(['before the backup']);
    await moveCustomer(server.database.pool, code(9), 'B1');

    const { workspace } = await open();
    await until(async () =>
      expect(await notes()).toEqual(['after the backup', 'and one more', 'before the backup']),
    );
    await until(() => expect(workspace.index.get().size).toBe(CUSTOMERS - 1));
    await settled(workspace);
    await whole(workspace);
    await write(workspace, 4, 'in the new life');
    expect(await notes()).toHaveLength(4);
    expect((await workspace.customer(code(2)))?.interactions).toMatchObject([{ note: 'after the backup' }]);
  }, 120_000);
});
