import type { Entity } from '../../../shared/domain/rows.ts';
import type { MutationArgs, MutationType } from '../../../shared/sync/mutations.ts';
import type { FieldConflict, MutationStatus } from '../../../shared/sync/protocol.ts';

export type OutboxState = 'waiting' | 'sending' | 'attention' | 'acknowledged';

/** One edit of a person, from the moment it is saved until a checkpoint has shown its effect. */
export interface OutboxEntry<T extends MutationType = MutationType> {
  uid: string;
  /** Position in this client's order; given when it is saved. */
  n: number;
  type: T;
  entity: Entity;
  id: string;
  args: MutationArgs[T];
  base_seq: string | null;
  occurred_at: string;
  clock_offset: number;
  depends_on?: string[];
  state: OutboxState;
  /** What the edit is about, kept here because the customer may leave the cache meanwhile. */
  customerCode: string;
  customerName: string;
  attempts: number;
  /** The last answer, where there was one. */
  status?: MutationStatus;
  code?: string;
  message?: string;
  conflicts?: FieldConflict[];
  /** A checkpoint at or past this shows the effect. */
  writeSeq?: string;
}

/** Whether an edit is of this type; its `args` are then known. */
export const isEditOf = <T extends MutationType>(entry: OutboxEntry, type: T): entry is OutboxEntry<T> =>
  entry.type === type;
