import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Pool } from 'pg';
import type { Mutation } from '../../shared/sync/mutations.ts';
import type { PullResponse, PushResponse } from '../../shared/sync/protocol.ts';
import { hashPassword } from '../auth/passwords.ts';
import { openDatabase } from '../postgres/database.ts';
import { removeEmbedded } from '../postgres/embedded/embedded.ts';
import { type Child, startProgram } from '../test-support/child.ts';
import { type FreshDatabase, freshDatabase } from '../test-support/fresh-database.ts';
import { insertPerson } from '../test-support/people.ts';
import { type TestApp, testApp } from '../test-support/test-app.ts';
import { audit } from './history/audit.ts';
import { MutationBuilder } from './test-support/mutation-builder.ts';
import { insertCustomers, insertRegion } from './test-support/region.ts';
import { SyncClient } from './test-support/sync-client.ts';

const PASSWORD = 'a horse in the rain 1';
const CODES = ['KH0000000001', 'KH0000000002', 'KH0000000003'];
const READY = /^ChannelDesk server on (http:\/\/127\.0\.0\.1:\d+)$/m;

async function fill(pool: Pool): Promise<void> {
  await insertRegion(pool);
  await insertPerson(pool, {
    staffNo: '30001',
    passwordHash: await hashPassword(PASSWORD),
    roles: [{ role: 'ACCOUNT_MANAGER', unitCode: 'A1' }],
  });
  await pool.query('update staff set must_change_password = false');
  await insertCustomers(
    pool,
    CODES.map((customerCode) => ({ customerCode, community: 'A1' })),
  );
}

/** A server in a process of its own, and a client of it over the wire. */
class Line {
  readonly server: Child;
  readonly address: string;
  #token = '';

  private constructor(server: Child, address: string) {
    this.server = server;
    this.address = address;
  }

  static async open(env: Record<string, string>): Promise<Line> {
    const server = startProgram('server/main.ts', [], { PORT: '0', RENDERER_DIR: '/nonexistent', ...env });
    return new Line(server, (await server.says(READY))[1]!);
  }

  async signIn(): Promise<this> {
    const answer = await this.post('/auth/v1/login', {
      staff_no: '30001',
      password: PASSWORD,
      device: { id: 'device', name: 'device' },
    });
    this.#token = ((await answer.json()) as { access_token: string }).access_token;
    return this;
  }

  post(path: string, body: object): Promise<Response> {
    return fetch(`${this.address}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'sync-protocol': '1',
        authorization: `Bearer ${this.#token}`,
      },
      body: JSON.stringify(body),
    });
  }

  push(mutations: Mutation[]): Promise<Response> {
    const frame = { client_id: 'client', staff_id: '30001', epoch: null, schema: 1 };
    return this.post('/sync/v1/push', { ...frame, mutations });
  }

  pull(): Promise<Response> {
    return this.post('/sync/v1/pull', {
      client_id: 'client',
      staff_id: '30001',
      epoch: null,
      schema: 1,
      cursors: {},
    });
  }

  async stop(): Promise<void> {
    this.server.process.kill('SIGTERM');
    await this.server.ended;
  }
}

const statuses = async (answer: Response): Promise<string[]> =>
  ((await answer.json()) as PushResponse).results.map((result) => result.status);

describe('a long write transaction', () => {
  let server: TestApp;
  beforeEach(async () => {
    server = await testApp();
    await fill(server.database.pool);
  });
  afterEach(() => server.close());

  it('[S2] [fault 25] open on the server: what others write goes in, is delivered at once, and it is heard at its end', async () => {
    const client = new SyncClient(server.app, '30001');
    await client.pull();
    const long = await server.database.pool.connect();
    await long.query('begin');
    await long.query(`update customer set name = 'long' where customer_code = $1`, [CODES[0]]);
    const outbox = new MutationBuilder();
    for (let i = 0; i < 3; i++) {
      const note = outbox.note(CODES[1]!);
      const { results, write_seq } = await client.push([note]);
      expect(results).toMatchObject([{ status: 'applied' }]);
      const page = await client.pull();
      expect(Number(page.seq)).toBeGreaterThanOrEqual(Number(write_seq));
      expect(client.rows.has(`interaction|${note.id}`)).toBe(true);
      expect(client.rows.get(`customer|${CODES[0]}`)?.body).not.toMatchObject({ name: 'long' });
    }
    await long.query('commit');
    long.release();
    await client.pull();
    expect(client.rows.get(`customer|${CODES[0]}`)?.body).toMatchObject({ name: 'long' });
  });
});

