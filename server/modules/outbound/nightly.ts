import type { Pool } from 'pg';
import type { Clock } from '../../../shared/lib/clock.ts';
import { dayOf } from '../../../shared/lib/dates.ts';
import { type IdentityFile, writeIdentityFile } from './identity-file.ts';

/** The day's file is due from half past three in the morning; a server that was off then writes it later that day. */
const DUE_AFTER_MS = 3.5 * 3_600_000;

/** Writes the night's file where it is due and nobody has; an empty store has nothing to tell. */
export async function writeDueIdentityFile(
  pool: Pool,
  clock: Clock,
  folder: string,
): Promise<IdentityFile | null> {
  const now = clock.now();
  const day = dayOf(now);
  if (dayOf(new Date(now.getTime() - DUE_AFTER_MS)) !== day) return null;
  const { rows } = await pool.query<{ due: boolean }>(
    `select exists (select from customer) and not exists (select from outbound_file where day = $1) as due`,
    [day],
  );
  return rows[0]?.due ? writeIdentityFile(pool, { folder, day, madeBy: 'system', now }) : null;
}
