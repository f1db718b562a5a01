import { readFileSync } from 'node:fs';
import type { Pool } from 'pg';

/** Linux counts processor time for others in hundredths of a second, whatever its own clock is. */
const TICKS_PER_SECOND = 100;
const KIB_PER_MIB = 1024;

/**
 * Processor seconds, of programs and of the system for them, that a process has used with all its threads. Unlike
 * time on the wall it hardly grows while others use the machine.
 * @throws Error where there is no /proc, or no such process
 */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the program's name in brackets, and may hold blanks.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Memory that a process holds in RAM. @throws as cpuSeconds */
export function residentMib(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  if (!line) throw new Error(`process ${pid} has no memory`);
  return Number(line[1]) / KIB_PER_MIB;
}

/** As cpuSeconds, of all PostgreSQL processes that serve the database of the pool at this moment. */
export async function databaseCpuSeconds(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ pid: number }>(
    'select pid from pg_stat_activity where datname = current_database()',
  );
  return rows.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0);
}