describe('a server that is killed', () => {
  let database: FreshDatabase;
  beforeEach(async () => {
    database = await freshDatabase();
    await fill(database.pool);
  });
  afterEach(() => database.drop());

  it('[S7] [fault 31] in the middle of a commit: each edit wholly or not at all, and once when it is sent again', async () => {
    const { pool } = database;
    // A commit that takes its time: the seal has run, the receipt is written, and nobody knows yet.
    await pool.query(`create function slow_commit() returns trigger language plpgsql as
      $$ begin perform pg_sleep(0.25); return null; end $$;
      create constraint trigger slow_commit after insert on mutation_receipt deferrable initially deferred
        for each row execute function slow_commit()`);
    const committed = async () =>
      (await pool.query<{ n: number }>('select count(*) as n from mutation_receipt')).rows[0]!.n;
    const outbox = new MutationBuilder();
    const all: Mutation[] = [];
    for (let round = 0; round < 2; round++) {
      const line = await (await Line.open({ DATABASE_URL: database.url })).signIn();
      // What was not answered is sent again, before what is new.
      all.push(outbox.note(CODES[0]!), outbox.note(CODES[1]!), outbox.note(CODES[2]!));
      const before = await committed();
      const answer = line.push(all).catch(() => undefined);
      const inCommit = async () =>
        (
          await pool.query(
            `select 1 from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`,
          )
        ).rowCount;
      // In the first commit of the push, then in one after others have been made.
      while ((await committed()) < before + round) await sleep(5);
      while (!(await inCommit())) await sleep(5);
      line.server.process.kill('SIGKILL');
      await line.server.ended;
      expect(await answer, 'nobody was told anything').toBeUndefined();
      // PostgreSQL ends the commit that was under way, or finds nobody there; either way it ends.
      while (await inCommit()) await sleep(20);
      await wholeOrNothing(pool);
    }
    await pool.query('drop trigger slow_commit on mutation_receipt');
    const line = await (await Line.open({ DATABASE_URL: database.url })).signIn();
    const again = await statuses(await line.push(all));
    expect(again).toHaveLength(all.length);
    expect(new Set(again)).toEqual(new Set(['duplicate', 'applied']));
    const { rows } = await pool.query<{ id: string }>('select interaction_id as id from interaction');
    expect(rows.map((row) => row.id).sort()).toEqual(all.map((mutation) => mutation.id).sort());
    await wholeOrNothing(pool);
    await line.stop();
  }, 240_000);

  /** An edit's effect, its receipt, its number and its place in history are there together or not at all. */
  async function wholeOrNothing(pool: Pool): Promise<void> {
    const { rows } = await pool.query<{ effects: string[]; receipts: string[]; last: number; most: number }>(
      `select array(select n.interaction_id from interaction n order by 1) as effects,
         array(select s.id from sync_state s where s.entity = 'interaction' and not s.deleted order by 1) as receipts,
         coalesce((select last_n from sync_client), 0) as last,
         (select count(*) from mutation_receipt) as most`,
    );
    const { effects, receipts, last, most } = rows[0]!;
    expect(effects).toEqual(receipts);
    expect(effects).toHaveLength(most);
    expect(last).toBe(most);
  }
});

