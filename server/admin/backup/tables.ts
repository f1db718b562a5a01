import type { PoolClient } from 'pg';

export interface StoredTable {
  table: string;
  columns: string[];
}

/**
 * Not in a backup: what the migrations themselves write. Unlogged tables are not either; they hold what a running
 * transaction has still to do.
 */
const MADE_BY_MIGRATIONS = ['schema_migration', 'schema_guard'];

/** Every table with data of its own, a table behind those that its foreign keys name. */
export async function storedTables(db: PoolClient): Promise<StoredTable[]> {
  const { rows } = await db.query<StoredTable & { needs: string[] }>(
    `select c.relname as "table",
       array(select a.attname::text from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
         order by a.attnum) as columns,
       array(select distinct f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid
         where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as needs
     from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relpersistence = 'p'
       and c.relname <> all($1) and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
     order by c.relname`,
    [MADE_BY_MIGRATIONS],
  );
  const waiting = new Map(rows.map((row) => [row.table, row]));
  const ordered: StoredTable[] = [];
  while (waiting.size > 0) {
    const free = [...waiting.values()].filter(({ needs }) => !needs.some((name) => waiting.has(name)));
    if (free.length === 0) throw new Error('foreign keys of the schema form a circle');
    for (const { table, columns } of free) {
      ordered.push({ table, columns });
      waiting.delete(table);
    }
  }
  return ordered;
}

/** `"sync_row" ("entity", "id")`, for a COPY in either direction. */
export const copyTarget = (db: PoolClient, { table, columns }: StoredTable): string =>
  `${db.escapeIdentifier(table)} (${columns.map((column) => db.escapeIdentifier(column)).join(', ')})`;
