import type { PoolClient } from 'pg';
import type { Chance } from '../../../shared/lib/chance.ts';
import type { TestApp } from '../../../server/test-support/test-app.ts';
import { inTransaction } from '../../../server/postgres/transaction.ts';
import { beginEpoch } from '../../../server/sync/history/epochs.ts';
import { isPassing } from '../../../server/sync/transient.ts';
import { purge } from '../../../server/sync/history/purge.ts';
import { insertCustomers, insertRegion, moveCustomer } from '../../../server/sync/test-support/region.ts';
import { insertPerson } from '../../../server/test-support/people.ts';
import { testApp } from '../../../server/test-support/test-app.ts';

export const COMMUNITIES = ['A1', 'A2', 'B1'];
/** Who works here, and where at first. */
export const PERSONS: Readonly<Record<string, readonly string[]>> = {
  '20001': ['A1', 'A2'],
  '20002': ['A2', 'B1'],
};
const CUSTOMERS_AT_FIRST = 24;
const MOST_TRIES = 20;

/** A copy of every table, and how much of them the person who keeps it knows. */
interface Backup {
  schema: string;
}

/** The server's side of a history: the real server on PostgreSQL, and everybody who writes there but the clients. */
export class Office {
  readonly server: TestApp;
  readonly #chance: Chance;
  readonly codes: string[] = [];
  #texts = 0;
  #backups: Backup[] = [];
  #schemas = 0;

  private constructor(server: TestApp, chance: Chance) {
    this.server = server;
    this.#chance = chance;
  }

  static async open(chance: Chance): Promise<Office> {
    const office = new Office(await testApp(), chance);
    const { pool } = office.server.database;
    await insertRegion(pool);
    for (const staffNo of Object.keys(PERSONS)) {
      await insertPerson(pool, { staffNo });
      await office.setCommunities(staffNo, PERSONS[staffNo]!);
    }
    for (let i = 0; i < CUSTOMERS_AT_FIRST; i++) await office.create();
    return office;
  }

  get pool() {
    return this.server.database.pool;
  }

