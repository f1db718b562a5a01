import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { seeded } from '../../../shared/lib/chance.ts';
import type { App } from '../../plugins/zod-types.ts';
import { insertPerson } from '../../test-support/people.ts';
import { insertCustomers, insertRegion } from './region.ts';
import { SyncClient } from './sync-client.ts';

export interface StressOptions {
  app: App;
  /** Room for one connection per writer and one for whoever makes deadlocks, besides what the app needs. */
  pool: Pool;
  seed: number;
  writers: number;
  seconds: number;
}

/** What happened; what must not happen has thrown. */
export interface StressReport {
  committed: number;
  rolledBack: number;
  deadlocks: number;
  /** Writes whose writer asked for them right after the commit, and got them. */
  seenAtOnce: number;
  checkpoints: { incremental: number; fresh: number };
}

/** The store's words for it: https://www.postgresql.org/docs/18/errcodes-appendix.html */
const DEADLOCK = '40P01';
const TOO_LONG = '55P03';
const READER = '20002';
const ACCOUNTS = 120;
const EACH = 1000;
const TOTAL = ACCOUNTS * EACH;
const COMMUNITIES = ['A1', 'A2', 'B1', 'NN1-GZ-W', 'S1', 'T1'];
const accountOf = (i: number): string => `ACC${String(i).padStart(5, '0')}`;

/**
 * Writers who move arrears between customers and customers between communities, in transactions of several rows, with
 * rollbacks, savepoints taken back and deadlocks, while one client follows and another begins anew each time.
 *
 * Throws where a checkpoint shows half a transaction, a sum that is not whole, a row of a transaction that never
 * was, or lacks what was committed before it was asked for; and where a client does not end at the store's truth.
 */
export async function writersStress(options: StressOptions): Promise<StressReport> {
  const run = new Stress(options);
  await run.prepare();
  await run.work();
  await run.compareWithStore();
  return run.report;
}

class Stress {
  readonly report: StressReport = {
    committed: 0,
    rolledBack: 0,
    deadlocks: 0,
    seenAtOnce: 0,
    checkpoints: { incremental: 0, fresh: 0 },
  };
  readonly #options: StressOptions;
  readonly #incremental: SyncClient;
  /** Notes of transactions that were taken back. */
  readonly #never = new Set<string>();
  #end = 0;

  constructor(options: StressOptions) {
    this.#options = options;
    this.#incremental = new SyncClient(options.app, READER, 'incremental');
  }

  async prepare(): Promise<void> {
    const { pool } = this.#options;
    await insertRegion(pool);
    await insertPerson(pool, {
      staffNo: READER,
      roles: [{ role: 'NETWORK_CHANNEL_ADMIN', unitCode: 'NN' }],
    });
    const codes = Array.from({ length: ACCOUNTS }, (_, i) => accountOf(i));
    await insertCustomers(
      pool,
      codes.map((customerCode, i) => ({ customerCode, community: COMMUNITIES[i % COMMUNITIES.length]! })),
    );
    await pool.query(
      `insert into subscription (subscription_id, customer_code, billing_account_number, name, access_number, product,
         status, installation_address, billing_area, activated_on, contact_phone, first_file_day)
       select 'S-' || code, code, 'BA-' || code, code, code, 'LINE', 'IN_SERVICE', '', '', '2026-01-01', '', '2026-01-01'
       from unnest($1::text[]) as code`,
      [codes],
    );
    await pool.query(
      `insert into arrears (subscription_id, billing_account_number, since_month, months, amount)
       select 'S-' || code, 'BA-' || code, '2026-10', 1, ${EACH} from unnest($1::text[]) as code`,
      [codes],
    );
  }

