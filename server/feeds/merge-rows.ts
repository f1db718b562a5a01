import type { PoolClient } from 'pg';
import type { Applied } from './definition.ts';

export interface MergedTable {
  table: string;
  /** Columns of the table that make a row one; `stage` has them by the same names. */
  key: readonly string[];
  /** The other columns that the file fills. */
  columns: readonly string[];
  /** SQL over the table `t`: the part of it that the file is the whole truth about. Left out: all of it. */
  scope?: string;
}

/**
 * Makes a table say what a full file says: rows that the file does not carry go, others are changed only where they
 * really differ. Rows set aside keep what the store has of them.
 */
export async function mergeRows(client: PoolClient, merged: MergedTable): Promise<Applied> {
  const { table, key, columns, scope } = merged;
  const sameKey = key.map((name) => `s.${name} = t.${name}`).join(' and ');
  const all = [...key, ...columns];
  const list = (names: readonly string[], alias: string): string =>
    names.map((name) => `${alias}.${name}`).join(', ');
  const insertInto = `insert into ${table} (${all.join(', ')}) select ${list(all, 's')} from stage s where s.reason is null`;
  const { rows } = await client.query<{ filled: boolean }>(
    `select exists (select from ${table} t where ${scope ?? 'true'}) as filled`,
  );
  if (!rows[0]?.filled) {
    return { changed: count(await client.query(`${insertInto} order by s.line`)), removed: 0 };
  }
  const gone = await client.query(
    `delete from ${table} t where ${scope ?? 'true'} and not exists (select from stage s where ${sameKey})`,
  );
  const updated = await client.query(
    `update ${table} t set (${columns.join(', ')}) = row(${list(columns, 's')})
     from stage s
     where s.reason is null and ${sameKey} and (${list(columns, 't')}) is distinct from (${list(columns, 's')})`,
  );
  const inserted = await client.query(
    `${insertInto} and not exists (select from ${table} t where ${sameKey}) order by s.line`,
  );
  return { changed: count(updated) + count(inserted), removed: count(gone) };
}

export const count = (result: { rowCount: number | null }): number => result.rowCount ?? 0;
