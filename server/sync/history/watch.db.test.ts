import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insertPerson } from '../../test-support/people.ts';
import { type TestApp, testApp } from '../../test-support/test-app.ts';
import { MutationBuilder } from '../test-support/mutation-builder.ts';
import { insertCustomers, insertRegion } from '../test-support/region.ts';
import { RefusedError, SyncClient } from '../test-support/sync-client.ts';
import { HistoryWatch } from './watch.ts';

const CODE = 'KH0000000001';
let folder: string;
let server: TestApp;
let client: SyncClient;
let markFile: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'channeldesk-watch-'));
  markFile = join(folder, 'mark.json');
  server = await testApp({ config: { historyMark: markFile } });
  await insertRegion(server.database.pool);
  for (const staffNo of ['30001', '30002']) {
    await insertPerson(server.database.pool, {
      staffNo,
      roles: [{ role: 'ACCOUNT_MANAGER', unitCode: 'A1' }],
    });
  }
  await insertCustomers(server.database.pool, [{ customerCode: CODE, community: 'A1' }]);
  client = new SyncClient(server.app, '30001');
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const sql = async <R extends object>(text: string): Promise<R[]> =>
  (await server.database.pool.query<R>(text)).rows;
const write = (name: string) => sql(`update customer set name = '${name}' where customer_code = '${CODE}'`);
const epochs = async () =>
  (await sql<{ cause: string }>('select cause from sync_epoch order by began_at')).map((row) => row.cause);
/** What an older copy in the place of the store looks like: the clock, and the log, end earlier. */
const fallBack = async (by: number) => {
  await sql(`delete from sync_state where seq > (select seq - ${by} from sync_clock)`);
  await sql(`update sync_clock set seq = seq - ${by}`);
};
/** Another process of the server, which remembers nothing but the file. */
const watch = () => new HistoryWatch({ pool: server.database.pool, markFile, log: server.app.log });
const refusedWith = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof RefusedError)) throw new Error('expected to be refused');
  return error.refused;
};

describe('an older copy in the place of the store', () => {
  it('[S9] is noticed by the mark in the file before anybody is served, and by clients as E_EPOCH', async () => {
    await client.pull();
    await write('later');
    await watch().check();
    await fallBack(2);
    await watch().check();
    expect(await epochs()).toEqual(['FOUNDED', 'CLOCK_BEHIND']);
    const refused = await refusedWith(client.pull());
    expect(refused).toMatchObject({ status: 409, code: 'E_EPOCH' });
    expect(refused.error['epoch']).not.toBe(client.epoch);
    // The file says where the store stands now: nothing more is noticed.
    await watch().check();
    expect(await epochs()).toHaveLength(2);
    expect(JSON.parse(await readFile(markFile, 'utf8'))).toMatchObject({ epoch: refused.error['epoch'] });
  });

  it('[S9] is noticed at the next pull or push by a process that has seen more', async () => {
    await client.pull();
    await write('later');
    const other = new SyncClient(server.app, '30002');
    await other.pull();
    await fallBack(1);
    // This client was never ahead: only the server's own memory can tell.
    expect(await refusedWith(client.push([new MutationBuilder().note(CODE)]))).toMatchObject({
      code: 'E_EPOCH',
    });
    expect(await epochs()).toEqual(['FOUNDED', 'CLOCK_BEHIND']);
    expect(await sql('select 1 from interaction')).toEqual([]);
    expect(server.logged()).toContain('another epoch begins');
  });

  it('[S9] is noticed by a cursor ahead of the clock, for everybody', async () => {
    await write('later');
    await client.pull();
    const other = new SyncClient(server.app, '30002');
    await other.pull();
    await server.app.close();
    server.app = (await testApp({ database: server.database })).app;
    await fallBack(1);
    client = Object.assign(new SyncClient(server.app, '30001'), {
      epoch: client.epoch,
      cursors: client.cursors,
    });
    await write('another');
    await write('history');
    await sql('update sync_clock set seq = seq - 2');
    const refused = await refusedWith(client.pull());
    expect(refused.code).toBe('E_EPOCH');
    expect(refused.error['epoch']).not.toBe(client.epoch);
    expect(await epochs()).toEqual(['FOUNDED', 'CURSOR_AHEAD']);
    const late = new SyncClient(server.app, '30002');
    Object.assign(late, { epoch: other.epoch, cursors: {} });
    expect(await refusedWith(late.pull())).toMatchObject({ code: 'E_EPOCH' });
  });

  it('[S9] is noticed by an edit that its client was told of, however far others have moved the clock on', async () => {
    await client.pull();
    const other = new SyncClient(server.app, '30002');
    await other.pull();
    const built = new MutationBuilder();
    const kept = built.note(CODE);
    await client.push([kept]);
    const { results } = await client.push([built.note(CODE)], { settled_n: kept.n });
    const settled = { settled_n: results[0]!.n };
    expect(await client.ask(settled)).toMatchObject({ last_n: settled.settled_n });
    // A copy of before the second note, in which others have written more since than it has lost.
    await sql(`delete from interaction where interaction_id = (select max(interaction_id) from interaction)`);
    await sql(`delete from mutation_receipt where n = ${settled.settled_n}`);
    await sql(`update sync_client set last_n = ${kept.n}`);
    expect(await refusedWith(client.ask(settled))).toMatchObject({ status: 409, code: 'E_EPOCH' });
    expect(await epochs()).toEqual(['FOUNDED', 'CURSOR_AHEAD']);
    // Everybody reads anew: what was written since may stand where he has read already.
    expect(await refusedWith(other.pull())).toMatchObject({ code: 'E_EPOCH' });
    const [{ epoch }] = (await sql<{ epoch: string }>('select epoch from sync_clock')) as [{ epoch: string }];
    expect(await refusedWith(client.push([built.note(CODE)], { epoch, ...settled }))).toMatchObject({
      code: 'E_EPOCH',
    });
    expect(await epochs()).toHaveLength(2);
  });

  it('[S9] a client that claims it again and again is the only one who downloads again', async () => {
    await client.pull();
    const claim = async () => {
      const { epoch } = (await sql<{ epoch: string }>('select epoch from sync_clock'))[0]!;
      return refusedWith(client.ask({ epoch, cursors: { ref: { seq: '999999', op: '0', base: '999999' } } }));
    };
    for (let i = 0; i < 3; i++) expect((await claim()).code).toBe('E_EPOCH');
    expect(await epochs()).toEqual(['FOUNDED', 'CURSOR_AHEAD']);
    expect(server.logged()).toContain('"staffId":"30001"');
  });

  it('[S9] an epoch that the store does not know tells of an even older copy', async () => {
    await watch().check();
    const mark = JSON.parse(await readFile(markFile, 'utf8')) as object;
    await writeFile(markFile, JSON.stringify({ ...mark, epoch: 'one that began after the copy was taken' }));
    await watch().check();
    expect(await epochs()).toEqual(['FOUNDED', 'CLOCK_BEHIND']);
  });
});

