import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PushResponse } from '../../../shared/sync/protocol.ts';
import { createPool } from '../../postgres/database.ts';
import { migrate, MIGRATIONS_DIR } from '../../postgres/migrator.ts';
import { readStoreHead } from '../../sync/history/epochs.ts';
import { audit } from '../../sync/history/audit.ts';
import { MutationBuilder } from '../../sync/test-support/mutation-builder.ts';
import { insertCustomers, insertRegion, moveCustomer } from '../../sync/test-support/region.ts';
import { RefusedError, SyncClient } from '../../sync/test-support/sync-client.ts';
import { runProgram, startProgram } from '../../test-support/child.ts';
import { emptyDatabase, type FreshDatabase, freshDatabase } from '../../test-support/fresh-database.ts';
import { insertPerson } from '../../test-support/people.ts';
import { type TestApp, testApp } from '../../test-support/test-app.ts';
import { ConfigurationError } from '../../config.ts';
import { backupStore } from './backup.ts';
import { frame } from './format.ts';
import { restoreStore } from './restore.ts';

let folder: string;
let store: FreshDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'channeldesk-backup-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const codes = Array.from({ length: 10 }, (_, i) => `KH${String(i).padStart(10, '0')}`);

beforeEach(async () => {
  store = await freshDatabase();
  await onStore(async (pool) => {
    // Fresh databases are copies of one template, so of one store.
    await pool.query(`update store_info set value = gen_random_uuid()::text where key = 'store_id'`);
    await insertRegion(pool);
    await insertPerson(pool, { staffNo: '30001', roles: [{ role: 'ACCOUNT_MANAGER', unitCode: 'A1' }] });
    await insertCustomers(
      pool,
      codes.map((customerCode) => ({ customerCode, community: 'A1' })),
    );
  });
});
afterEach(() => store.drop());

/** A connection that is gone afterwards: a restore is refused while anybody of ours is connected. */
async function onStore<T>(work: (pool: FreshDatabase['pool']) => Promise<T>, url = store.url): Promise<T> {
  const pool = createPool(url, { max: 4 });
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

const admin = (args: string[], env: Record<string, string> = {}) =>
  runProgram('server/admin/cli.ts', args, { DATABASE_URL: store.url, ...env });
const server = (): Promise<TestApp> => {
  const pool = createPool(store.url);
  return testApp({ database: { ...store, pool, drop: () => pool.end() } });
};
let taken = 0;
const backup = async (): Promise<string> => {
  const file = join(folder, `backup-${++taken}`);
  await onStore((pool) => backupStore(pool, file));
  return file;
};
const restore = (file: string, options: { url?: string; markFile?: string } = {}) =>
  onStore((pool) => restoreStore(pool, file, options.markFile ?? null), options.url);
/** Everything that a restore could change by mistake. */
const state = (url = store.url) =>
  onStore(async (pool) => {
    const { rows } = await pool.query<{ state: string }>(
      `select json_build_array((select json_agg(c) from sync_clock c), (select count(*) from sync_epoch),
         (select json_agg(s.* order by s.bucket, s.entity, s.id) from sync_state s),
         (select json_agg(r.* order by r.entity, r.id) from sync_row r),
         (select count(*) from schema_guard), (select json_agg(i order by i.key) from store_info i))::text as state`,
    );
    return rows[0]!.state;
  }, url);
const refused = async (work: () => Promise<unknown>, message: string | RegExp) => {
  const before = await state();
  const error: unknown = await work().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ConfigurationError);
  expect((error as Error).message).toMatch(message);
  expect(await state()).toBe(before);
};

