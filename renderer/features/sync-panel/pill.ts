import type { OutboxEntry, SyncStatus } from '../../data/types.ts';

export interface OutboxCounts {
  /** Written here, not yet taken by the server. */
  waiting: number;
  /** Refused or in conflict: a person must decide. */
  attention: number;
}

export function countOutbox(outbox: readonly OutboxEntry[]): OutboxCounts {
  let waiting = 0;
  let attention = 0;
  for (const entry of outbox) {
    if (entry.state === 'attention') attention += 1;
    else if (entry.state !== 'acknowledged') waiting += 1;
  }
  return { waiting, attention };
}

/** The one thing that the bar says about synchronisation. */
export type Pill =
  | { kind: 'verified'; at: string; waiting: number }
  | { kind: 'notYet'; waiting: number }
  /** `percent` is null until the server has said how much there is. */
  | { kind: 'running'; percent: number | null }
  | { kind: 'paused' }
  | { kind: 'offline'; waiting: number; attention: number }
  | { kind: 'attention'; count: number }
  | { kind: 'signInExpired' }
  | { kind: 'trouble'; trouble: NonNullable<SyncStatus['trouble']> };

/**
 * What needs a person comes first, but offline stays calm: it is a normal state and carries what waits with it.
 * A pull that brings nothing is not worth a spinner; only rows coming in are.
 */
export function pillOf(status: SyncStatus, counts: OutboxCounts, signInExpired: boolean): Pill {
  if (status.trouble !== null) return { kind: 'trouble', trouble: status.trouble };
  if (signInExpired || status.state === 'signInExpired') return { kind: 'signInExpired' };
  if (status.state === 'offline') return { kind: 'offline', ...counts };
  if (counts.attention > 0) return { kind: 'attention', count: counts.attention };
  if (status.paused) return { kind: 'paused' };
  if (status.progress !== null) return { kind: 'running', percent: percentOf(status.progress) };
  if (status.verifiedAt === null) {
    return status.state === 'running'
      ? { kind: 'running', percent: null }
      : { kind: 'notYet', waiting: counts.waiting };
  }
  return { kind: 'verified', at: status.verifiedAt, waiting: counts.waiting };
}

/** Never 100 before it is whole. */
export function percentOf(progress: { rows: number; expectedRows: number | null }): number | null {
  if (progress.expectedRows === null || progress.expectedRows === 0) return null;
  return Math.min(99, Math.floor((progress.rows / progress.expectedRows) * 100));
}
