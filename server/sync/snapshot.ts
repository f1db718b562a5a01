import type { Pool, PoolClient } from 'pg';

/** Runs `read` in one snapshot that cannot write (SPEC S3). Compiling queries of some ms would cost more than they. */
export async function readInSnapshot<T>(pool: Pool, read: (db: PoolClient) => Promise<T>): Promise<T> {
  const db = await pool.connect();
  try {
    await db.query('begin isolation level repeatable read read only; set local jit = off');
    const result = await read(db);
    await db.query('commit');
    db.release();
    return result;
  } catch (error) {
    // The connection may be what failed; a broken one does not go back to the pool.
    await db.query('rollback').then(
      () => db.release(),
      () => db.release(true),
    );
    throw error;
  }
}
