import { readFileSync } from 'node:fs';
import type { Pool } from 'pg';

/** Linux counts processor time for others in hundredths of a second, whatever its own clock is. */
const TICKS_PER_SECOND = 100;
const KIB_PER_MIB = 1024;

interface ProcessTimes {
  parent: number;
  own: number;
  /** Of children that have ended. */
  ended: number;
}

function timesOf(pid: number): ProcessTimes {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the program's name in brackets, and may hold blanks.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const seconds = (field: number): number => Number(fields[field]) / TICKS_PER_SECOND;
  return { parent: Number(fields[1]), own: seconds(11) + seconds(12), ended: seconds(13) + seconds(14) };
}

/**
 * Processor seconds, of programs and of the system for them, that a process has used with all its threads. Unlike
 * time on the wall it hardly grows while others use the machine.
 * @throws Error where there is no /proc, or no such process
 */
export const cpuSeconds = (pid: number): number => timesOf(pid).own;

/** Memory that a process holds in RAM. @throws as cpuSeconds */
export function residentMib(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  if (!line) throw new Error(`process ${pid} has no memory`);
  return Number(line[1]) / KIB_PER_MIB;
}

/** As cpuSeconds, of a whole PostgreSQL: connections that are there, those that were, and what works behind them. */
export async function postgresCpuSeconds(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ pid: number }>('select pid from pg_stat_activity order by pid');
  const processes = rows.map(({ pid }) => timesOf(pid));
  const first = processes[0];
  if (!first) throw new Error('PostgreSQL shows nobody its processes');
  return processes.reduce((sum, { own }) => sum + own, timesOf(first.parent).ended);
}