describe('what is no older copy', () => {
  it('[S9] the mark of another store, a damaged one, an outdated one, and one that lags', async () => {
    await watch().check();
    const mark = JSON.parse(await readFile(markFile, 'utf8')) as { clock: number };
    for (const text of [
      JSON.stringify({ ...mark, storeId: 'another', clock: mark.clock + 100 }),
      '{"half',
      JSON.stringify({ ...mark, clock: 0 }),
    ]) {
      await writeFile(markFile, text);
      await watch().check();
      expect(JSON.parse(await readFile(markFile, 'utf8'))).toEqual(mark);
    }
    expect(await epochs()).toEqual(['FOUNDED']);
  });

  it('[S9] many processes that look while others write', async () => {
    const watches = Array.from({ length: 4 }, watch);
    const writer = async (i: number) => {
      for (let at = 0; at < 15; at++) await write(`${i}-${at}`);
    };
    const looker = async (one: HistoryWatch) => {
      for (let at = 0; at < 15; at++) await one.check();
    };
    const reader = async (name: string) => {
      const own = new SyncClient(server.app, '30001', name);
      for (let at = 0; at < 30; at++) await own.pull();
    };
    await Promise.all([writer(1), writer(2), reader('one'), reader('other'), ...watches.map(looker)]);
    expect(await epochs()).toEqual(['FOUNDED']);
  });

  it('one that lost history begins one epoch, however many processes notice', async () => {
    await write('later');
    const watches = Array.from({ length: 4 }, watch);
    await Promise.all(watches.map((one) => one.check()));
    await fallBack(1);
    await Promise.all([...watches.map((one) => one.check()), client.ask()]);
    expect(await epochs()).toEqual(['FOUNDED', 'CLOCK_BEHIND']);
  });

  it('a mark that cannot be written is said before anybody is served', async () => {
    const nowhere = new HistoryWatch({
      pool: server.database.pool,
      markFile: join(folder, 'no', 'such', 'folder'),
      log: server.app.log,
    });
    await expect(nowhere.check()).rejects.toThrow('HISTORY_MARK');
  });
});