describe('a connection that breaks', () => {
  let database: FreshDatabase;
  beforeEach(async () => {
    database = await freshDatabase();
    await fill(database.pool);
  });
  afterEach(() => database.drop());

  it('[fault 35] in the middle of a transaction takes that transaction along, not the server', async () => {
    const { pool } = database;
    // The first receipt takes for ever; a number that was taken stays taken when its transaction is rolled back.
    await pool.query(`create sequence receipts_written;
      create function slow_receipt() returns trigger language plpgsql as
      $$ begin if nextval('receipts_written') = 1 then perform pg_sleep(300); end if; return null; end $$;
      create trigger slow_receipt after insert on mutation_receipt for each row execute function slow_receipt()`);
    const line = await (await Line.open({ DATABASE_URL: database.url })).signIn();
    const note = new MutationBuilder().note(CODES[0]!);
    const answer = line.push([note]);
    for (let broken = 0; !broken; await sleep(5)) {
      const { rowCount } = await pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and wait_event = 'PgSleep'`,
      );
      broken = rowCount ?? 0;
    }
    // The server tries once more by itself, and what is sent again is known.
    expect(await statuses(await answer)).toEqual(['applied']);
    expect(await statuses(await line.push([note]))).toEqual(['duplicate']);
    await line.stop();
  });
});

describe('a database that goes away', () => {
  let folder: string;
  let dataDir: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'channeldesk-fault-'));
    dataDir = join(folder, 'data');
  });
  afterEach(async () => {
    await removeEmbedded({ dataDir, postgresHome: null });
    await rm(folder, { recursive: true, force: true });
  });

  it('[fault 35] and comes back: a clear 503 meanwhile, nothing acknowledged is lost, and it goes on by itself', async () => {
    const line = await Line.open({ DATA_DIR: dataDir });
    const store = await openDatabase({ databaseUrl: null, dataDir, postgresHome: null }, { poolSize: 2 });
    await fill(store.pool);
    const { rows } = await store.pool.query<{ folder: string }>(
      `select current_setting('data_directory') as folder`,
    );
    const postmaster = Number((await readFile(`${rows[0]!.folder}/postmaster.pid`, 'utf8')).split('\n')[0]);
    await store.close();
    await line.signIn();
    const outbox = new MutationBuilder();
    const sent: Mutation[] = [];
    const acknowledged = async (): Promise<void> => {
      const note = outbox.note(CODES[0]!);
      sent.push(note);
      // What was refused is sent again as it is, as a client does.
      for (;;) {
        const answer = await line.push([note]);
        if (answer.status === 200) {
          const [status] = await statuses(answer);
          if (status !== 'retry') return;
        } else {
          expect(answer.status).toBe(503);
          expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
          expect(await answer.json()).toMatchObject({ error: { code: 'E_UNAVAILABLE' } });
          refusals++;
        }
        await sleep(50);
      }
    };
    let refusals = 0;
    for (let i = 0; i < 3; i++) await acknowledged();

    process.kill(postmaster, 'SIGQUIT');
    while (refusals === 0) {
      const away = await line.pull();
      if (away.status === 200) continue;
      expect([away.status, (await away.json()) as unknown]).toMatchObject([
        503,
        { error: { code: 'E_UNAVAILABLE' } },
      ]);
      expect(away.headers.get('retry-after')).not.toBeNull();
      refusals++;
    }
    for (let i = 0; i < 3; i++) await acknowledged();

    const page = (await (await line.pull()).json()) as PullResponse;
    const held = page.buckets.flatMap((bucket) => bucket.ops).filter(([entity]) => entity === 'interaction');
    expect(held.map(([, id]) => id).sort()).toEqual(sent.map((note) => note.id).sort());
    // It came back as the same history: no client has to begin anew.
    expect((await (await line.pull()).json()) as PullResponse).toMatchObject({ epoch: page.epoch });
    expect((await fetch(`${line.address}/healthz`)).status).toBe(200);
    const after = await openDatabase({ databaseUrl: null, dataDir, postgresHome: null }, { poolSize: 2 });
    expect((await audit(after.pool)).drift).toEqual([]);
    const epochs = await after.pool.query<{ cause: string }>('select cause from sync_epoch');
    expect(epochs.rows).toEqual([{ cause: 'FOUNDED' }]);
    await after.close();
    await line.stop();
  }, 180_000);
});

describe('an edit that fails for no reason of its own', () => {
  let server: TestApp;
  beforeEach(async () => {
    server = await testApp();
    await fill(server.database.pool);
  });
  afterEach(() => server.close());

  it('[S7] [S8] holds up what follows until its client parks it; then the rest flows past its number', async () => {
    const { pool } = server.database;
    const client = new SyncClient(server.app, '30001', randomUUID());
    const outbox = new MutationBuilder();
    const [before, stuck, after, later] = CODES.concat(CODES).map((code) => outbox.note(code)) as [
      Mutation,
      Mutation,
      Mutation,
      Mutation,
    ];
    await pool.query(`create function stuck() returns trigger language plpgsql as
      $$ begin raise exception 'not this one' using errcode = 'internal_error'; end $$;
      create trigger stuck before insert on interaction for each row
        when (new.interaction_id = '${stuck.id}') execute function stuck()`);
    const said = async (...args: Parameters<SyncClient['push']>) =>
      (await client.push(...args)).results.map((result) => result.status);
    expect(await said([before, stuck, after])).toEqual(['applied', 'retry']);
    // However often: the server keeps no count, and has nothing of it.
    for (let tries = 2; tries <= 10; tries++) expect(await said([stuck, after])).toEqual(['retry']);
    // Parked: the next push leaves it out and says that numbers are skipped.
    await expect(client.push([after])).rejects.toThrow('409 E_GAP');
    expect(await said([after, later], { replay: true })).toEqual(['applied', 'applied']);
    // Sent again by the person it is another edit with a number of its own; under the old one it is refused.
    await pool.query('drop trigger stuck on interaction');
    await expect(client.push([stuck], { replay: true })).rejects.toThrow('409 E_GAP');
    const again = { ...stuck, uid: randomUUID(), n: outbox.nextN++ };
    // Numbers between were used up by building: a replay may skip them.
    expect(await said([again], { replay: true })).toEqual(['applied']);
    expect((await pool.query('select 1 from interaction')).rowCount).toBe(4);
  });
});
