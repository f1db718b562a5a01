import type { Pool } from 'pg';

/** The notes of visits and calls that the server has, of one customer or of all, in the order of their texts. */
export async function notesOf(pool: Pool, customerCode: string | null = null): Promise<string[]> {
  const { rows } = await pool.query<{ note: string }>(
    'select note from interaction where $1::text is null or customer_code = $1 order by note',
    [customerCode],
  );
  return rows.map((row) => row.note);
}
