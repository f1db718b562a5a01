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
  const { table, key, columns, scope = 'true' } = merged;
  const sameKey = key.map((name) => `s.${name} = t.${name}`).join(' and ');
  const all = [...key, ...columns];
  const list = (names: readonly string[], alias: string): string =>
    names.map((name) => `${alias}.${name}`).join(', ');
  // In the order of the key, so that its index is filled page by page.
  const insertFrom = (source: string): string =>
    `insert into ${table} (${all.join(', ')}) select ${list(all, 's')} from ${source} order by ${list(key, 's')}`;

  const { rows } = await client.query<{ filled: boolean }>(
    `select exists (select from ${table} t where ${scope}) as filled`,
  );
  if (!rows[0]?.filled) {
    return { changed: count(await client.query(insertFrom('stage s where s.reason is null'))), removed: 0 };
  }
  const gone = await client.query(
    `delete from ${table} t where ${scope} and not exists (select from stage s where ${sameKey})`,
  );
  const differing = await client.query(
    `create temporary table differing on commit drop as
     select s.line, t.${key[0]} is null as is_new
     from stage s left join ${table} t on ${sameKey} and ${scope}
     where s.reason is null and (t.${key[0]} is null or (${list(columns, 't')}) is distinct from (${list(columns, 's')}))`,
  );
  if (count(differing) > 0) {
    await client.query(
      `update ${table} t set (${columns.join(', ')}) = row(${list(columns, 's')})
       from stage s join differing d using (line)
       where not d.is_new and ${sameKey} and ${scope}`,
    );
    await client.query(insertFrom('stage s join differing d using (line) where d.is_new'));
  }
  await client.query('drop table differing');
  return { changed: count(differing), removed: count(gone) };
}

export const count = (result: { rowCount: number | null }): number => result.rowCount ?? 0;