describe('npm run admin -- backup, restore', () => {
  it('[S9] [fault 30] an older backup, then new writes: clients hear E_EPOCH and bring back what was acknowledged', async () => {
    let app = await server();
    const outbox = new MutationBuilder();
    const client = new SyncClient(app.app, '30001', 'client');
    await client.pull();
    const sent = [outbox.note(codes[0]!)];
    await client.push(sent);
    const file = join(folder, 'by-command');
    expect(await admin(['backup', file])).toMatchObject({ code: 0, stderr: '' });
    sent.push(
      outbox.note(codes[1]!),
      outbox.editContact(codes[2]!, [{ field: 'remark', from: '', to: '新' }]),
    );
    await client.push(sent.slice(1));
    await client.pull();
    await app.close();

    expect(await admin(['restore', file])).toMatchObject({ code: 0, stderr: '' });
    app = await server();
    // The clock goes on past where this client had been: its cursors alone would tell nothing.
    for (let i = 0; i < 10; i++) await moveCustomer(app.database.pool, codes[9]!, i % 2 === 0 ? 'B1' : 'A1');
    const back = Object.assign(new SyncClient(app.app, '30001', 'client'), {
      epoch: client.epoch,
      cursors: client.cursors,
      rows: client.rows,
    });
    const error: unknown = await back.pull().catch((reason: unknown) => reason);
    if (!(error instanceof RefusedError)) throw new Error('expected E_EPOCH');
    expect(error.refused.code).toBe('E_EPOCH');
    back.beginEpoch(error.refused.error['epoch'] as string);

    const said = ({ results }: PushResponse) => results.map((result) => result.status);
    expect(said(await back.push(sent, { replay: true }))).toEqual(['duplicate', 'applied', 'applied']);
    expect(said(await back.push(sent, { replay: true }))).toEqual(['duplicate', 'duplicate', 'duplicate']);
    // The numbers go on where the client is, not where the backup was.
    expect(said(await back.push([outbox.note(codes[3]!)]))).toEqual(['applied']);
    await back.pull();
    expect(back.rows.get(`customer|${codes[2]}`)?.body).toMatchObject({ contact: { remark: '新' } });
    expect(back.ids('interaction')).toHaveLength(3);
    const { rows } = await app.database.pool.query('select 1 from interaction');
    expect(rows).toHaveLength(3);
    expect((await audit(app.database.pool)).drift).toEqual([]);
    await app.close();
  });

  it('[S9] brings back every table as it was, with numbers that go on, while others write during the backup', async () => {
    let writing = true;
    const file = await onStore(async (pool) => {
      const mover = async () => {
        for (let i = 0; writing; i++) {
          // Two customers change places in one transaction: a torn backup would have both on one side.
          await pool.query(
            `update customer set community_code = case community_code when 'A1' then 'A2' else 'A1' end
             where customer_code = any($1)`,
            [[codes[0], codes[1]]],
          );
        }
      };
      await moveCustomer(pool, codes[1]!, 'A2');
      const moving = mover();
      const made = await backup().finally(() => (writing = false));
      await moving;
      return made;
    });
    await onStore(async (pool) => {
      await pool.query(`delete from customer where customer_code = $1`, [codes[5]]);
      await pool.query('alter table sync_row disable trigger user');
    });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await restore(file);
    await onStore(async (pool) => {
      const { rows } = await pool.query<{ n: number; together: number }>(
        `select count(*) as n, count(distinct community_code) filter (where customer_code = any($1)) as together
         from customer`,
        [[codes[0], codes[1]]],
      );
      expect(rows).toEqual([{ n: codes.length, together: 2 }]);
      // The guards are as the migrations make them, whatever had become of them.
      expect((await audit(pool)).drift).toEqual([]);
      await pool.query(
        `insert into reassignment_log (customer_code, kind, actor) values ($1, 'FOUNDED', 'test')`,
        [codes[0]],
      );
      await moveCustomer(pool, codes[0]!, 'B1');
      expect((await audit(pool)).drift).toEqual([]);
    });
  });

  it('[S9] an empty store takes the backup of any other, and its identity', async () => {
    const file = await backup();
    const other = await freshDatabase();
    expect(await restore(file, { url: other.url })).toContain('another epoch has begun');
    const read = (url: string) => onStore(async (pool) => (await readStoreHead(pool)).storeId, url);
    expect(await read(other.url)).toBe(await read(store.url));
    await other.drop();
  });

  it('[S9] a restore tells the mark beside the store, so that it is no alarm at the next start', async () => {
    const markFile = join(folder, 'mark.json');
    const file = await backup();
    await restore(file, { markFile });
    const { epoch } = JSON.parse(await readFile(markFile, 'utf8')) as { epoch: string };
    const { rows } = await onStore((pool) =>
      pool.query<{ epoch: string; cause: string }>('select epoch, cause from sync_epoch order by began_at'),
    );
    expect(rows.map((row) => row.cause)).toEqual(['FOUNDED', 'RESTORED']);
    expect(rows[1]?.epoch).toBe(epoch);
    // A second one knows the first: whoever was in that life is told apart from whoever was never here.
    await restore(file, { markFile });
    const again = await onStore((pool) => pool.query<{ cause: string }>('select cause from sync_epoch'));
    expect(again.rows).toHaveLength(3);
  });

  it('[S9] a restore waits for the connections of a server that has just ended', async () => {
    const file = await backup();
    const server = createPool(store.url, { max: 1 });
    await server.query('select 1');
    const restored = restore(file);
    await sleep(300);
    await server.end();
    expect(await restored).toContain('another epoch has begun');
  });

  it('[S9] a backup of an older version is brought up to date', async () => {
    const older = join(folder, 'older-migrations');
    await mkdir(older);
    const names = (await readdir(MIGRATIONS_DIR)).filter((name) => name <= '0005').sort();
    for (const name of names) await cp(join(MIGRATIONS_DIR, name), join(older, name));
    const old = await emptyDatabase();
    await migrate(old.pool, older);
    await insertRegion(old.pool);
    const file = join(folder, 'older');
    await backupStore(old.pool, file);
    await old.drop();

    const target = await freshDatabase();
    await restore(file, { url: target.url });
    await onStore(async (pool) => {
      const applied = await pool.query<{ name: string }>('select name from schema_migration order by name');
      expect(applied.rows.map((row) => row.name)).toEqual((await readdir(MIGRATIONS_DIR)).sort());
      expect((await pool.query('select 1 from org_unit')).rowCount).toBeGreaterThan(10);
      expect((await audit(pool)).drift).toEqual([]);
    }, target.url);
    await target.drop();
  });

  it('[S9] killed in the middle of a restore the store is as it was', async () => {
    const file = await backup();
    await onStore((pool) => moveCustomer(pool, codes[0]!, 'B1'));
    const before = await state();
    const holder = createPool(store.url, { max: 1, application_name: 'psql' });
    const client = await holder.connect();
    await client.query('begin; lock table prepaid in access share mode');
    const restoring = startProgram('server/admin/cli.ts', ['restore', file], { DATABASE_URL: store.url });
    const waits = async () =>
      (await client.query(`select 1 from pg_locks where not granted and relation = 'prepaid'::regclass`))
        .rowCount;
    while (!(await waits())) await client.query('select pg_sleep(0.05)');
    restoring.process.kill('SIGKILL');
    await restoring.ended;
    await client.query('commit');
    client.release();
    await holder.end();
    expect(await state()).toBe(before);
    expect(await restore(file)).toContain('another epoch has begun');
  });
});

