import type { Database } from './database.ts';
import type { Holds } from './rules.ts';

/** What feeds, administrators and other writers do to a customer. */
export interface Change {
  kind: 'create' | 'rename' | 'rename-by-sql' | 'move' | 'close';
  code: string;
  /** A new name, or the community to be put into or moved to. */
  value: string;
}

/** Applies a change as part of the commit `seq`. What is not there any more is passed over. */
export function applyChange(database: Database, change: Change, seq: number, holds: Holds): void {
  const { code, kind, value } = change;
  const customer = database.customers.get(code);
  if (kind === 'create') {
    if (customer) return;
    database.customers.set(code, { code, community: value, name: code, remark: '' });
    return database.log(value, 'customer', code, seq, false);
  }
  if (!customer) return;
  const bucket = customer['community']!;
  switch (kind) {
    case 'rename':
    case 'rename-by-sql':
      database.customers.set(code, { ...customer, name: value });
      if (kind === 'rename' || holds('S1.log')) database.log(bucket, 'customer', code, seq, false);
      return;
    case 'move':
      if (bucket === value) return;
      database.customers.set(code, { ...customer, community: value });
      database.moved.add(`${code}|${bucket}`);
      for (const note of database.notesOf(code)) moveLog(database, 'note', note, bucket, value, seq, holds);
      return moveLog(database, 'customer', code, bucket, value, seq, holds);
    case 'close':
      for (const note of database.notesOf(code)) {
        database.notes.delete(note);
        database.log(bucket, 'note', note, seq, true);
      }
      database.customers.delete(code);
      return database.log(bucket, 'customer', code, seq, true);
  }
}

/** SPEC S1: a tombstone in the old bucket and a put in the new. */
function moveLog(
  database: Database,
  entity: 'customer' | 'note',
  id: string,
  from: string,
  to: string,
  seq: number,
  holds: Holds,
): void {
  if (holds('S1.move')) database.log(from, entity, id, seq, true);
  database.log(to, entity, id, seq, false);
}