  async work(): Promise<void> {
    const { writers, seed, seconds } = this.#options;
    this.#end = Date.now() + seconds * 1000;
    const all = [
      ...Array.from({ length: writers }, (_, i) => this.#writer(seed * 1000 + i)),
      this.#deadlocker(seeded(seed)),
      this.#reader('incremental'),
      this.#reader('fresh'),
    ];
    // One that fails ends the others too; all have ended before the failure is told.
    const ended = await Promise.allSettled(
      all.map((one) =>
        one.catch((error: unknown) => {
          this.#end = 0;
          throw error;
        }),
      ),
    );
    for (const one of ended) if (one.status === 'rejected') throw one.reason;
  }

  /** On a slow machine it goes on until there is something to judge by. */
  #goesOn(): boolean {
    if (this.#end === 0) return false;
    const { checkpoints, deadlocks, seenAtOnce, rolledBack } = this.report;
    const enough =
      Math.min(checkpoints.incremental, checkpoints.fresh) >= 5 &&
      Math.min(deadlocks, seenAtOnce, rolledBack) > 0;
    return Date.now() < this.#end || !enough;
  }

  async #writer(seed: number): Promise<void> {
    const draw = seeded(seed);
    const witness = new SyncClient(this.#options.app, READER, `witness-${seed}`);
    await witness.pull();
    while (this.#goesOn()) {
      const note = await this.#transaction(draw);
      if (note !== undefined && draw() < 0.15) {
        await witness.pull({ limit: 2000 });
        witness.pages = [];
        if (!witness.rows.has(`interaction|${note}`)) {
          throw new Error(`${note} was committed, and the next pull did not bring it`);
        }
        this.report.seenAtOnce++;
      }
      // Flat out they change every row faster than pages of this size bring them.
      await sleep(draw() * 60);
    }
  }

  /** @returns the id of the note that it left, where it was committed with one */
  async #transaction(draw: () => number): Promise<string | undefined> {
    const pick = () => accountOf(Math.floor(draw() * ACCOUNTS));
    const [from, to] = draw() < 0.8 ? [pick(), pick()].sort() : [pick(), pick()];
    if (from === to) return undefined;
    const amount = Math.floor(draw() * 100);
    const note = draw() < 0.4 ? `IX-${randomUUID()}` : undefined;
    const takenBack = draw() < 0.12;
    const db = await this.#options.pool.connect();
    try {
      await begin(db);
      await addArrears(db, from!, -amount);
      if (draw() < 0.3) await this.#nested(db, draw, pick());
      if (draw() < 0.35) await move(db, from!, COMMUNITIES[Math.floor(draw() * COMMUNITIES.length)]!);
      if (note) await addNote(db, note, from!);
      if (takenBack)
        await insertCustomers(db as never, [{ customerCode: `PH${randomUUID()}`, community: 'A1' }]);
      await addArrears(db, to!, amount);
      if (takenBack && note) this.#never.add(note);
      await db.query(takenBack ? 'rollback' : 'commit');
      this.report[takenBack ? 'rolledBack' : 'committed']++;
      return takenBack ? undefined : note;
    } catch (error) {
      await db.query('rollback');
      if (note) this.#never.add(note);
      this.#noteDeadlock(error);
      return undefined;
    } finally {
      db.release();
    }
  }

