import type { Cursor, PullRequest, PullResponse } from '../../shared/sync/protocol.ts';
import type { PutRow } from '../data/cache/apply-page.ts';
import type { Checkpoint } from '../data/cache/checkpoint.ts';
import type { RowCodec } from '../data/cache/codec.ts';
import type { OnTheWay } from '../data/cache/on-the-way.ts';
import type { RowHeads } from '../data/cache/row-heads.ts';
import type { CacheDatabase, PageBasis } from '../data/cache/schema.ts';
import type { VerifiedAhead } from '../data/cache/sums-ahead.ts';
import type { Sender } from '../data/outbox/outbox.ts';
import type { Exchange } from './ports.ts';
import type { ProgressCount } from './progress.ts';
import type { Received, TokenSource } from './transport.ts';
import { OneByOne } from '../../shared/lib/one-by-one.ts';
import { communityBucket, REF_BUCKET, SCHEMA_VERSION, staffBucket } from '../../shared/sync/protocol.ts';
import { rowsOf } from '../data/cache/apply-page.ts';
import { completeCheckpoint } from '../data/cache/checkpoint.ts';
import { readMeta } from '../data/cache/meta.ts';
import { noteAnswered, readOpened } from '../data/cache/opened.ts';
import { SumsAhead } from '../data/cache/sums-ahead.ts';
import { noteVerification } from '../data/cache/verification.ts';
import { Arriving, CacheMoved } from './arriving.ts';
import { Turns } from './turns.ts';

export interface PullSurroundings {
  exchange: Exchange;
  tokens: TokenSource;
  db: CacheDatabase;
  codec: RowCodec;
  heads: RowHeads;
  onTheWay: OnTheWay;
  sender: Sender;
  staffId: string;
  progress: ProgressCount;
  signal: AbortSignal;
  /** An answer has come. */
  onAnswer(page: PullResponse): void;
  /** Rows have come and may be shown; until they are stored they are read from `onTheWay`. */
  onCame(rows: readonly PutRow[]): void;
  /** Everything is here, verified and safe from a kill; storing its rows goes on. */
  onVerifiedAhead(answer: PullResponse, verification: VerifiedAhead): Promise<void>;
  /** The rows of a page are in their tables. */
  onStored(rows: readonly PutRow[]): void;
  /** Rows were shown that the tables do not have so. */
  onDiscarded(): Promise<void>;
}

/** One pull asks for the same communities from its first page to its last. */
interface OpenedSurroundings extends PullSurroundings {
  opened: readonly string[];
  arriving: Arriving;
  /** Pages are shown in the order in which they came, whoever asked: the last state of a row is shown last. */
  showing: OneByOne;
  /** There has been no checkpoint yet. */
  first: boolean;
}

export interface PullOutcome {
  answer: PullResponse;
  checkpoint: Checkpoint;
}

/** So many communities are read at once. */
const LANES = 2;
/** Each has one page under way, and a kill costs no more than what one transaction stores (SPEC C1, C12). */
const ROWS_PER_PAGE = 500;
/** Communities that are downloaded together have so many rows at most, a single one aside. */
const ROWS_PER_GROUP = 8000;
/** Pulls that found the cache moved on, before somebody has to look. */
const MOST_MOVED = 5;
/** Rows that are shown in one go: between them storing goes on. */
const ROWS_PER_TURN = 64;

/**
 * Reads everything up to a checkpoint: an answer about all buckets that is complete.
 * The first time (SPEC C12) units come first, so that lists have their names, and then one group of communities after
 * the other, the smallest first: the list can be used after the first of them. All of them come before rows are
 * stored, and that everything is here is told then.
 */
export async function pullToCheckpoint(surroundings: PullSurroundings): Promise<PullOutcome> {
  const opened = await readOpened(surroundings.db);
  const answer = await pullEverything(surroundings, opened);
  const checkpoint = await completeCheckpoint(surroundings.db, surroundings.heads, answer);
  await noteAnswered(surroundings.db, opened);
  await leaveUnstored(surroundings);
  return { answer, checkpoint };
}

/**
 * All that this pull brought is in the tables. What still waits was brought by one that could not store it, and the server
 * has not sent it again: it has gone meanwhile.
 */
async function leaveUnstored({ onTheWay, onDiscarded }: PullSurroundings): Promise<void> {
  if (onTheWay.empty) return;
  onTheWay.clear();
  await onDiscarded();
}

