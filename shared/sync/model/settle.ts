import type { Database, Effect } from './database.ts';
import type { Mutation, PushAnswer, PushRequest, Result } from './messages.ts';
import type { Holds } from './rules.ts';
import { mergeFieldEdits } from '../merge.ts';

export interface SettleSurroundings {
  /** As it is at that moment: it may be put back between two mutations. */
  readonly database: Database;
  holds: Holds;
  isLocked(code: string): boolean;
  poisoned: ReadonlySet<string>;
  /** What the person could write when he was first met: wrong, where S11 is taken away. */
  grantsFirstSeen(person: string): ReadonlySet<string>;
  /** A note was refused that should have been taken late. */
  onWorthLate(mutation: Mutation): void;
  /** Others have their turn after each transaction. @param clientId whose push it is */
  meanwhile(clientId: string): void;
}

type Verdict = Pick<Result, 'status' | 'code'>;

/**
 * SPEC S7, S8: mutations in order of n, each a transaction; it ends early at a gap and at `retry`.
 * @returns null where the store was put back between two of them: then all of it is asked anew (SPEC S9)
 */
export function settlePush(around: SettleSurroundings, request: PushRequest): PushAnswer | null {
  const { epoch } = around.database;
  const results: Result[] = [];
  let settledN = 0;
  let expectedN: number | undefined;
  for (const mutation of [...request.mutations].sort((a, b) => a.n - b.n)) {
    if ((around.database.lastN.get(request.clientId) ?? 0) < settledN) return null;
    const result = settleOne(around, request, mutation);
    around.meanwhile(request.clientId);
    if (typeof result === 'number') {
      expectedN = result;
      break;
    }
    results.push(result);
    if (result.status === 'retry') break;
    settledN = mutation.n;
  }
  const { database } = around;
  return {
    kind: 'pushed',
    epoch: around.holds('S9.asked') ? epoch : database.epoch,
    writeSeq: database.clock,
    results,
    ...(expectedN === undefined ? {} : { expectedN }),
  };
}

/** @returns the number that was expected instead, for a gap */
function settleOne(around: SettleSurroundings, request: PushRequest, mutation: Mutation): Result | number {
  const { database, holds } = around;
  const { uid, n } = mutation;
  const lastN = database.lastN.get(request.clientId) ?? 0;
  const receipt = holds('S7.once') ? database.receipts.get(uid) : undefined;
  const inSequence = request.replay ? n > lastN : n === lastN + 1;
  const repeated = n <= lastN && (receipt !== undefined || !holds('S7.once'));
  if (holds('S7.order') && !inSequence && !repeated) return lastN + 1;
  if (receipt) {
    database.lastN.set(request.clientId, Math.max(lastN, n));
    return { ...receipt, uid, n };
  }
  if (around.poisoned.has(uid) || around.isLocked(mutation.customerCode)) return { uid, n, status: 'retry' };
  const result = { uid, n, ...decide(around, request, mutation) };
  // Without S7.receipt it is as if the store died between the effect and its receipt, every third time.
  const dies = !holds('S7.receipt') && database.clock % 3 === 0;
  if (!dies) database.receipts.set(uid, result);
  if (!dies) database.lastN.set(request.clientId, Math.max(lastN, n));
  return dies ? { uid, n, status: 'retry' } : result;
}

function decide(around: SettleSurroundings, request: PushRequest, mutation: Mutation): Verdict {
  const { database, holds } = around;
  const orphan = !mutation.dependsOn.every((uid) => {
    const status = database.receipts.get(uid)?.status;
    return status === 'applied' || status === 'late';
  });
  if (orphan && holds('S8.depends')) return { status: 'rejected', code: 'E_DEPENDS' };
  const code =
    mutation.type === 'note.edit' ? database.notes.get(mutation.id)?.['customerCode'] : mutation.customerCode;
  const customer = code === undefined ? undefined : database.customers.get(code);
  if (code === undefined || !customer) return { status: 'rejected', code: 'E_NOT_FOUND' };
  const late = mutation.type === 'note.add' && holds('S8.late') && wasMine(database, request.person, code);
  const allowed = isAllowed(around, request.person, code);
  if (!allowed && !late) {
    if (mutation.type === 'note.add' && wasMine(database, request.person, code)) around.onWorthLate(mutation);
    return { status: 'rejected', code: 'E_SCOPE' };
  }
  const status = allowed ? 'applied' : 'late';
  const written = write(around, mutation, code);
  if (written === 'conflict') return { status: 'conflict' };
  database.effects.push({
    uid: mutation.uid,
    clientId: request.clientId,
    n: mutation.n,
    person: request.person,
    status,
    authorised:
      database.mayWrite(request.person, code) ||
      (mutation.type === 'note.add' && wasMine(database, request.person, code)),
    overwrote: written === 'overwrote',
    orphan,
  } satisfies Effect);
  return { status };
}

/** SPEC S11. */
function isAllowed({ database, holds, grantsFirstSeen }: SettleSurroundings, person: string, code: string) {
  if (!holds('S11.scope')) return true;
  if (!holds('S11.now')) return grantsFirstSeen(person).has(database.bucketOf(code) ?? '');
  return database.mayWrite(person, code);
}

/** SPEC S8, `late`: it left one of the communities that he may write now. */
export function wasMine(database: Database, person: string, code: string): boolean {
  return [...(database.grants.get(person) ?? [])].some((community) =>
    database.moved.has(`${code}|${community}`),
  );
}

function write(
  { database, holds }: SettleSurroundings,
  { type, id, edits }: Mutation,
  code: string,
): 'written' | 'conflict' | 'overwrote' {
  const bucket = database.bucketOf(code)!;
  if (type === 'note.add') {
    const text = String(edits[0]!.to);
    database.notes.set(id, { customerCode: code, text });
    database.log(bucket, 'note', id, ++database.clock, false);
    return 'written';
  }
  const table = type === 'note.edit' ? database.notes : database.customers;
  const before = table.get(id)!;
  const { merged, changed, conflicts } = mergeFieldEdits(before, edits);
  const atOdds = conflicts.length > 0;
  if (atOdds && holds('S8.conflict')) return 'conflict';
  const forced = { ...before, ...Object.fromEntries(edits.map(({ field, to }) => [field, String(to)])) };
  if (changed || atOdds) {
    table.set(id, atOdds ? forced : merged);
    database.log(bucket, type === 'note.edit' ? 'note' : 'customer', id, ++database.clock, false);
  }
  return atOdds ? 'overwrote' : 'written';
}
