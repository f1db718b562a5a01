import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { createPool } from '../../server/postgres/database.ts';
import { holdEmbedded, removeEmbedded } from '../../server/postgres/embedded/embedded.ts';
import { migrate } from '../../server/postgres/migrator.ts';
import type { CleanUp } from './clean-up.ts';
import { storeFolder } from './folders.ts';

/** A database of its own in the PostgreSQL of the run, with our schema and nothing in it. */
export interface Store {
  pool: Pool;
  url: string;
  drop(): Promise<void>;
}

/** The PostgreSQL of the run: the one that comes with the product, as it is started there, fsync and all. */
export class BenchPostgres {
  readonly #serverUrl: string;
  readonly #cleanUp: CleanUp;

  private constructor(serverUrl: string, cleanUp: CleanUp) {
    this.#serverUrl = serverUrl;
    this.#cleanUp = cleanUp;
  }

  static async start(cleanUp: CleanUp): Promise<BenchPostgres> {
    const options = { dataDir: await storeFolder(), postgresHome: null };
    cleanUp.add(() => removeEmbedded(options));
    const hold = await holdEmbedded(options);
    cleanUp.add(() => hold.release());
    return new BenchPostgres(hold.url, cleanUp);
  }

  async emptyStore(): Promise<Store> {
    const name = `bench_${randomBytes(6).toString('hex')}`;
    await this.#asAdmin(`create database ${name} template template0 encoding 'UTF8' locale 'C'`);
    const url = new URL(this.#serverUrl);
    url.pathname = `/${name}`;
    const pool = createPool(url.href, { max: 8 });
    const drop = this.#cleanUp.add(async () => {
      await pool.end();
      await this.#asAdmin(`drop database if exists ${name} with (force)`);
    });
    await migrate(pool);
    return { pool, url: url.href, drop };
  }

  async #asAdmin(sql: string): Promise<void> {
    const admin = createPool(this.#serverUrl, { max: 1 });
    try {
      await admin.query(sql);
    } finally {
      await admin.end();
    }
  }
}