/** From the beginning where the cache has moved on under it (SPEC C1); what is stored by then is not asked for again. */
async function pullEverything(
  surroundings: PullSurroundings,
  opened: readonly string[],
): Promise<PullResponse> {
  const { db, heads, onTheWay } = surroundings;
  const first = (await readMeta(db, 'everComplete')) !== true;
  for (let moved = 0; ; moved++) {
    onTheWay.foresee(await SumsAhead.begin(db, heads));
    const arriving = new Arriving({ ...surroundings, patient: first });
    try {
      const answer = await pullOnce({ ...surroundings, opened, arriving, showing: new OneByOne(), first });
      onTheWay.foresee(null);
      return answer;
    } catch (error) {
      // What has come is stored whatever is the matter with the line; the matter itself is what to tell of.
      await arriving.drain().catch(() => undefined);
      if (!(error instanceof CacheMoved) || moved === MOST_MOVED) throw error;
    }
  }
}

async function pullOnce(around: OpenedSurroundings): Promise<PullResponse> {
  const recalled = await around.arriving.recall();
  for (const page of recalled) await show(around, page, 0);
  const own = [REF_BUCKET, staffBucket(around.staffId)];
  if (around.first || (await incomplete(around, own)).length > 0) {
    const { bucket_set: set } = await pullPages(around, own);
    // Units and rights are few, and the first that must find room. Pages that waited before come first, and can wait.
    const stored = recalled.length === 0 ? ahead(around.arriving.drain()) : undefined;
    const groups = await inOrderOfUse(around, await incomplete(around, set));
    await stored;
    await pullGroups(around, groups);
  }
  if (around.first) return pullTheRest(around);
  await around.arriving.drain();
  // Stored before anything else is asked for: not worth keeping.
  const answer = await pullPages(around, null, false);
  await around.arriving.drain();
  return answer;
}

/** The end of a first download: what has changed meanwhile, and the word that all is here, before it is stored. */
async function pullTheRest(around: OpenedSurroundings): Promise<PullResponse> {
  const answer = await pullPages(around, null);
  const verification = around.onTheWay.verify(answer);
  if (verification !== null) {
    await noteVerification(around.db, answer, verification);
    await around.onVerifiedAhead(answer, verification);
  }
  await around.arriving.drain();
  return answer;
}

async function incomplete(around: OpenedSurroundings, names: readonly string[]): Promise<string[]> {
  const rows = await standings(around, names);
  rows.forEach((row, at) => {
    if (row) around.progress.alreadyThere(names[at]!, row.rows, row.complete);
  });
  return names.filter((_, at) => rows[at]?.complete !== true);
}

/** How far buckets have come, with the pages that wait. */
async function standings(
  around: OpenedSurroundings,
  names: readonly string[],
): Promise<({ cursor: Cursor | null; complete: boolean; rows: number } | undefined)[]> {
  const { arriving } = around;
  const waiting = names.map((name) => ({ ...arriving.standing(name), rows: arriving.rowsOf(name) }));
  const stored = await around.db.buckets.bulkGet([...names]);
  return stored.map((row, at) => {
    const { cursor, complete, rows } = waiting[at]!;
    if (cursor === undefined && row === undefined) return undefined;
    return {
      cursor: cursor ?? row?.cursor ?? null,
      complete: complete ?? row?.complete ?? false,
      rows: rows + (row?.n ?? 0),
    };
  });
}

/**
 * Communities share their pages: one whose rows end in the middle of a page would leave the rest of it empty, and five
 * hundred small ones would cost five hundred round trips.
 */
async function inOrderOfUse(around: OpenedSurroundings, buckets: readonly string[]): Promise<string[][]> {
  if (buckets.length <= 1) return buckets.length === 0 ? [] : [[...buckets]];
  const begun = await standings(around, buckets);
  const fresh = buckets.filter((_, at) => !begun[at]?.cursor);
  const sizes = new Map<string, number>();
  if (fresh.length > 0) {
    const { value } = await ask(around, await basisOf(around, fresh), fresh, 1);
    around.progress.expect(value.sizes ?? []);
    for (const size of value.sizes ?? []) sizes.set(size.bucket, size.rows);
  }
  // What was begun before comes first: its rows are paid for.
  const sizeOf = (bucket: string): number => sizes.get(bucket) ?? 0;
  const groups: string[][] = [];
  let room = 0;
  for (const bucket of [...buckets].sort((a, b) => sizeOf(a) - sizeOf(b))) {
    if (groups.length === 0 || sizeOf(bucket) > room) {
      groups.push([]);
      room = ROWS_PER_GROUP;
    }
    groups.at(-1)!.push(bucket);
    room -= sizeOf(bucket);
  }
  return groups;
}

