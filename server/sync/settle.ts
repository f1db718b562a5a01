import type { Pool, PoolClient } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../shared/lib/clock.ts';
import type { Mutation } from '../../shared/sync/mutations.ts';
import type { MutationResult } from '../../shared/sync/protocol.ts';
import { applyMutation } from './mutations/apply.ts';
import { type Outcome, rejected } from './mutations/outcome.ts';
import { ApiError } from '../api-error.ts';
import { inTransaction } from '../postgres/transaction.ts';
import type { SyncCaller } from './pull.ts';
import { checkClientOwner } from './session.ts';
import { isPassing, isRefusedValue } from './transient.ts';

/** Tries of our own before the client is told to send it again. */
const TRIES = 3;
/** An intake may hold a customer's row for long; waiting for it longer is the client's business. */
const LOCK_TIMEOUT = '2s';

export interface SettleDeps {
  pool: Pool;
  clock: Clock;
  log: { error(details: object, message: string): void };
}

/** Whose mutations these are, whether their numbers may skip, and the last number that was settled a moment ago. */
export interface Sequence {
  client_id: string;
  replay?: boolean | undefined;
  settledN: number;
}

export type Settled =
  | { kind: 'settled'; result: MutationResult }
  | { kind: 'gap'; expectedN: number }
  /** The store does not know of `settledN`: an older copy of it has taken its place. */
  | { kind: 'lost' };

type Decide = (db: PoolClient) => Promise<Outcome>;

/**
 * Deals with one mutation for good: effect, receipt and the client's number commit together or not at all, so
 * whatever is lost on the way, sending it again is safe. A failure of the store's own is tried again; one that
 * stays is `retry`, and leaves nothing behind.
 */
export async function settle(
  deps: SettleDeps,
  caller: SyncCaller,
  sequence: Sequence,
  mutation: Mutation,
): Promise<Settled> {
  let decide: Decide = (db) => decideByStore(db, deps.clock, caller, mutation);
  for (let tried = 1; ; tried++) {
    try {
      return await inTransaction(deps.pool, (db) => record(db, caller, sequence, mutation, decide));
    } catch (error) {
      if (error instanceof ApiError) throw error;
      const busy = isReceiptTaken(error) || isPassing(error);
      if (!busy && !isRefusedValue(error)) return unforeseen(deps, mutation, error);
      if (tried >= TRIES) return retry(mutation, 'the store was busy');
      if (busy) await sleep(15 * 2 ** tried * (0.5 + Math.random()));
      else decide = () => Promise.resolve(rejected('E_INVALID', 'the store does not take these values'));
    }
  }
}

/** The error's message may quote what somebody wrote, so only its kind is logged. */
function unforeseen(deps: SettleDeps, { uid, n, type }: Mutation, error: unknown): Settled {
  const { name, code, stack } = error as Partial<Record<'name' | 'code' | 'stack', string>>;
  const at = stack?.split('\n').filter((line) => line.startsWith('    at '));
  deps.log.error({ kind: name, code, at, uid, type }, 'a mutation failed');
  return retry({ uid, n }, 'something went wrong in the server');
}

const retry = ({ uid, n }: Pick<Mutation, 'uid' | 'n'>, message: string): Settled => ({
  kind: 'settled',
  result: { uid, n, status: 'retry', message },
});

/** The same uid came in under two client ids at once; the next try finds the other's receipt. */
const isReceiptTaken = (error: unknown): boolean =>
  error instanceof Error && 'constraint' in error && error.constraint === 'mutation_receipt_pkey';

async function record(
  db: PoolClient,
  caller: SyncCaller,
  sequence: Sequence,
  mutation: Mutation,
  decide: Decide,
): Promise<Settled> {
  await db.query(`set local lock_timeout = '${LOCK_TIMEOUT}'`);
  const lastN = await lockClient(db, sequence.client_id, caller.staffId);
  if (lastN < sequence.settledN) return { kind: 'lost' };
  const receipt = await findReceipt(db, mutation.uid);
  const inSequence = sequence.replay ? mutation.n > lastN : mutation.n === lastN + 1;
  // A number at or before the last is taken already: only a repeated mutation may bear it.
  if (!inSequence && !(receipt && mutation.n <= lastN)) return { kind: 'gap', expectedN: lastN + 1 };

  const result = receipt ? repeated(receipt, caller, mutation) : await decided(db, mutation, decide);
  if (!receipt) await writeReceipt(db, caller, sequence, mutation, result);
  if (mutation.n > lastN) await moveOn(db, sequence.client_id, mutation.n);
  return { kind: 'settled', result };
}

