import type { Pool } from 'pg';

/** Since when this store has been there: sources of figures are expected from then on. */
export async function storeSetUpAt(db: Pick<Pool, 'query'>): Promise<Date> {
  const { rows } = await db.query<{ at: Date }>('select min(applied_at) as at from schema_migration');
  return rows[0]!.at;
}