/**
 * In lanes: while the server reads a page for one of them, the pages of the other are shown and kept. All of them end
 * before this does, the others at once where one has failed.
 */
async function pullGroups(around: OpenedSurroundings, groups: readonly string[][]): Promise<void> {
  const left = [...groups];
  const failed = new AbortController();
  const signal = AbortSignal.any([around.signal, failed.signal]);
  const lane = async (): Promise<void> => {
    for (let group = left.shift(); group !== undefined; group = left.shift())
      await pullPages({ ...around, signal }, group);
  };
  const lanes = Array.from({ length: LANES }, () => lane().catch((error: unknown) => failed.abort(error)));
  await Promise.all(lanes);
  // With what failed first.
  failed.signal.throwIfAborted();
}

/**
 * Reads page after page until the answer is complete. The next page is asked for when the one before is safe from a
 * kill, and a page is shown while it is being made safe.
 * @param buckets null for all
 * @param keepLast whether the last page is kept like those that others follow
 */
async function pullPages(
  around: OpenedSurroundings,
  buckets: readonly string[] | null,
  keepLast = true,
): Promise<PullResponse> {
  let basis = await basisOf(around, buckets);
  for (let next = ask(around, basis, buckets); ;) {
    const { value: page, size, bytes } = await next;
    around.onAnswer(page);
    const arrived = { basis, page, bytes };
    basis = basisAfter(basis, page);
    await around.arriving.room();
    const safe = ahead(around.arriving.take(arrived, keepLast || !page.complete));
    if (!page.complete) next = ahead(safe.then(() => ask(around, basis, buckets)));
    await show(around, page, size);
    await safe;
    if (page.complete) return page;
    around.signal.throwIfAborted();
  }
}

const show = (around: OpenedSurroundings, page: PullResponse, size: number): Promise<void> =>
  around.showing.do(() => showInTurns(around, page, size));

/** A few rows at a time, so that storing others goes on meanwhile. */
async function showInTurns(around: OpenedSurroundings, page: PullResponse, size: number): Promise<void> {
  around.progress.expect(page.sizes ?? []);
  around.progress.took(page, size);
  const rows = rowsOf(page);
  const turns = new Turns();
  for (let at = 0; at < rows.length; at += ROWS_PER_TURN) {
    around.onCame(rows.slice(at, at + ROWS_PER_TURN));
    if (at + ROWS_PER_TURN < rows.length) await turns.next();
  }
  turns.end();
}

/** A page that is on its way while another fails must not count as a failure that nobody saw. */
function ahead<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

async function basisOf(around: OpenedSurroundings, buckets: readonly string[] | null): Promise<PageBasis> {
  // Asked before the tables are: what waits no more by then is in them.
  const { epoch: waiting, buckets: waitingBuckets } = around.arriving;
  const epoch = waiting ?? (await readMeta(around.db, 'epoch')) ?? null;
  const names = buckets ?? [
    ...new Set([...waitingBuckets, ...(await around.db.buckets.toCollection().primaryKeys())]),
  ];
  const cursors: Record<string, Cursor> = {};
  (await standings(around, names)).forEach((row, at) => {
    if (row?.cursor) cursors[names[at]!] = row.cursor;
  });
  return { epoch, cursors };
}

function basisAfter(basis: PageBasis, page: PullResponse): PageBasis {
  const cursors = { ...basis.cursors };
  for (const { bucket, to } of page.buckets) cursors[bucket] = to;
  return { epoch: page.epoch, cursors };
}

function ask(
  around: OpenedSurroundings,
  basis: PageBasis,
  buckets: readonly string[] | null,
  limit = ROWS_PER_PAGE,
): Promise<Received<PullResponse>> {
  const request: PullRequest = {
    client_id: around.sender.clientId,
    staff_id: around.staffId,
    epoch: basis.epoch,
    schema: SCHEMA_VERSION,
    cursors: basis.cursors,
    ...(around.sender.settledN > 0 ? { settled_n: around.sender.settledN } : {}),
    ...(around.opened.length === 0 ? {} : { open: around.opened.map(communityBucket) }),
    ...(buckets === null ? {} : { buckets: [...buckets] }),
    limit,
  };
  return around.exchange.pull(around.tokens, request, around.signal);
}