  /** What happens inside a savepoint that is taken back must leave nothing, also where it was the first to write. */
  async #nested(db: PoolClient, draw: () => number, other: string): Promise<void> {
    const note = `IX-${randomUUID()}`;
    this.#never.add(note);
    await db.query('savepoint inner_work');
    await addNote(db, note, other);
    if (draw() < 0.5) await move(db, other, COMMUNITIES[0]!);
    await db.query('rollback to savepoint inner_work');
  }

  /**
   * Two transactions that take the same two customers in opposite order: one of them dies. Each waits for the other
   * here as well as in the store, and a writer between them closes a circle of which the store sees no more than two
   * sides; so that nobody waits for ever, they give up after a moment and try another two.
   */
  async #deadlocker(draw: () => number): Promise<void> {
    const { pool } = this.#options;
    while (this.#goesOn()) {
      const first = Math.floor(draw() * (ACCOUNTS - 1));
      const [a, b] = [accountOf(first), accountOf(first + 1)];
      const pair = await Promise.all([pool.connect(), pool.connect()]);
      try {
        await Promise.all(pair.map(begin));
        await Promise.all(pair.map((db) => db.query(`set local lock_timeout = '1s'`)));
        const step = (db: PoolClient, code: string, by: number) => addArrears(db, code, by);
        await Promise.all([step(pair[0], a, -7), step(pair[1], b, -7)]);
        const ended = await Promise.allSettled([step(pair[0], b, 7), step(pair[1], a, 7)]);
        for (const [i, db] of pair.entries()) {
          const end = ended[i];
          await db.query(end?.status === 'rejected' ? 'rollback' : 'commit');
          if (end?.status === 'rejected') this.#noteDeadlock(end.reason);
        }
      } catch (error) {
        for (const db of pair) await db.query('rollback');
        this.#noteDeadlock(error);
      } finally {
        for (const db of pair) db.release();
      }
      await sleep(150);
    }
  }

  /** @throws what ended a transaction, unless it was a deadlock or too long a wait */
  #noteDeadlock(error: unknown): void {
    const { code } = error as { code?: string };
    if (code === DEADLOCK) this.report.deadlocks++;
    else if (code !== TOO_LONG) throw error;
  }

  /** At completion the client itself compares its n and h with the server's, and throws. */
  async #reader(kind: keyof StressReport['checkpoints']): Promise<void> {
    while (this.#goesOn()) {
      const client =
        kind === 'fresh' ? new SyncClient(this.#options.app, READER, 'fresh') : this.#incremental;
      await client.pull({ limit: kind === 'fresh' ? 150 : 60 });
      client.pages = [];
      this.#check(client, `${kind}, checkpoint ${++this.report.checkpoints[kind]}`);
    }
  }

  #check(client: SyncClient, where: string): void {
    const fail = (what: string) => {
      throw new Error(`${where}: ${what} (seed ${this.#options.seed})`);
    };
    const customers = [...client.rows.values()].filter((row) => row.entity === 'customer');
    let sum = 0;
    for (const { id, bucket } of customers) {
      const balance = client.rows.get(`balance|${id}`);
      if (!balance) return fail(`${id} has no balance`);
      if (balance.bucket !== bucket) return fail(`${id} is in ${bucket}, its balance in ${balance.bucket}`);
      const [owed] = balance.body['arrears'] as { amount: number }[];
      sum += owed?.amount ?? NaN;
    }
    if (customers.length !== ACCOUNTS) fail(`${customers.length} customers of ${ACCOUNTS}`);
    if (sum !== TOTAL) fail(`${sum} owed instead of ${TOTAL}`);
    const phantom = client.ids('interaction').find((id) => this.#never.has(id));
    if (phantom) fail(`${phantom} was never committed`);
  }

  async compareWithStore(): Promise<void> {
    const { app, pool } = this.#options;
    const last = new SyncClient(app, READER, 'last');
    for (const client of [this.#incremental, last]) {
      await client.pull();
      this.#check(client, 'at the end');
      const { rows } = await pool.query<{ entity: string; id: string; bucket: string; body: string }>(
        'select entity, id, bucket, body from sync_row where bucket = any($1)',
        [client.bucketSet],
      );
      const differs = rows.find(({ entity, id, bucket, body }) => {
        const held = client.rows.get(`${entity}|${id}`);
        return held?.bucket !== bucket || JSON.stringify(held.body) !== JSON.stringify(JSON.parse(body));
      });
      if (differs) throw new Error(`${differs.entity} ${differs.id} is missing or stale at the end`);
      if (rows.length !== client.rows.size) throw new Error('a client holds rows that the store has not');
    }
  }
}

async function begin(db: PoolClient): Promise<void> {
  await db.query(`begin; set local deadlock_timeout = '30ms'`);
}

const addArrears = (db: PoolClient, code: string, by: number): Promise<unknown> =>
  db.query(`update arrears set amount = amount + $2 where subscription_id = 'S-' || $1`, [code, by]);

const move = (db: PoolClient, code: string, community: string): Promise<unknown> =>
  db.query('update customer set community_code = $2 where customer_code = $1', [code, community]);

const addNote = (db: PoolClient, id: string, code: string): Promise<unknown> =>
  db.query(
    `insert into interaction (interaction_id, customer_code, kind, purpose, outcome, note, happened_at, staff_no)
     values ($1, $2, 'VISIT', '', '', '', '2026-11-20T10:00:00+08:00', '20002')`,
    [id, code],
  );
