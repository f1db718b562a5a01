import type { Pool, PoolClient } from 'pg';
import { ConfigurationError } from '../config.ts';
import { inTransaction } from '../postgres/transaction.ts';
import type { DemoOptions } from './options.ts';

/**
 * What a demo store remembers of how it was filled, in store_info under `demo`. How far it has come is part of it: a
 * run that was interrupted is taken up where it stopped.
 */
export interface DemoRecord {
  customers: number;
  seed: number;
  month: string;
  spread: string;
  /** The day of the newest daily files taken; null before the first. */
  today: string | null;
  stage: 'STARTED' | 'OPENING_TAKEN' | 'COMPLETE';
}

/** Demo data and real feeds never share a store: nobody could tell them apart afterwards. */
export async function claimForDemo(pool: Pool, options: DemoOptions): Promise<DemoRecord> {
  return inTransaction(pool, async (client) => {
    await client.query('lock table store_info in share row exclusive mode');
    const kind = await infoOf(client, 'kind');
    const text = await infoOf(client, 'demo');
    if (kind === 'demo' && text !== undefined) return sameDemo(JSON.parse(text) as DemoRecord, options);
    const runs = await client.query('select 1 from feed_run limit 1');
    if (kind === 'real' || (runs.rowCount ?? 0) > 0)
      throw new ConfigurationError(
        'this store holds real feeds; demo data need a store of their own, for example: DATA_DIR=data/demo npm run demo',
      );
    const { customers, seed, month, spread } = options;
    const record: DemoRecord = { customers, seed, month, spread, today: null, stage: 'STARTED' };
    await setInfo(client, 'kind', 'demo');
    await setInfo(client, 'demo', JSON.stringify(record));
    return record;
  });
}

export async function remember(pool: Pool, record: DemoRecord): Promise<void> {
  await setInfo(pool, 'demo', JSON.stringify(record));
}

function sameDemo(record: DemoRecord, options: DemoOptions): DemoRecord {
  const differs = (['customers', 'seed', 'month', 'spread'] as const).filter(
    (name) => record[name] !== options[name],
  );
  if (differs.length > 0) {
    const held = `--customers ${record.customers} --seed ${record.seed} --month ${record.month} --spread ${record.spread}`;
    throw new ConfigurationError(
      `this store holds the demo made with ${held}; another one needs a store of its own, or this one emptied`,
    );
  }
  if (record.today !== null && record.today > options.today)
    throw new ConfigurationError(`this store holds the demo of ${record.today} already`);
  return record;
}

async function infoOf(client: PoolClient, key: string): Promise<string | undefined> {
  const { rows } = await client.query<{ value: string }>('select value from store_info where key = $1', [
    key,
  ]);
  return rows[0]?.value;
}

async function setInfo(client: Pool | PoolClient, key: string, value: string): Promise<void> {
  await client.query(
    `insert into store_info (key, value) values ($1, $2)
     on conflict (key) do update set value = excluded.value where store_info.value is distinct from excluded.value`,
    [key, value],
  );
}
