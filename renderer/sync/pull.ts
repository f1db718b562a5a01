import type { Cursor, PullRequest, PullResponse } from '../../shared/sync/protocol.ts';
import type { PageBasis, PutRow } from '../data/cache/apply-page.ts';
import type { Checkpoint } from '../data/cache/checkpoint.ts';
import type { RowCodec } from '../data/cache/codec.ts';
import type { RowHeads } from '../data/cache/row-heads.ts';
import type { CacheDatabase } from '../data/cache/schema.ts';
import type { Exchange } from './ports.ts';
import type { ProgressCount } from './progress.ts';
import type { Received, TokenSource } from './transport.ts';
import { communityBucket, REF_BUCKET, SCHEMA_VERSION, staffBucket } from '../../shared/sync/protocol.ts';
import { applyPage } from '../data/cache/apply-page.ts';
import { completeCheckpoint } from '../data/cache/checkpoint.ts';
import { readMeta } from '../data/cache/meta.ts';
import { noteAnswered, readOpened } from '../data/cache/opened.ts';

export interface PullSurroundings {
  exchange: Exchange;
  tokens: TokenSource;
  db: CacheDatabase;
  codec: RowCodec;
  heads: RowHeads;
  clientId: string;
  staffId: string;
  progress: ProgressCount;
  signal: AbortSignal;
  /** After each page is stored. */
  onPage(rows: readonly PutRow[], page: PullResponse): void;
}

/** One pull asks for the same communities from its first page to its last. */
interface OpenedSurroundings extends PullSurroundings {
  opened: readonly string[];
  followUp: FollowUp;
}

export interface PullOutcome {
  answer: PullResponse;
  checkpoint: Checkpoint;
}

/** SPEC C1: a page is one transaction, and no transaction holds the tables for longer than this many rows take. */
const ROWS_PER_PAGE = 1000;
/** Pages that were dropped because the cache had moved on, before somebody has to look. */
const MOST_DROPPED = 5;

/**
 * Reads everything up to a checkpoint: an answer about all buckets that is complete.
 * The first time (SPEC C12) units come first, so that lists have their names, and then one community after the
 * other, the smallest first: the list can be used after the first of them.
 */
export async function pullToCheckpoint(surroundings: PullSurroundings): Promise<PullOutcome> {
  const opened = await readOpened(surroundings.db);
  const around: OpenedSurroundings = { ...surroundings, opened, followUp: new FollowUp() };
  const answer = await pullEverything(around).finally(() => around.followUp.run());
  const checkpoint = await completeCheckpoint(around.db, around.heads, answer);
  await noteAnswered(around.db, opened);
  return { answer, checkpoint };
}

async function pullEverything(around: OpenedSurroundings): Promise<PullResponse> {
  const own = [REF_BUCKET, staffBucket(around.staffId)];
  const first = (await readMeta(around.db, 'everComplete')) !== true;
  if (first || (await incomplete(around, own)).length > 0) {
    const { bucket_set: set } = await pullPages(around, own);
    await pullGroups(around, await inOrderOfUse(around, await incomplete(around, set)));
  }
  return pullPages(around, null);
}

async function incomplete(around: OpenedSurroundings, names: readonly string[]): Promise<string[]> {
  const rows = await around.db.buckets.bulkGet([...names]);
  rows.forEach((row) => {
    if (row) around.progress.alreadyThere(row.bucket, row.n, row.complete);
  });
  return names.filter((_, at) => rows[at]?.complete !== true);
}

/** Small communities share their pages, so that five hundred of them do not cost five hundred round trips. */
async function inOrderOfUse(around: OpenedSurroundings, buckets: readonly string[]): Promise<string[][]> {
  if (buckets.length <= 1) return buckets.length === 0 ? [] : [[...buckets]];
  const begun = await around.db.buckets.bulkGet([...buckets]);
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
      room = ROWS_PER_PAGE;
    }
    groups.at(-1)!.push(bucket);
    room -= sizeOf(bucket);
  }
  return groups;
}

