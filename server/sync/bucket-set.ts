import { communityOfBucket } from '../../shared/sync/protocol.ts';
import type { BucketFacts } from './bucket-facts.ts';
import type { BucketHead, Queryable } from './pull-head.ts';

/** What one person may hold. Above it: roll-ups, and the communities he opens. */
export const MOST_CUSTOMERS_HELD = 50_000;

const isCommunity = (head: BucketHead): boolean => communityOfBucket(head.bucket) !== undefined;

/** True where it is known without asking that all buckets in reach may be held. */
export function knownToHoldAll(
  facts: BucketFacts,
  inReach: readonly BucketHead[],
  most: number = MOST_CUSTOMERS_HELD,
): boolean {
  const counts = inReach.filter(isCommunity).map((head) => facts.knownCustomers(head) ?? Infinity);
  return counts.reduce((sum, count) => sum + count, 0) <= most;
}

/**
 * The buckets that a person holds, of those in his reach: all of them, unless they carry more customers than one
 * person may hold; then only the communities that he opened, as many as fit, in the order in which he asked.
 */
export async function heldBuckets(
  db: Queryable,
  facts: BucketFacts,
  inReach: readonly BucketHead[],
  opened: readonly string[],
  most: number = MOST_CUSTOMERS_HELD,
): Promise<BucketHead[]> {
  const communities = inReach.filter(isCommunity);
  const customers = await facts.customers(db, communities);
  const total = customers.reduce((sum, count) => sum + count, 0);
  if (total <= most) return [...inReach];

  const countOf = new Map(communities.map((head, index) => [head.bucket, customers[index]!]));
  const fitting = new Set<string>();
  let held = 0;
  for (const bucket of opened) {
    const count = countOf.get(bucket);
    if (count === undefined || fitting.has(bucket)) continue;
    if (held + count > most) break;
    held += count;
    fitting.add(bucket);
  }
  return inReach.filter((head) => !countOf.has(head.bucket) || fitting.has(head.bucket));
}