  async create(): Promise<void> {
    const customerCode = `KH${String(this.codes.length + 1).padStart(10, '0')}`;
    this.codes.push(customerCode);
    await insertCustomers(this.pool, [{ customerCode, community: this.#chance.pick(COMMUNITIES)! }]);
  }

  /** What a feed, an administrator or a colleague does next. A deadlock with the server takes it back, and that is all. */
  async change(): Promise<void> {
    await this.#change().catch((error: unknown) => {
      if (!isPassing(error)) throw error;
    });
  }

  async #change(): Promise<void> {
    const code = this.#chance.pick(this.codes)!;
    const text = `text ${++this.#texts}`;
    const kind = this.#chance.weighted({ create: 2, rename: 5, move: 8, remark: 3, close: 1, together: 3 });
    switch (kind) {
      case 'create':
        return this.create();
      case 'rename':
        await this.pool.query('update customer set name = $2 where customer_code = $1', [code, text]);
        return;
      case 'move':
        await moveCustomer(this.pool, code, this.#chance.pick(COMMUNITIES)!);
        return;
      case 'remark':
        await this.pool.query(
          `update customer set contact = contact || jsonb_build_object('remark', $2::text) where customer_code = $1`,
          [code, text],
        );
        return;
      case 'close':
        // Locked first: a note may be on its way.
        await inTransaction(this.pool, async (db) => {
          await db.query('select from customer where customer_code = $1 for update', [code]);
          await db.query('delete from interaction where customer_code = $1', [code]);
          await db.query('delete from customer where customer_code = $1', [code]);
        });
        return;
      case 'together':
        return this.#moveSeveral();
    }
  }

  /** Several customers in one transaction, which now and then is taken back. */
  async #moveSeveral(): Promise<void> {
    const rollback = this.#chance.is(0.2);
    const moves = [0, 1, 2].map(
      () => [this.#chance.pick(this.codes)!, this.#chance.pick(COMMUNITIES)!] as const,
    );
    moves.sort(([a], [b]) => (a < b ? -1 : 1));
    await inTransaction(this.pool, async (db) => {
      for (const [code, community] of moves) await moveCustomer(db, code, community);
      if (rollback) throw new Error('taken back');
    }).catch((error: unknown) => {
      if (!rollback) throw error;
    });
  }

  /** Which communities a person writes in from now on. */
  async setCommunities(staffId: string, communities: readonly string[]): Promise<void> {
    await inTransaction(this.pool, async (db) => {
      await db.query('delete from staff_role where staff_id = $1', [staffId]);
      await db.query(
        `insert into staff_role (staff_id, role, unit_code) select $1, 'ACCOUNT_MANAGER', unnest($2::text[])`,
        [staffId, communities],
      );
    });
  }

  async communitiesOf(staffId: string): Promise<string[]> {
    const { rows } = await this.pool.query<{ unit_code: string }>(
      'select unit_code from staff_role where staff_id = $1 order by unit_code',
      [staffId],
    );
    return rows.map((row) => row.unit_code);
  }

  async purge(): Promise<void> {
    await purge(this.pool, new Date(), 0);
  }

  /** Every receipt: the uid, and what it came to. */
  async receipts(): Promise<Map<string, string>> {
    const { rows } = await this.pool.query<{ uid: string; status: string }>(
      `select uid, result ->> 'status' as status from mutation_receipt`,
    );
    return new Map(rows.map((row) => [row.uid, row.status]));
  }

  async backUp(): Promise<void> {
    const schema = `backup_${++this.#schemas}`;
    await inTransaction(this.pool, async (db) => {
      // Copies that fit one another: nobody writes meanwhile.
      await db.query('set transaction isolation level repeatable read');
      await db.query(`create schema ${schema}`);
      for (const { table } of await storedTables(db)) {
        await db.query(`create table ${schema}.${table} as table public.${table}`);
      }
    });
    this.#backups.push({ schema });
  }

  /** An older copy takes the place of the tables. @returns the uids that the server has forgotten with it */
  async restore(announced: boolean): Promise<string[]> {
    const backup = this.#chance.pick(this.#backups);
    if (!backup) return [];
    // Those made later are of a life that is over.
    this.#backups = this.#backups.slice(0, this.#backups.indexOf(backup) + 1);
    const putBack = async (db: PoolClient): Promise<string[]> => {
      let forgotten: { uid: string }[] = [];
      await db.query('set local session_replication_role = replica');
      for (const { table, columns } of await storedTables(db)) {
        await db.query(`lock table public.${table} in access exclusive mode`);
        if (table === 'mutation_receipt') {
          const { rows } = await db.query<{ uid: string }>(
            `select uid from public.${table} except select uid from ${backup.schema}.${table}`,
          );
          forgotten = rows;
        }
        await db.query(`delete from public.${table}`);
        await db.query(
          `insert into public.${table} (${columns}) overriding system value
           select ${columns} from ${backup.schema}.${table}`,
        );
      }
      if (announced) await beginEpoch(db, 'RESTORED');
      return forgotten.map(({ uid }) => uid);
    };
    // The server is at work meanwhile, and locks in orders of its own.
    for (let tried = 1; ; tried++) {
      try {
        return await inTransaction(this.pool, putBack);
      } catch (error) {
        if (!isPassing(error) || tried === MOST_TRIES) throw error;
      }
    }
  }

  close(): Promise<void> {
    return this.server.close();
  }
}

async function storedTables(db: PoolClient): Promise<{ table: string; columns: string }[]> {
  const { rows } = await db.query<{ table: string; columns: string }>(
    `select c.relname as "table", string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relpersistence = 'p'
       and c.relname not in ('schema_migration', 'schema_guard')
       and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     group by c.relname
     -- In the order in which everybody else locks them.
     order by c.relname not in ('customer', 'interaction'), c.relname`,
  );
  return rows;
}
