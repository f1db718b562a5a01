import { ApiError } from '../api-error.ts';

/** Requests a second that may go on for ever. */
export interface RateLimits {
  /** Of one person, whatever his devices. */
  person: number;
  /** Of one address, of requests behind which no person is known. */
  address: number;
}

/** So many seconds' worth may come at once: a first download, a thousand laptops after a power cut. */
const SECONDS_AT_ONCE = 30;

interface Bucket {
  left: number;
  at: number;
}

/**
 * Buckets that fill by the second, one a key. Whoever has not been heard of for as long as a bucket takes to fill has a
 * full one, so two generations of a map forget them without anybody looking.
 */
export class Buckets {
  readonly #perSecond: number;
  readonly #now: () => number;
  #current = new Map<string, Bucket>();
  #previous = new Map<string, Bucket>();
  #turnedAt: number;

  /** @param now milliseconds of a clock that never goes back */
  constructor(perSecond: number, now: () => number) {
    this.#perSecond = perSecond;
    this.#now = now;
    this.#turnedAt = now();
  }

  get size(): number {
    return this.#current.size + this.#previous.size;
  }

  /** Takes from the bucket. @returns 0, or the seconds after which it would have been enough; then nothing is taken */
  take(key: string, cost: number): number {
    const now = this.#now();
    this.#turn(now);
    const most = this.#perSecond * SECONDS_AT_ONCE;
    const known = this.#current.get(key) ?? this.#previous.get(key) ?? { left: most, at: now };
    const left = Math.min(most, known.left + ((now - known.at) / 1000) * this.#perSecond);
    const enough = left >= cost;
    this.#current.set(key, { left: enough ? left - cost : left, at: now });
    return enough ? 0 : Math.ceil((cost - left) / this.#perSecond);
  }

  #turn(now: number): void {
    if (now - this.#turnedAt < SECONDS_AT_ONCE * 1000) return;
    this.#previous =
      now - this.#turnedAt < 2 * SECONDS_AT_ONCE * 1000 ? this.#current : new Map<string, Bucket>();
    this.#current = new Map<string, Bucket>();
    this.#turnedAt = now;
  }
}

/**
 * Keeps one person, or one address, from taking the server away from all others. People are told apart by who they are
 * and not by where they come from: a thousand laptops behind one address do not count against each other. Each process
 * counts by itself.
 */
export class RateLimiter {
  readonly #people: Buckets | null;
  readonly #addresses: Buckets | null;

  constructor(limits: RateLimits, now: () => number = () => performance.now()) {
    this.#people = limits.person > 0 ? new Buckets(limits.person, now) : null;
    this.#addresses = limits.address > 0 ? new Buckets(limits.address, now) : null;
  }

  /** @throws ApiError 429 E_RATE_LIMIT */
  person(staffId: string, weight = 1): void {
    refuseUnless(this.#people?.take(staffId, weight) ?? 0);
  }

  /** @throws ApiError 429 E_RATE_LIMIT */
  address(address: string, weight = 1): void {
    refuseUnless(this.#addresses?.take(address, weight) ?? 0);
  }
}

function refuseUnless(seconds: number): void {
  if (seconds > 0)
    throw new ApiError(429, 'E_RATE_LIMIT', 'too many requests', { retry_after: seconds }, seconds);
}
