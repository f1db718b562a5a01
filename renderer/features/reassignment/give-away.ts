import { isLockedOn } from '../../../shared/domain/allocation-period.ts';
import type { CustomerSummary } from '../../data/types.ts';

/** Why a customer cannot be given away now; the server decides once more. */
export const OBSTACLES = ['notMine', 'closed', 'locked', 'asked', 'there'] as const;
export type Obstacle = (typeof OBSTACLES)[number];

export interface Sorted {
  ready: CustomerSummary[];
  refused: { obstacle: Obstacle; customers: CustomerSummary[] }[];
}

/** Those that a request can be made for, and the others by reason. */
export function sortOut(
  customers: readonly CustomerSummary[],
  around: {
    target: string | null;
    today: string;
    asked: ReadonlySet<string>;
    mayGive: (communityCode: string) => boolean;
  },
): Sorted {
  const obstacleOf = (customer: CustomerSummary): Obstacle | null => {
    if (customer.closed) return 'closed';
    if (!around.mayGive(customer.communityCode)) return 'notMine';
    if (isLockedOn(customer.lockedUntil, around.today)) return 'locked';
    if (around.asked.has(customer.customerCode)) return 'asked';
    return customer.communityCode === around.target ? 'there' : null;
  };
  const ready: CustomerSummary[] = [];
  const refused = new Map<Obstacle, CustomerSummary[]>();
  for (const customer of customers) {
    const obstacle = obstacleOf(customer);
    if (obstacle === null) ready.push(customer);
    else refused.set(obstacle, [...(refused.get(obstacle) ?? []), customer]);
  }
  return {
    ready,
    refused: OBSTACLES.flatMap((obstacle) => {
      const some = refused.get(obstacle);
      return some === undefined ? [] : [{ obstacle, customers: some }];
    }),
  };
}
