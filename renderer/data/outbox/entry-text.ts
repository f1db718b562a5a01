import { z } from 'zod';
import { mutation, MUTATION_TYPES } from '../../../shared/sync/mutations.ts';
import type { MutationType } from '../../../shared/sync/mutations.ts';
import type { OutboxEntry } from '../types.ts';

const kept = mutation.extend({
  type: z.enum(Object.keys(MUTATION_TYPES) as [MutationType, ...MutationType[]]),
  /** 0: the outbox could not take it, it was written to the journal alone. */
  n: z.number().int().min(0),
  customerCode: z.string(),
  customerName: z.string(),
});

/** What was written, and not how far it has come: sent again under its uid, an edit has its effect once. */
export function toText(entry: OutboxEntry): string {
  const {
    state: _state,
    attempts: _attempts,
    status: _status,
    code: _code,
    message: _message,
    ...rest
  } = entry;
  const { conflicts: _conflicts, writeSeq: _writeSeq, ...written } = rest;
  return JSON.stringify(written);
}

/** @returns null for what is no edit, or one of another version */
export function fromText(text: string): OutboxEntry | null {
  try {
    const parsed = kept.safeParse(JSON.parse(text));
    return parsed.success ? ({ ...parsed.data, state: 'waiting', attempts: 0 } as OutboxEntry) : null;
  } catch {
    return null;
  }
}