/** One group after the other; the first page of the next is asked for while the last of this one is being stored. */
async function pullGroups(around: OpenedSurroundings, groups: readonly string[][]): Promise<void> {
  let begun: Promise<Begun> | undefined;
  for (const [at, group] of groups.entries()) {
    const following = groups[at + 1];
    const current = begun ?? begin(around, group);
    begun = undefined;
    await pullPages(around, group, current, () => {
      if (following) begun = ahead(begin(around, following));
    });
  }
}

/** A download whose first page is on its way. */
interface Begun {
  basis: PageBasis;
  page: Promise<Received<PullResponse>>;
}

async function begin(around: OpenedSurroundings, buckets: readonly string[] | null): Promise<Begun> {
  const basis = await basisOf(around, buckets);
  return { basis, page: ahead(ask(around, basis, buckets)) };
}

/**
 * Reads page after page until the answer is complete. The next page is asked for while this one is being stored;
 * should storing fail, or the cache have moved on, that page no longer fits and is dropped (SPEC C1).
 * @param buckets null for all
 * @param onLastPage the last page has come and is about to be stored
 */
async function pullPages(
  around: OpenedSurroundings,
  buckets: readonly string[] | null,
  begun: Promise<Begun> = begin(around, buckets),
  onLastPage?: () => void,
): Promise<PullResponse> {
  let dropped = 0;
  let { basis, page: next } = await begun;
  const { followUp } = around;
  for (;;) {
    const { value: page, size } = await followUp.unless(next);
    const after = basisAfter(basis, page);
    if (page.complete) onLastPage?.();
    else next = ahead(ask(around, after, buckets));
    const applied = await applyPage(around.db, around.codec, around.heads, basis, page, () => followUp.run());
    if (applied.kind === 'dropped') {
      if (++dropped > MOST_DROPPED) throw new Error('the cache kept moving under the download');
      basis = await basisOf(around, buckets);
      next = ask(around, basis, buckets);
      continue;
    }
    followUp.later(() => {
      around.progress.expect(page.sizes ?? []);
      around.progress.took(page, size);
      around.onPage(applied.rows, page);
    });
    if (page.complete) return page;
    around.signal.throwIfAborted();
    basis = after;
  }
}

/**
 * What follows a page that has been stored. It waits until the next one is being stored, or until one
 * has to be waited for: the browser stores while this thread works. Nothing of it is left when a pull ends.
 */
class FollowUp {
  #due: (() => void) | null = null;

  later(work: () => void): void {
    this.run();
    this.#due = work;
  }

  /** Waits for what may be here already; if it is not, there is time now. */
  async unless<T>(coming: Promise<T>): Promise<T> {
    const idle = setTimeout(() => this.run());
    try {
      return await coming;
    } finally {
      clearTimeout(idle);
    }
  }

  run(): void {
    const due = this.#due;
    this.#due = null;
    due?.();
  }
}

/** A page that is on its way while another fails must not count as a failure that nobody saw. */
function ahead<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

async function basisOf(around: OpenedSurroundings, buckets: readonly string[] | null): Promise<PageBasis> {
  const rows =
    buckets === null ? await around.db.buckets.toArray() : await around.db.buckets.bulkGet([...buckets]);
  const cursors: Record<string, Cursor> = {};
  for (const row of rows) if (row?.cursor) cursors[row.bucket] = row.cursor;
  return { epoch: (await readMeta(around.db, 'epoch')) ?? null, cursors };
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
    client_id: around.clientId,
    staff_id: around.staffId,
    epoch: basis.epoch,
    schema: SCHEMA_VERSION,
    cursors: basis.cursors,
    ...(around.opened.length === 0 ? {} : { open: around.opened.map(communityBucket) }),
    ...(buckets === null ? {} : { buckets: [...buckets] }),
    limit,
  };
  return around.exchange.pull(around.tokens, request, around.signal);
}
