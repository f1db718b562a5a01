import type { Mutation } from '../../shared/sync/mutations.ts';
import type { MutationResult } from '../../shared/sync/protocol.ts';
import type { Outbox } from '../data/outbox/outbox.ts';
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
  onChanged(): void;
  signal: AbortSignal;
}

/** Room for the envelope beside the mutations. */
const MOST_BYTES = MAX_PUSH_BYTES - 4096;

/**
 * Sends what waits, in order, until nothing does. What could not be sent waits again, and the failure is thrown.
 * @returns how many edits the server has answered
 */
export async function pushWaiting(around: PushSurroundings): Promise<number> {
  let answered = 0;
  let most = MAX_PUSH_MUTATIONS;
  for (;;) {
    const batch = withinBytes(await around.outbox.toSend(most));
    if (batch.length === 0 || around.signal.aborted) return answered;
    const outcome = await sendBatch(around, batch);
    answered += outcome.answered;
    if (outcome.kind === 'halve') most = Math.max(1, Math.floor(batch.length / 2));
    if (outcome.kind === 'retry') throw new TransportError('busy', 'the server asked to send an edit again');
  }
}

type BatchOutcome = { kind: 'sent' | 'halve' | 'retry'; answered: number };

async function sendBatch(around: PushSurroundings, batch: readonly OutboxEntry[]): Promise<BatchOutcome> {
  const { outbox } = around;
  const uids = batch.map((entry) => entry.uid);
  await outbox.markSending(uids);
  around.onChanged();
  try {
    const replay = await outbox.needsReplay();
    const answer = await around.exchange.push(
      around.tokens,
      await request(around, batch, replay),
      around.signal,
    );
    await outbox.settle(answer.results, answer.write_seq);
    const again = answer.results.some((result) => result.status === 'retry');
    if (replay && !again && answer.results.length === batch.length) await outbox.setReplay(false);
    return { kind: again ? 'retry' : 'sent', answered: answer.results.length };
  } catch (error) {
    return await afterFailure(outbox, batch, error);
  } finally {
    // What got no answer waits again.
    await outbox.markWaiting(uids);
    around.onChanged();
  }
}

async function request(around: PushSurroundings, batch: readonly OutboxEntry[], replay: boolean) {
  return {
    client_id: around.outbox.clientId,
    staff_id: around.staffId,
    epoch: await around.epoch(),
    schema: SCHEMA_VERSION,
    ...(replay ? { replay: true } : {}),
    mutations: batch.map(toMutation),
  };
}

/** Failures of the batch that a smaller or another one gets past; any other goes to the caller. */
async function afterFailure(
  outbox: Outbox,
  batch: readonly OutboxEntry[],
  error: unknown,
): Promise<BatchOutcome> {
  if (!(error instanceof TransportError)) throw error;
  if (error.kind === 'gap') return afterGap(outbox, batch, error);
  if (error.kind !== 'tooLarge' && error.kind !== 'request') throw error;
  if (batch.length > 1) return { kind: 'halve', answered: 0 };
  const { uid, n } = batch[0]!;
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
 * Numbers are missing before some of the batch: of edits that were given up here, or taken from a server that
 * has since forgotten them. Edits are sent in order, so nothing that exists was left out: they may be skipped.
 */
async function afterGap(
  outbox: Outbox,
  batch: readonly OutboxEntry[],
  error: TransportError,
): Promise<BatchOutcome> {
  const results = mutationResult.array().safeParse(error.details['results']);
  const writeSeq = error.details['write_seq'];
  const answered = results.success && typeof writeSeq === 'string' ? results.data : [];
  await outbox.settle(answered as MutationResult[], String(writeSeq ?? '0'));
  if (answered.length === 0 && (await outbox.needsReplay())) throw error;
  await outbox.setReplay(true);
  return { kind: batch.length > answered.length ? 'sent' : 'retry', answered: answered.length };
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
