/**
 * Orders of the whole index, each made once and kept: a list then only walks one and takes what matches.
 *
 * They are made by counting, sixteen bits at a time from the least significant word to the most (radix sort):
 * comparing 50,000 texts costs a visible pause, counting them does not. Rows that are equal keep the order of
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

/** Rows by a text's code units, empty ones last whichever way. */
export function orderByText(texts: readonly string[], descending: boolean): Uint32Array {
  const { present, missing } = partition(texts.length, (i) => texts[i] !== '');
  const skip = sharedStart(texts).length;
  const { words, units } = packed(texts, present, skip, descending);
  const sorted = radixSort(present, words);
  settleLongTies(sorted, texts, skip + words.length * units, descending);
  return joined(sorted, missing);
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

/** Texts longer than this many characters after their shared start are compared where they are still equal. */
const PACKED_CHARACTERS = 12;

function packed(texts: readonly string[], rows: Uint32Array, skip: number, descending: boolean) {
  let widest = 1;
  let longest = 0;
  for (const row of rows) {
    const text = texts[row]!;
    longest = Math.max(longest, text.length - skip);
    for (let i = skip; i < text.length && i < skip + PACKED_CHARACTERS; i++) {
      widest = Math.max(widest, text.charCodeAt(i));
    }
  }
  const bits = 32 - Math.clz32(widest);
  const units = Math.floor(32 / bits);
  const count = Math.ceil(Math.min(longest, PACKED_CHARACTERS) / units);
  const flip = descending ? 2 ** (bits * units) - 1 : 0;
  const words = Array.from({ length: count }, (_, w) => {
    const word = new Uint32Array(texts.length);
    for (const row of rows) {
      const text = texts[row]!;
      let value = 0;
      for (let i = skip + w * units; i < skip + (w + 1) * units; i++) {
        value = (value << bits) | (i < text.length ? text.charCodeAt(i) : 0);
      }
      word[row] = value ^ flip;
    }
    return word;
  });
  return { words, units };
}

/** Sorts runs of rows whose packed parts are equal by what follows; few names are that long and that alike. */
function settleLongTies(
  sorted: Uint32Array,
  texts: readonly string[],
  seen: number,
  descending: boolean,
): void {
  const sign = descending ? -1 : 1;
  for (let from = 0; from < sorted.length;) {
    const text = texts[sorted[from]!]!;
    let to = from + 1;
    if (text.length > seen) {
      const start = text.slice(0, seen);
      while (to < sorted.length && texts[sorted[to]!]!.startsWith(start)) to++;
      if (to > from + 1) {
        sorted.subarray(from, to).sort((a, b) => {
          const left = texts[a]!;
          const right = texts[b]!;
          return left === right ? a - b : left < right ? -sign : sign;
        });
      }
    }
    from = to;
  }
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
