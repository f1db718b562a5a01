import type { MutationArgs, MutationType } from '../../../shared/sync/mutations.ts';
import type { OutboxEntry } from '../types.ts';

/** The same wish as that of an edit in conflict, said in view of what the server has now. */
export function basedOnTheirs(entry: OutboxEntry): MutationArgs[MutationType] {
  if (!('changes' in entry.args)) return entry.args;
  const theirs = new Map((entry.conflicts ?? []).map((conflict) => [conflict.field, conflict.theirs]));
  const changes = entry.args.changes.map((change) =>
    theirs.has(change.field) ? { ...change, from: theirs.get(change.field) ?? null } : change,
  );
  return { ...entry.args, changes } as MutationArgs[MutationType];
}