const decided = async (db: PoolClient, { uid, n }: Mutation, decide: Decide): Promise<MutationResult> => ({
  uid,
  n,
  ...(await decide(db)),
});

interface Receipt {
  staffId: string;
  result: MutationResult;
}

/** What the first sending was told, marked as a repetition. Another person's answer is nobody else's business. */
function repeated(receipt: Receipt, caller: SyncCaller, { uid, n }: Mutation): MutationResult {
  if (receipt.staffId !== caller.staffId) {
    return { uid, n, ...rejected('E_INVALID', 'this uid was used by another person') };
  }
  return { ...receipt.result, uid, n, status: 'duplicate', first_status: receipt.result.status };
}

async function decideByStore(
  db: PoolClient,
  clock: Clock,
  caller: SyncCaller,
  mutation: Mutation,
): Promise<Outcome> {
  if (!(await dependenciesTaken(db, caller, mutation.depends_on ?? []))) {
    return rejected('E_DEPENDS', 'it depends on a mutation that was not taken');
  }
  return applyMutation({ db, now: clock.now(), sender: caller }, mutation);
}

/** Taken means that it has had its effect: neither rejected, nor in conflict, nor unknown. */
async function dependenciesTaken(
  db: PoolClient,
  caller: SyncCaller,
  uids: readonly string[],
): Promise<boolean> {
  if (uids.length === 0) return true;
  const wanted = [...new Set(uids.map((uid) => uid.toLowerCase()))];
  const { rows } = await db.query<{ taken: number }>({
    name: 'sync-dependencies',
    text: `select count(*) as taken from mutation_receipt
      where uid = any($1::uuid[]) and staff_id = $2 and result ->> 'status' in ('applied', 'late')`,
    values: [wanted, caller.staffId],
  });
  return rows[0]?.taken === wanted.length;
}

/** Makes a client's mutations follow one another, whoever sends them when. The last number that was dealt with. */
async function lockClient(db: PoolClient, clientId: string, staffId: string): Promise<number> {
  await db.query({
    name: 'sync-client-known',
    text: 'insert into sync_client (client_id, staff_id) values ($1, $2) on conflict (client_id) do nothing',
    values: [clientId, staffId],
  });
  const { rows } = await db.query<{ staff_id: string; last_n: number }>({
    name: 'sync-client-lock',
    text: 'select staff_id, last_n from sync_client where client_id = $1 for update',
    values: [clientId],
  });
  const row = rows[0];
  if (!row) throw new Error('the client has no row');
  checkClientOwner(row.staff_id, staffId);
  return row.last_n;
}

async function findReceipt(db: PoolClient, uid: string): Promise<Receipt | undefined> {
  const { rows } = await db.query<{ staff_id: string; result: MutationResult }>({
    name: 'sync-receipt',
    text: 'select staff_id, result from mutation_receipt where uid = $1',
    values: [uid],
  });
  return rows[0] && { staffId: rows[0].staff_id, result: rows[0].result };
}

async function writeReceipt(
  db: PoolClient,
  caller: SyncCaller,
  sequence: Sequence,
  mutation: Mutation,
  result: MutationResult,
): Promise<void> {
  await db.query({
    name: 'sync-receipt-write',
    text: `insert into mutation_receipt (uid, client_id, staff_id, n, result) values ($1, $2, $3, $4, $5)`,
    values: [mutation.uid, sequence.client_id, caller.staffId, mutation.n, JSON.stringify(result)],
  });
}

async function moveOn(db: PoolClient, clientId: string, n: number): Promise<void> {
  await db.query({
    name: 'sync-client-move-on',
    text: 'update sync_client set last_n = $2 where client_id = $1',
    values: [clientId, n],
  });
}
