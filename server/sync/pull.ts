import type { Pool } from 'pg';
import type { RoleGrant } from '../../shared/domain/permissions.ts';
import type { Clock } from '../../shared/lib/clock.ts';
import { isoInShanghai } from '../../shared/lib/dates.ts';
import { type Cursor, MAX_PULL_LIMIT, type PullRequest } from '../../shared/sync/protocol.ts';
import type { BucketFacts, BucketSize, BucketSum } from './bucket-facts.ts';
import { heldBuckets, knownToHoldAll } from './bucket-set.ts';
import { readBodies, readStateKeys } from './page-rows.ts';
import { comparePositions, LAST_OP, type PageKey, type Position, readPageKeys } from './page-keys.ts';
import type { HistoryWatch } from './history/watch.ts';
import { type BucketHead, type PullHead, type Queryable, readPullHead } from './pull-head.ts';
import { checkClientOwner, checkEpoch } from './session.ts';
import { readInSnapshot } from './snapshot.ts';

export const DEFAULT_PULL_LIMIT = 1000;
/** UTF-8 bytes of bodies in one page, so that a page is quickly there and quickly stored; one row always fits. */
export const PAGE_BYTES = 4 * 1024 * 1024;

export interface SyncCaller {
  staffId: string;
  staffNo: string;
  grants: readonly RoleGrant[];
}

export interface PullDeps {
  pool: Pool;
  facts: BucketFacts;
  clock: Clock;
  watch: HistoryWatch;
  /** Customers that one person may hold; absent: as many as the product allows. */
  mostCustomers?: number | undefined;
}

/** Where a bucket stands for this client, and whether there is anything to read for it. */
interface Plan {
  head: BucketHead;
  /** Sent from zero, and swept by the client at completion (SPEC S4). */
  reset: boolean;
  from: Position & { base: number };
  due: boolean;
}

interface Page {
  keys: PageKey[];
  /** One JSON text per key. */
  bodies: (string | null)[];
  /** Per due plan, in their order: rows are left for later answers. */
  more: boolean[];
}

/**
 * Answers a pull with the JSON text of a PullResponse. Bodies are never parsed here: they go from the table into
 * the text as they are.
 *
 * Everything comes from one snapshot (SPEC S3). Where nothing has changed that snapshot is one statement: the head,
 * with sums that were computed for an earlier answer.
 */
export async function pull(deps: PullDeps, caller: SyncCaller, request: PullRequest): Promise<string> {
  const known = deps.watch.known;
  let head = await readPullHead(deps.pool, caller, request.client_id);
  if ((await deps.watch.meet(known, head)) || (await deps.watch.meetClient(head, request, caller.staffId))) {
    head = await readPullHead(deps.pool, caller, request.client_id);
  }
  return (
    quietAnswer(deps, head, caller, request) ??
    readInSnapshot(deps.pool, async (db) =>
      fullAnswer(deps, db, await readPullHead(db, caller, request.client_id), caller, request),
    )
  );
}

/** The answer where no bucket has news, if all it says is known already. */
function quietAnswer(
  deps: PullDeps,
  head: PullHead,
  caller: SyncCaller,
  request: PullRequest,
): string | undefined {
  checkRequest(head, caller, request);
  deps.facts.enterEpoch(head.epoch);
  // Above the cap the set depends on what is opened: the long way knows.
  if (!knownToHoldAll(deps.facts, head.buckets, deps.mostCustomers)) return undefined;
  const plans = planFor(head, asked(head.buckets, request), request);
  if (plans.some((plan) => plan.due || plan.reset)) return undefined;
  const sums = plans.map((plan) => deps.facts.knownSum(plan.head));
  if (sums.includes(undefined)) return undefined;
  return writeAnswer(deps, head, head.buckets, plans, { keys: [], bodies: [], more: [] }, sums, []);
}

async function fullAnswer(
  deps: PullDeps,
  db: Queryable,
  head: PullHead,
  caller: SyncCaller,
  request: PullRequest,
): Promise<string> {
  checkRequest(head, caller, request);
  deps.facts.enterEpoch(head.epoch);
  const held = await heldBuckets(db, deps.facts, head.buckets, request.open ?? [], deps.mostCustomers);
  const plans = planFor(head, asked(held, request), request);
  const page = await readPage(db, plans, request.limit ?? DEFAULT_PULL_LIMIT);

  const complete = completePlans(plans, page);
  const known = await deps.facts.sums(
    db,
    complete.map((plan) => plan.head),
  );
  const sumOf = new Map(complete.map((plan, index) => [plan, known[index]]));
  const begun = plans.filter((plan) => plan.reset).map((plan) => plan.head);
  const sizes = await deps.facts.sizes(db, begun);
  return writeAnswer(
    deps,
    head,
    held,
    plans,
    page,
    plans.map((plan) => sumOf.get(plan)),
    begun.map((bucket, index) => ({ bucket: bucket.bucket, ...sizes[index]! })),
  );
}

