/**
 * Orders of the whole index, each made once and kept: a list then only walks one and takes what matches.
 *
 * They are made by counting, from the least significant part of a key to the most (radix sort): comparing 50,000 texts
 * costs a visible pause, counting them does not. Rows that are equal keep the order of
 * the index.
 */

/** Rows by a whole number, missing ones (NaN) last whichever way. */
export function orderByNumber(keys: ArrayLike<number>, descending: boolean): Uint32Array {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < keys.length; i++) {
    if (keys[i]! < least) least = keys[i]!;
    if (keys[i]! > most) most = keys[i]!;
  }
  const low = new Uint32Array(keys.length);
  const high = new Uint32Array(keys.length);
  const wide = most - least >= 2 ** 32;
  const { present, missing } = partition(keys.length, (i) => !Number.isNaN(keys[i]!));
  for (const i of present) {
    const distance = descending ? most - keys[i]! : keys[i]! - least;
    low[i] = distance % 2 ** 32;
    if (wide) high[i] = distance / 2 ** 32;
  }
  return joined(radixSort(present, wide ? [high, low] : [low]), missing);
}

/**
 * Rows by a text's code units, or by what `ranks` says of each; empty texts last whichever way.
 *
 * Sorted by the last character first, and only the rows that have one there: most names have two or three. A text that
 * ends sorts before one that goes on, so rows join in front (behind, where it descends) at the character they end with.
 */
export function orderByText(
  texts: readonly string[],
  descending: boolean,
  ranks: Uint16Array | null = null,
): Uint32Array {
  const { present, missing } = partition(texts.length, (i) => texts[i] !== '');
  const skip = ranks === null ? sharedStart(texts).length : 0;
  const groups = byLength(present, texts, skip);
  let sorted = groups[0] ?? new Uint32Array();
  for (let at = groups.length - 1; at > 0; at--) {
    const joining = groups[at]!;
    const active = at === groups.length - 1 ? new Uint32Array() : sorted;
    const rows = descending ? joined(active, joining) : joined(joining, active);
    sorted = countingSort(rows, (row) => unitAt(texts[row]!, skip + at - 1, ranks), descending);
  }
  // A text that is no more than the shared start.
  if (groups.length > 1) sorted = descending ? joined(sorted, groups[0]!) : joined(groups[0]!, sorted);
  settleLongTies(sorted, texts, { seen: skip + COUNTED_CHARACTERS, descending, ranks });
  return joined(sorted, missing);
}

const unitAt = (text: string, at: number, ranks: Uint16Array | null): number => {
  const unit = text.charCodeAt(at);
  return ranks === null ? unit : ranks[unit]!;
};

/** Texts longer than this many characters after their shared start are compared where they are still equal. */
const COUNTED_CHARACTERS = 12;

/** Rows by how many characters of their text are counted, each group in the order of the index. */
function byLength(rows: Uint32Array, texts: readonly string[], skip: number): Uint32Array[] {
  const lengthOf = (row: number): number => Math.min(texts[row]!.length - skip, COUNTED_CHARACTERS);
  const sizes: number[] = [];
  for (const row of rows) sizes[lengthOf(row)] = (sizes[lengthOf(row)] ?? 0) + 1;
  const groups = Array.from(sizes, (size = 0) => new Uint32Array(size));
  const filled = groups.map(() => 0);
  for (const row of rows) groups[lengthOf(row)]![filled[lengthOf(row)]!++] = row;
  return groups;
}

function countingSort(rows: Uint32Array, keyOf: (row: number) => number, descending: boolean): Uint32Array {
  const keys = new Uint16Array(rows.length);
  let most = 0;
  for (let i = 0; i < rows.length; i++) {
    const key = keyOf(rows[i]!);
    keys[i] = key;
    if (key > most) most = key;
  }
  const starts = new Uint32Array(most + 2);
  const placeOf = descending ? (key: number) => most - key : (key: number) => key;
  for (const key of keys) starts[placeOf(key) + 1]!++;
  for (let place = 1; place < starts.length; place++) starts[place]! += starts[place - 1]!;
  const sorted = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) sorted[starts[placeOf(keys[i]!)]!++] = rows[i]!;
  return sorted;
}

function partition(length: number, isPresent: (i: number) => boolean) {
  const present = new Uint32Array(length);
  const missing = new Uint32Array(length);
  let there = 0;
  let gone = 0;
  for (let i = 0; i < length; i++) {
    if (isPresent(i)) present[there++] = i;
    else missing[gone++] = i;
  }
  return { present: present.subarray(0, there), missing: missing.subarray(0, gone) };
}

function joined(first: Uint32Array, second: Uint32Array): Uint32Array {
  const all = new Uint32Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

/** @param words by row, the most significant first */
function radixSort(rows: Uint32Array, words: readonly Uint32Array[]): Uint32Array {
  let from = rows.slice();
  let to = new Uint32Array(rows.length);
  const starts = new Uint32Array(65_536);
  for (let w = words.length - 1; w >= 0; w--) {
    const word = words[w]!;
    for (const shift of [0, 16]) {
      starts.fill(0);
      for (const row of from) starts[(word[row]! >>> shift) & 0xffff]!++;
      // One value everywhere: this half of the word decides nothing.
      if (starts[(word[from[0] ?? 0]! >>> shift) & 0xffff] === from.length) continue;
      let sum = 0;
      for (let value = 0; value < 65_536; value++) {
        const count = starts[value]!;
        starts[value] = sum;
        sum += count;
      }
      for (const row of from) to[starts[(word[row]! >>> shift) & 0xffff]!++] = row;
      [from, to] = [to, from];
    }
  }
  return from;
}

/** Sorts runs of rows whose counted characters are equal by what follows; few names are that long and that alike. */
function settleLongTies(
  sorted: Uint32Array,
  texts: readonly string[],
  how: { seen: number; descending: boolean; ranks: Uint16Array | null },
): void {
  const { seen, descending, ranks } = how;
  const sign = descending ? -1 : 1;
  for (let from = 0; from < sorted.length;) {
    const text = texts[sorted[from]!]!;
    let to = from + 1;
    if (text.length > seen) {
      const start = text.slice(0, seen);
      while (to < sorted.length && texts[sorted[to]!]!.startsWith(start)) to++;
      if (to > from + 1) {
        sorted
          .subarray(from, to)
          .sort((a, b) => sign * compareFrom(seen, texts[a]!, texts[b]!, ranks) || a - b);
      }
    }
    from = to;
  }
}

function compareFrom(seen: number, a: string, b: string, ranks: Uint16Array | null): number {
  for (let at = seen; at < a.length && at < b.length; at++) {
    const difference = unitAt(a, at, ranks) - unitAt(b, at, ranks);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function sharedStart(texts: readonly string[]): string {
  let shared: string | null = null;
  for (const text of texts) {
    if (text === '') continue;
    shared ??= text;
    while (!text.startsWith(shared)) shared = shared.slice(0, -1);
    if (shared === '') break;
  }
  return shared ?? '';
}
