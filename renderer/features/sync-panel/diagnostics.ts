import type { Freshness } from '../../../shared/domain/rows.ts';
import type { OutboxEntry, SyncAttempt, SyncStatus } from '../../data/types.ts';
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
  /** Of the desktop; it tells what the program did and never about whom. */
  log?: readonly string[];
}

/**
 * What support needs to know about this machine. Everything in it is named here one by one: nothing of what a person
 * wrote, no customer and no colleague is in it, also not by way of a field that is new.
 */
export function diagnostics(facts: DiagnosticFacts): object {
  const { address, info, reachable } = facts.server;
  return {
    format: 'channeldesk-diagnostics/3',
    version: facts.version,
    platform: facts.platform,
    browser: facts.browser,
    writtenAt: facts.now.toISOString(),
    server: {
      address,
      reachable,
      version: info?.version,
      protocol: info?.protocol,
      testEnvironment: info?.test_environment,
    },
    signInExpired: facts.signInExpired,
    sync: statusFacts(facts.status),
    customersInIndex: facts.customers,
    freshness: facts.freshness.map(({ kind, source, asOf, receivedAt, cadence, rows }) => ({
      kind,
      source,
      asOf,
      receivedAt,
      cadence,
      rows,
    })),
    log: facts.log,
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
      dependsOn: entry.depends_on,
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
const statusFacts = (status: SyncStatus): object => ({
  state: status.state,
  trouble: status.trouble,
  offlineSince: status.offlineSince,
  paused: status.paused,
  everComplete: status.everComplete,
  verifiedAt: status.verifiedAt,
  verifiedBuckets: status.verifiedBuckets,
  verifiedRows: status.verifiedRows,
  buckets: status.buckets?.map(({ bucket, rows, verified }) => ({
    bucket: withoutStaff(bucket),
    rows,
    verified,
  })),
  nextTryAt: status.nextTryAt,
  clockOffsetMs: status.clockOffsetMs,
  progress: status.progress && {
    startedAt: status.progress.startedAt,
    rows: status.progress.rows,
    expectedRows: status.progress.expectedRows,
    bytes: status.progress.bytes,
    expectedBytes: status.progress.expectedBytes,
    buckets: status.progress.buckets.map(({ bucket, state, rows, expectedRows }) => ({
      bucket: withoutStaff(bucket),
      state,
      rows,
      expectedRows,
    })),
  },
  loss: status.loss && {
    noticedAt: status.loss.noticedAt,
    cause: status.loss.cause,
    recovered: status.loss.recovered.map(({ uid, type }) => ({ uid, type })),
    unread: status.loss.unread ?? 0,
  },
  departedCustomers: status.departed?.length ?? 0,
  attempts: status.attempts.map(attemptFacts),
});

const attemptFacts = (attempt: SyncAttempt): SyncAttempt => ({
  at: attempt.at,
  durationMs: attempt.durationMs,
  result: attempt.result,
  rowsReceived: attempt.rowsReceived,
  editsSent: attempt.editsSent,
  verified: attempt.verified,
  ...(attempt.code === undefined ? {} : { code: attempt.code }),
  ...(attempt.nextTryAt === undefined ? {} : { nextTryAt: attempt.nextTryAt }),
});

/** One's own bucket is named by who one is. */
const withoutStaff = (bucket: string): string => bucket.replace(/^staff:.*/, 'staff:');
