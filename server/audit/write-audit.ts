import { type Kysely, sql } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import type { AuditKind } from '../../shared/domain/audit.ts';
import type { Tables } from '../postgres/tables.ts';

export interface AuditEvent {
  kind: AuditKind;
  /** A staff number; 'system' where nobody is behind it. */
  actor: string;
  at: Date;
  deviceId?: string | null;
  /** Where it belongs: an administrator reads what lies at his unit and below. Absent: where the actor works. */
  unitCode?: string | null;
  /** What it was done to: a staff number, a role, a file, a customer code. Never a name, a phone or an address. */
  subject?: string;
  detail?: Readonly<Record<string, unknown>>;
}

/** In the order of `write_audit`. */
const valuesOf = (event: AuditEvent): unknown[] => [
  event.kind,
  event.actor,
  event.at,
  event.deviceId ?? null,
  event.unitCode ?? null,
  event.subject ?? '',
  JSON.stringify(event.detail ?? {}),
];

/**
 * Writes into the audit trail. Called with the connection of the transaction that does the deed, so that there is neither
 * a deed without its entry nor an entry without its deed. What was written is final (migration 0021).
 */
export async function writeAudit(db: Pick<Pool | PoolClient, 'query'>, event: AuditEvent): Promise<void> {
  await db.query({
    name: 'write-audit',
    text: 'select write_audit($1, $2, $3, $4, $5, $6, $7)',
    values: valuesOf(event),
  });
}

/** The same where the transaction is one of kysely's. */
export async function writeAuditIn(transaction: Kysely<Tables>, event: AuditEvent): Promise<void> {
  await sql`select write_audit(${sql.join(valuesOf(event))})`.execute(transaction);
}