describe('a backup that is refused before anything is touched', () => {
  it('[S9] one that is damaged, wherever', async () => {
    const file = await backup();
    const whole = await readFile(file);
    const raw = gunzipSync(whole);
    const damagedFile = join(folder, 'damaged');
    const flipped = (bytes: Buffer, at: number) => {
      const copy = Buffer.from(bytes);
      copy[at]! ^= 1;
      return copy;
    };
    const zAt = raw.lastIndexOf('Z');
    const cases: [string, Buffer][] = [
      ['cut in the middle', whole.subarray(0, whole.length >> 1)],
      ['cut at the end', whole.subarray(0, whole.length - 3)],
      ['a byte of the file', flipped(whole, whole.length >> 1)],
      ['a byte of a row', gzipSync(flipped(raw, raw.length >> 1))],
      ['a length', gzipSync(flipped(raw, 1))],
      ['without its end', gzipSync(raw.subarray(0, zAt))],
      ['with a second end', gzipSync(Buffer.concat([raw, raw.subarray(zAt)]))],
      [
        'with rows that were added',
        gzipSync(Buffer.concat([raw.subarray(0, zAt), frame('D', Buffer.from('x')), raw.subarray(zAt)])),
      ],
    ];
    for (const [, bytes] of cases) {
      await writeFile(damagedFile, bytes);
      await refused(() => restore(damagedFile), /damaged|cannot be unpacked|is not a backup/);
    }
  });

  it('[S9] one that is none, or none that is there', async () => {
    const file = join(folder, 'foreign');
    await writeFile(file, 'PGDMP of somebody else');
    await refused(() => restore(file), 'is not a backup of ChannelDesk');
    await writeFile(file, gzipSync(frame('H', { format: 'something else' })));
    await refused(() => restore(file), /is not a backup/);
    await writeFile(file, gzipSync(Buffer.alloc(0)));
    await refused(() => restore(file), 'is damaged');
    await refused(() => restore(join(folder, 'nothing')), 'there is no file');
    await refused(() => restore(folder), 'cannot be read');
  });

  it('[S9] one of another store', async () => {
    const file = await backup();
    await onStore((pool) => pool.query(`update store_info set value = 'this one' where key = 'store_id'`));
    await refused(() => restore(file), 'is of another store');
  });

  it('[S9] one of a newer version', async () => {
    const file = await backup();
    const raw = gunzipSync(await readFile(file));
    const newer = join(folder, 'newer');
    const text = raw.toString('latin1').replace('0001_base.sql', '9999_next.sql');
    const zAt = text.lastIndexOf('Z');
    const body = Buffer.from(text.slice(0, zAt), 'latin1');
    const end = JSON.parse(text.slice(zAt + 5)) as { tables: number };
    const sha256 = createHash('sha256').update(body).digest('hex');
    await writeFile(newer, gzipSync(Buffer.concat([body, frame('Z', { ...end, sha256 })])));
    await refused(() => restore(newer), 'made by another version of ChannelDesk');
  });

  it('[S9] any, while a server is connected', async () => {
    const file = await backup();
    const app = await server();
    await app.app.inject('/healthz');
    await refused(() => restore(file), 'the store is in use');
    await app.close();
  });
});

describe('a backup that cannot be written', () => {
  it('is said in one line, and leaves no half of a file', async () => {
    const file = join(folder, 'taken');
    await writeFile(file, 'kept');
    const writing = (name: string) => () => onStore((pool) => backupStore(pool, name));
    await refused(writing(file), 'is there already');
    expect(await readFile(file, 'utf8')).toBe('kept');
    await refused(writing(join(folder, 'no', 'folder')), 'cannot be written');
    expect((await readdir(folder)).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });
});
