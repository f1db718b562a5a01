import type { Pool } from 'pg';
import type { Clock } from '../../shared/lib/clock.ts';
import { isoInShanghai } from '../../shared/lib/dates.ts';
import type { Mutation } from '../../shared/sync/mutations.ts';
import type { MutationResult, PushRequest, PushResponse } from '../../shared/sync/protocol.ts';
import { ApiError } from '../api-error.ts';
import type { SyncCaller } from './pull.ts';
import type { HistoryWatch } from './history/watch.ts';
import { checkClientOwner, checkEpoch, type ClientHead } from './session.ts';
import { settle } from './settle.ts';

export interface PushDeps {
  pool: Pool;
  clock: Clock;
  log: { error(details: object, message: string): void };
  watch: HistoryWatch;
}

/**
 * Takes the mutations one by one, in order of `n`, each in a transaction of its own with its receipt (SPEC S7).
 *
 * It ends early, with those before dealt with, at a gap in the numbers (409 `E_GAP` with `expected_n` and
 * all that the answer would have said), and at a mutation that failed for a passing reason (`retry`): what comes after that one was not tried and has no
 * result, because a number that is passed over can only be sent again as `replay`.
 */
export async function push(
  deps: PushDeps,
  caller: SyncCaller,
  request: Omit<PushRequest, 'schema'>,
): Promise<PushResponse> {
  const known = deps.watch.known;
  let head = await readHead(deps.pool, request.client_id);
  if ((await deps.watch.meet(known, head)) || (await deps.watch.meetClient(head, request, caller.staffId))) {
    head = await readHead(deps.pool, request.client_id);
  }
  checkClientOwner(head.clientStaffId, caller.staffId);
  checkEpoch(head, request);

  const results: MutationResult[] = [];
  let settledN = 0;
  let expectedN: number | undefined;
  for (const mutation of inOrder(request.mutations)) {
    const settled = await settle(deps, caller, { ...request, settledN }, mutation);
    // The store was put back between two of them: what it has forgotten is settled once more, from the first on.
    if (settled.kind === 'lost') return push(deps, caller, request);
    if (settled.kind === 'gap') expectedN = settled.expectedN;
    else results.push(settled.result);
    if (settled.kind === 'gap' || settled.result.status === 'retry') break;
    settledN = mutation.n;
  }
  const { clock } = await readHead(deps.pool, request.client_id);
  const answer: PushResponse = {
    // The life that was asked for, also where another has begun meanwhile: what was settled before that may be gone, and
    // a client that took it for settled in the new one would never send it again.
    epoch: head.epoch,
    write_seq: String(clock),
    server_time: isoInShanghai(deps.clock.now()),
    results,
  };
  if (expectedN === undefined) return answer;
  throw new ApiError(409, 'E_GAP', 'the mutations do not go on from the last one taken', {
    expected_n: expectedN,
    ...answer,
  });
}

const inOrder = (mutations: readonly Mutation[]): Mutation[] => [...mutations].sort((a, b) => a.n - b.n);

async function readHead(pool: Pool, clientId: string): Promise<ClientHead> {
  const { rows } = await pool.query<{
    epoch: string;
    clock: number;
    last_n: number;
    staff_id: string | null;
  }>({
    name: 'sync-push-head',
    text: `select c.epoch, c.seq as clock, coalesce(k.last_n, 0) as last_n, k.staff_id
      from sync_clock c left join sync_client k on k.client_id = $1`,
    values: [clientId],
  });
  const row = rows[0];
  if (!row) throw new Error('sync_clock has no row');
  return { epoch: row.epoch, clock: row.clock, lastN: row.last_n, clientStaffId: row.staff_id };
}
