/**
 * A seeded stream of numbers (sfc32). Each thing that is generated gets a stream of its own, named by what it
 * is, so that customer 17 comes out the same however many customers there are and in whatever order they are made.
 */
export class RandomStream {
  #a: number;
  #b: number;
  #c: number;
  #d = 1;

  constructor(seed: number, part: number, index: number) {
    this.#a = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) | 0;
    this.#b = Math.imul(part + 0x7f4a7c15, 0xc2b2ae35) | 0;
    this.#c = Math.imul(index + 0x165667b1, 0x27d4eb2f) | 0;
    for (let i = 0; i < 14; i++) this.next();
  }

  /** In [0, 1). */
  next(): number {
    const t = (((this.#a + this.#b) | 0) + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + t) | 0;
    return (t >>> 0) / 4294967296;
  }

  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    const value = list[Math.floor(this.next() * list.length)];
    if (value === undefined) throw new RangeError('nothing to pick from');
    return value;
  }

  /** An index into `weights`, the heavier the likelier. */
  weighted(weights: readonly number[]): number {
    let left = this.next() * weights.reduce((sum, weight) => sum + weight, 0);
    for (let i = 0; i < weights.length; i++) {
      left -= weights[i]!;
      if (left < 0) return i;
    }
    return weights.length - 1;
  }

  /** Most values near 1, some far above: how usage is spread over people. */
  skewed(): number {
    const bell = this.next() + this.next() + this.next() - 1.5;
    return Math.exp(bell * 0.9);
  }

  bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.int(0, 255));
  }
}

/** Spreads 0, 1, 2, ... over `modulus` without ever repeating (step and modulus have no common divisor). */
export const scattered = (index: number, seed: number): number => {
  const modulus = 999_999_937;
  const step = 611_953;
  return ((index + 1) * step + (seed % 1_000) * 7_919) % modulus;
};