function checkRequest(head: PullHead, caller: SyncCaller, request: PullRequest): void {
  checkClientOwner(head.clientStaffId, caller.staffId);
  checkEpoch(head, request);
}

function asked(held: readonly BucketHead[], request: PullRequest): BucketHead[] {
  if (!request.buckets) return [...held];
  const wanted = new Set(request.buckets);
  return held.filter((head) => wanted.has(head.bucket));
}

const planFor = (head: PullHead, heads: readonly BucketHead[], request: PullRequest): Plan[] =>
  heads.map((bucket) => {
    const cursor = Object.hasOwn(request.cursors, bucket.bucket) ? request.cursors[bucket.bucket] : undefined;
    const stands = cursor && readCursor(cursor);
    const reset = !stands || stands.base < bucket.minSeq;
    const from = reset ? { seq: 0, op: 0, base: head.clock } : stands;
    return {
      head: bucket,
      reset,
      from,
      due: comparePositions({ seq: bucket.lastSeq, op: LAST_OP }, from) > 0,
    };
  });

const readCursor = (cursor: Cursor): Plan['from'] => ({
  seq: Number(cursor.seq),
  op: Math.min(Number(cursor.op), LAST_OP),
  base: Number(cursor.base),
});

async function readPage(db: Queryable, plans: readonly Plan[], limit: number): Promise<Page> {
  const due = plans.filter((plan) => plan.due);
  const readers = due.map(({ head, from }) => ({ bucket: head.bucket, ...from }));
  const { keys, more } = await readPageKeys(readers, Math.min(limit, MAX_PULL_LIMIT), (lanes, count) =>
    readStateKeys(db, lanes, count),
  );
  const bodies = await readBodies(db, keys, PAGE_BYTES);
  // Keys that the bytes left no room for are for the next page.
  for (const key of keys.slice(bodies.length)) more[key.reader] = true;
  return { keys: keys.slice(0, bodies.length), bodies, more };
}

function completePlans(plans: readonly Plan[], page: Page): Plan[] {
  const due = plans.filter((plan) => plan.due);
  const unfinished = new Set(due.filter((_, index) => page.more[index]));
  return plans.filter((plan) => !unfinished.has(plan));
}

function writeAnswer(
  deps: PullDeps,
  head: PullHead,
  held: readonly BucketHead[],
  plans: readonly Plan[],
  page: Page,
  sums: readonly (BucketSum | undefined)[],
  sizes: readonly (BucketSize & { bucket: string })[],
): string {
  const complete = new Set(completePlans(plans, page));
  const ops = opsByPlan(plans, page);
  const horizon = page.keys.at(-1);
  const buckets = plans.map((plan, index) => {
    const done = complete.has(plan);
    return (
      `{"bucket":${JSON.stringify(plan.head.bucket)},"reset":${plan.reset},"from":${cursorText(plan.from)},` +
      `"to":${cursorText(done ? atClock(head.clock) : furthest(plan.from, horizon))},"more":${!done},` +
      `"ops":[${ops.get(plan)?.join(',') ?? ''}]${done ? sumText(sums[index]) : ''}}`
    );
  });
  return (
    `{"epoch":${JSON.stringify(head.epoch)},"seq":"${head.clock}",` +
    `"server_time":"${isoInShanghai(deps.clock.now())}","complete":${complete.size === plans.length},` +
    `"bucket_set":${JSON.stringify(held.map((bucket) => bucket.bucket))},"buckets":[${buckets.join(',')}],` +
    `${sizes.length > 0 ? `"sizes":${JSON.stringify(sizes)},` : ''}"last_n":${head.lastN}}`
  );
}

function opsByPlan(plans: readonly Plan[], page: Page): Map<Plan, string[]> {
  const due = plans.filter((plan) => plan.due);
  const ops = new Map<Plan, string[]>();
  page.keys.forEach((key, index) => {
    const plan = due[key.reader]!;
    const body = page.bodies[index];
    // A put without its row: the log and the table have drifted apart. The bucket's sum makes the client tell.
    if (!key.deleted && body === null) return;
    const text = `["${key.entity}",${JSON.stringify(key.id)},"${key.seq}","${key.op}",${key.deleted}${key.deleted ? '' : `,${body}`}]`;
    const list = ops.get(plan);
    if (list) list.push(text);
    else ops.set(plan, [text]);
  });
  return ops;
}

const cursorText = ({ seq, op, base }: Plan['from']): string =>
  `{"seq":"${seq}","op":"${op}","base":"${base}"}`;

/** At completion the next download's tombstones begin here (SPEC S4). */
const atClock = (clock: number): Plan['from'] => ({ seq: clock, op: LAST_OP, base: clock });

/** Rows come in one order over all buckets, so a page brings each of them up to its own last row. */
const furthest = (from: Plan['from'], horizon: Position | undefined): Plan['from'] =>
  horizon && comparePositions(horizon, from) > 0
    ? { seq: horizon.seq, op: horizon.op, base: from.base }
    : from;

const sumText = (sum: BucketSum | undefined): string => (sum ? `,"n":${sum.rows},"h":${sum.hash}` : '');
