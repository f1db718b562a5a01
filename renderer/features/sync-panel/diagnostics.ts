import type { Freshness } from '../../../shared/domain/rows.ts';
import type { OutboxEntry, SyncStatus } from '../../data/types.ts';
import type { ServerState } from '../../session/types.ts';

export interface DiagnosticFacts {
  version: string;
  platform: string;
  browser: string;
  now: Date;
  server: ServerState;
  signInExpired: boolean;
  status: SyncStatus;
  outbox: readonly OutboxEntry[];
  freshness: readonly Freshness[];
  customers: number;
}

/** What support needs to know about this machine. Nothing of what a person wrote and no customer is in it. */
export function diagnostics(facts: DiagnosticFacts): object {
  return {
    format: 'channeldesk-diagnostics/1',
    version: facts.version,
    platform: facts.platform,
    browser: facts.browser,
    writtenAt: facts.now.toISOString(),
    server: facts.server,
    signInExpired: facts.signInExpired,
    sync: namesLeftOut(facts.status),
    customersInIndex: facts.customers,
    freshness: facts.freshness.map(({ kind, source, asOf, receivedAt, cadence, rows }) => ({
      kind,
      source,
      asOf,
      receivedAt,
      cadence,
      rows,
    })),
    outbox: facts.outbox.map((entry) => ({
      uid: entry.uid,
      n: entry.n,
      type: entry.type,
      state: entry.state,
      occurredAt: entry.occurred_at,
      clockOffset: entry.clock_offset,
      baseSeq: entry.base_seq,
      attempts: entry.attempts,
      status: entry.status,
      code: entry.code,
      conflictingFields: entry.conflicts?.map((conflict) => conflict.field),
      writeSeq: entry.writeSeq,
    })),
  };
}

export function diagnosticFile(facts: DiagnosticFacts): { name: string; bytes: Uint8Array<ArrayBuffer> } {
  const stamp = facts.now.toISOString().replace(/[-:]/g, '').slice(0, 15);
  return {
    name: `channeldesk-diagnostics-${stamp}.json`,
    bytes: new TextEncoder().encode(JSON.stringify(diagnostics(facts), null, 2)),
  };
}

/** Which customers were affected is the person's business, how many is support's. */
const namesLeftOut = ({ loss, departed, ...status }: SyncStatus): object => ({
  ...status,
  loss: loss ? { ...loss, recovered: loss.recovered.map(({ uid, type }) => ({ uid, type })) } : null,
  departedCustomers: departed?.length ?? 0,
});
