/**
 * One page of the merged history of many buckets, in order of (seq, op), reading little more of each bucket than
 * the page needs: each bucket is read a few rows at a time, and again only when its rows have all been taken
 * while the page still has room. Asking every bucket for a whole page instead costs buckets x limit rows; asking
 * the history of all buckets for the rows of mine costs everybody else's.
 */

/** A place in history; a bucket's rows lie after the one where its reader stands. */
export interface Position {
  seq: number;
  op: number;
}

/** Past every row of its seq: the numbers of op stay far below. */
export const LAST_OP = Number.MAX_SAFE_INTEGER;

export const comparePositions = (a: Position, b: Position): number => a.seq - b.seq || a.op - b.op;

export interface StateKey extends Position {
  entity: string;
  id: string;
  deleted: boolean;
}

/** Where a reader stands in one bucket. Tombstones at or before `base` tell it nothing. */
export interface Reader extends Position {
  bucket: string;
  base: number;
}

/** Reads up to `count` rows after each reader's position, in order; one list per reader. */
export type ReadAhead = (readers: readonly Reader[], count: number) => Promise<StateKey[][]>;

/** A row of the page; `reader` is the index of the bucket it is of. */
export interface PageKey extends StateKey {
  reader: number;
}

export interface KeyPage {
  keys: PageKey[];
  /** Per reader: whether rows after those of the page are known or possible. */
  more: boolean[];
}

interface Lane {
  reader: Reader;
  keys: StateKey[];
  next: number;
  exhausted: boolean;
}

const LEAST_READ = 16;

export async function readPageKeys(
  readers: readonly Reader[],
  limit: number,
  readAhead: ReadAhead,
): Promise<KeyPage> {
  const lanes: Lane[] = readers.map((reader) => ({ reader, keys: [], next: 0, exhausted: false }));
  const keys: PageKey[] = [];
  let count = Math.min(limit, Math.ceil((limit * 1.25) / Math.max(1, lanes.length)) + LEAST_READ);
  while (keys.length < limit) {
    const dry = lanes.filter((lane) => lane.next === lane.keys.length && !lane.exhausted);
    if (dry.length > 0) {
      await fill(dry, count, readAhead);
      // A lane that runs dry again is a long one: ask it for the rest of the page.
      count = limit - keys.length;
    }
    if (!mergeUntilDry(lanes, keys, limit)) break;
  }
  return { keys, more: lanes.map((lane) => lane.next < lane.keys.length || !lane.exhausted) };
}

async function fill(dry: readonly Lane[], count: number, readAhead: ReadAhead): Promise<void> {
  const lists = await readAhead(
    dry.map(({ reader, keys }) => ({ ...reader, ...positionOf(keys.at(-1) ?? reader) })),
    count,
  );
  dry.forEach((lane, index) => {
    const keys = lists[index] ?? [];
    lane.keys = keys.length > 0 ? keys : lane.keys;
    lane.next = keys.length > 0 ? 0 : lane.keys.length;
    lane.exhausted = keys.length < count;
  });
}

const positionOf = ({ seq, op }: Position): Position => ({ seq, op });

/**
 * Takes rows in order until the page is full or a lane that may have more runs dry.
 * False when no lane has anything left.
 */
function mergeUntilDry(lanes: readonly Lane[], keys: PageKey[], limit: number): boolean {
  const heap = lanes.flatMap((lane, index) => (lane.next < lane.keys.length ? [index] : []));
  if (heap.length === 0) return lanes.some((lane) => !lane.exhausted);
  const head = (index: number): StateKey => lanes[index]!.keys[lanes[index]!.next]!;
  heap.sort((a, b) => comparePositions(head(a), head(b)));
  while (keys.length < limit) {
    const index = heap[0]!;
    const lane = lanes[index]!;
    keys.push({ ...head(index), reader: index });
    lane.next++;
    if (lane.next < lane.keys.length) sink(heap, head);
    else if (!lane.exhausted) return true;
    else {
      const last = heap.pop()!;
      if (heap.length === 0) return false;
      if (last !== index) {
        heap[0] = last;
        sink(heap, head);
      }
    }
  }
  return true;
}

/** Restores the order of a binary heap whose first item has changed. */
function sink(heap: number[], head: (index: number) => StateKey): void {
  let at = 0;
  for (;;) {
    let least = at;
    for (const child of [2 * at + 1, 2 * at + 2]) {
      if (child < heap.length && comparePositions(head(heap[child]!), head(heap[least]!)) < 0) least = child;
    }
    if (least === at) return;
    [heap[at], heap[least]] = [heap[least]!, heap[at]!];
    at = least;
  }
}
