import type { Pool } from 'pg';
import { audit, type AuditReport, type Drift } from '../sync/history/audit.ts';
import { heal } from '../sync/history/heal.ts';
import { purge } from '../sync/history/purge.ts';

/** What the audit found, one line per kind of drift; with `healing`, what is left of it and what was done. */
export async function auditStore(pool: Pool, healing: boolean): Promise<{ text: string; clean: boolean }> {
  const found = await audit(pool);
  const lines = describeReport(found);
  if (!healing || found.drift.length === 0)
    return { text: lines.join('\n'), clean: found.drift.length === 0 };
  const { guards, rows, log, newEpoch } = await heal(pool);
  const after = await audit(pool);
  lines.push(
    `healed: ${guards} triggers and functions, ${rows} rows built anew, ${log} rows of the log written anew` +
      (newEpoch ? ', another epoch has begun' : ''),
    ...describeReport(after),
  );
  return { text: lines.join('\n'), clean: after.drift.length === 0 };
}

function describeReport({ drift, rows }: AuditReport): string[] {
  if (drift.length === 0) return [`no drift: ${rows} rows are what the store says and what the log tells of`];
  return drift.map(describeDrift);
}

const describeDrift = ({ kind, where, count, samples }: Drift): string =>
  `${kind.padEnd(15)} ${where}: ${count} (${samples.join(', ')}${count > samples.length ? ', ...' : ''})`;

export async function purgeStore(pool: Pool, now: Date, days: number | undefined): Promise<string> {
  const { tombstones, buckets, results, receipts } = await purge(pool, now, days);
  return (
    `${tombstones} removals of ${buckets} buckets are forgotten; ` +
    `${results} answers to edits were cut down to their status, ${receipts} are forgotten`
  );
}
