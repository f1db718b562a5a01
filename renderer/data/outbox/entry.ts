import type { MutationType } from '../../../shared/sync/mutations.ts';
import type { MutationResult } from '../../../shared/sync/protocol.ts';
import type { NewEdit, OutboxEntry } from '../types.ts';
import { MUTATION_TYPES } from '../../../shared/sync/mutations.ts';

/** What only the outside knows of an edit: who made it when, seen against which state of the row. */
export interface EditFrame {
  uid: string;
  occurredAt: string;
  clockOffset: number;
  baseSeq: string | null;
}

/** Answers `retry` before an entry is parked for the person to look at. */
const MOST_ATTEMPTS = 10;
export const PARKED = 'E_PARKED';

/** An edit as it waits. `n` 0: nobody could give it a number yet. */
export const newEntry = <T extends MutationType>(
  edit: NewEdit<T>,
  frame: EditFrame,
  n: number,
  dependsOn: string[],
): OutboxEntry<T> => ({
  uid: frame.uid,
  n,
  type: edit.type,
  entity: MUTATION_TYPES[edit.type].entity,
  id: edit.id,
  args: edit.args,
  base_seq: frame.baseSeq,
  occurred_at: frame.occurredAt,
  clock_offset: frame.clockOffset,
  ...(dependsOn.length > 0 ? { depends_on: dependsOn } : {}),
  state: 'waiting',
  customerCode: edit.customerCode,
  customerName: edit.customerName,
  attempts: 0,
});

/** An edit as it is sent again: of earlier answers nothing counts any more. */
export function waitingAgain(entry: OutboxEntry): OutboxEntry {
  return { ...withoutAnswer(entry), state: 'waiting' };
}

export function withoutAnswer(entry: OutboxEntry): OutboxEntry {
  const { status: _status, code: _code, message: _message, conflicts: _conflicts, ...rest } = entry;
  const { writeSeq: _writeSeq, ...bare } = rest;
  return bare;
}

/** The edit after the server's answer to it. */
export function settled(entry: OutboxEntry, result: MutationResult, writeSeq: string): OutboxEntry {
  const status = result.status === 'duplicate' ? (result.first_status ?? 'applied') : result.status;
  const answered: OutboxEntry = {
    ...withoutAnswer(entry),
    // What it came to, whichever sending was answered: a conflict that is told a second time is a conflict.
    status,
    ...(result.code === undefined ? {} : { code: result.code }),
    ...(result.message === undefined ? {} : { message: result.message }),
    ...(result.conflicts === undefined ? {} : { conflicts: result.conflicts }),
  };
  switch (status) {
    case 'applied':
    case 'late':
    case 'duplicate':
      return { ...answered, state: 'acknowledged', writeSeq };
    case 'conflict':
    case 'rejected':
      return { ...answered, state: 'attention' };
    case 'retry': {
      const attempts = entry.attempts + 1;
      return attempts < MOST_ATTEMPTS
        ? { ...answered, attempts, state: 'waiting' }
        : { ...answered, attempts, state: 'attention', code: PARKED };
    }
  }
}
