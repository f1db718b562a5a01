import type { Mutation } from '../../shared/sync/mutations.ts';
import type { MutationResult, PushRequest } from '../../shared/sync/protocol.ts';
import type { OutgoingBatch, Outbox } from '../data/outbox/outbox.ts';
import type { OutboxEntry } from '../data/types.ts';
import type { Exchange } from './ports.ts';
import type { TokenSource } from './transport.ts';
import {
  mutationResult,
  MAX_PUSH_BYTES,
  MAX_PUSH_MUTATIONS,
  SCHEMA_VERSION,
} from '../../shared/sync/protocol.ts';
import { TransportError } from './transport-error.ts';

export interface PushSurroundings {
  exchange: Exchange;
  tokens: TokenSource;
  outbox: Outbox;
  staffId: string;
  epoch(): Promise<string | null>;
  /** One answered batch now, and the rest when it is called for again. */
  sparing: boolean;
  newId(): string;
  onChanged(): void;
  signal: AbortSignal;
}

/** Room for the envelope beside the mutations. */
const MOST_BYTES = MAX_PUSH_BYTES - 4096;

/**
 * Sends what waits, in order, until nothing does, or one batch where it is to be sparing. What could not be sent waits
 * again, and the failure is thrown.
 * @returns how many edits the server has answered
 */
export async function pushWaiting(around: PushSurroundings): Promise<number> {
  let answered = 0;
  let most = MAX_PUSH_MUTATIONS;
  for (;;) {
    const outgoing = await around.outbox.outgoing(most);
    const batch = { ...outgoing, entries: withinBytes(outgoing.entries) };
    // Whoever holds the keys is to look again.
    if (batch.entries.length === 0 && batch.stopped) around.onChanged();
    if (batch.entries.length === 0 || around.signal.aborted) return answered;
    const outcome = await sendBatch(around, batch);
    answered += outcome.answered;
    if (outcome.kind === 'halve') most = Math.max(1, Math.floor(batch.entries.length / 2));
    if (outcome.kind === 'retry') throw new TransportError('busy', 'the server asked to send an edit again');
    if (around.sparing && answered > 0) return answered;
  }
}

type BatchOutcome = { kind: 'sent' | 'halve' | 'retry'; answered: number };

async function sendBatch(around: PushSurroundings, batch: OutgoingBatch): Promise<BatchOutcome> {
  const { outbox } = around;
  const { entries, replay } = batch;
  const uids = entries.map((entry) => entry.uid);
  await outbox.markSending(uids);
  around.onChanged();
  try {
    const epoch = await around.epoch();
    const answer = await around.exchange.push(around.tokens, request(around, batch, epoch), around.signal);
    // Asked without an epoch, the server says which one it is; asked with one, it has answered in that one.
    if (epoch === null) await outbox.enterEpoch(answer.epoch);
    await outbox.settle(answer.results, answer.write_seq, answer.epoch, batch.clientId);
    const again = answer.results.some((result) => result.status === 'retry');
    if (replay && !again && answer.results.length === entries.length) await outbox.setReplay(false);
    return { kind: again ? 'retry' : 'sent', answered: answer.results.length };
  } catch (error) {
    return await afterFailure(around, batch, error);
  } finally {
    // What got no answer waits again.
    await outbox.markWaiting(uids);
    around.onChanged();
  }
}

function request(around: PushSurroundings, batch: OutgoingBatch, epoch: string | null): PushRequest {
  return {
    client_id: batch.clientId,
    staff_id: around.staffId,
    epoch,
    schema: SCHEMA_VERSION,
    ...(batch.replay ? { replay: true } : {}),
    ...(batch.settledN > 0 ? { settled_n: batch.settledN } : {}),
    mutations: batch.entries.map(toMutation),
  };
}

/** Failures of the batch that a smaller or another one gets past; any other goes to the caller. */
async function afterFailure(
  around: PushSurroundings,
  batch: OutgoingBatch,
  error: unknown,
): Promise<BatchOutcome> {
  const { outbox } = around;
  if (!(error instanceof TransportError)) throw error;
  if (error.kind === 'gap') return afterGap(around, batch, error);
  if (error.kind !== 'tooLarge' && error.kind !== 'request') throw error;
  if (batch.entries.length > 1) return { kind: 'halve', answered: 0 };
  const { uid, n } = batch.entries[0]!;
  const refused: MutationResult = {
    uid,
    n,
    status: 'rejected',
    code: error.code ?? 'E_REQUEST',
    message: error.message,
  };
  await outbox.settle([refused], '0');
  // The server has not counted it.
  await outbox.setReplay(true);
  return { kind: 'sent', answered: 1 };
}

/**
 * Numbers are missing before some of the batch: of edits that were given up here. Edits are sent in order, so nothing that
 * exists was left out: they may be skipped. (A server that has forgotten some of them says so: see `settled_n`.)
 *
 * Where that was said already, the numbers lie behind the server's: this storage went back in time, or another machine
 * goes on with a copy of it. Numbers of another life are never caught up with, so a new client begins (SPEC C5). It is
 * heard after a pause as after any failure: a server that says this always is not asked without end.
 */
async function afterGap(
  { outbox, newId }: PushSurroundings,
  { clientId, entries, replay }: OutgoingBatch,
  error: TransportError,
): Promise<BatchOutcome> {
  const results = mutationResult.array().safeParse(error.details['results']);
  const { write_seq: writeSeq, epoch } = error.details;
  const answered = results.success && typeof writeSeq === 'string' ? results.data : [];
  await outbox.settle(
    answered as MutationResult[],
    String(writeSeq ?? '0'),
    typeof epoch === 'string' ? epoch : undefined,
    clientId,
  );
  if (answered.length === 0 && replay) {
    await outbox.beginAnew(newId());
    throw error;
  }
  await outbox.setReplay(true);
  return { kind: entries.length > answered.length ? 'sent' : 'retry', answered: answered.length };
}

function withinBytes(entries: readonly OutboxEntry[]): OutboxEntry[] {
  const encoder = new TextEncoder();
  let bytes = 0;
  const fitting = entries.filter((entry) => {
    bytes += encoder.encode(JSON.stringify(toMutation(entry))).length + 1;
    return bytes <= MOST_BYTES;
  });
  return fitting.length > 0 ? fitting : entries.slice(0, 1);
}

const toMutation = (entry: OutboxEntry): Mutation => ({
  uid: entry.uid,
  n: entry.n,
  type: entry.type,
  entity: entry.entity,
  id: entry.id,
  base_seq: entry.base_seq,
  occurred_at: entry.occurred_at,
  clock_offset: entry.clock_offset,
  ...(entry.depends_on ? { depends_on: entry.depends_on } : {}),
  args: entry.args as unknown as Record<string, unknown>,
});
