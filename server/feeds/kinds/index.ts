import type { FeedDefinition } from '../definition.ts';
import { agreements } from './agreements.ts';
import { arrears } from './arrears.ts';
import { biFees } from './bi-fees.ts';
import { billingUsers } from './billing-users.ts';
import { crossBoxes } from './cross-boxes.ts';
import { line97 } from './line97.ts';
import { openingAssignments } from './opening-assignments.ts';
import { orders10000 } from './orders10000.ts';
import { orgUnits } from './org-units.ts';
import { prepaid } from './prepaid.ts';
import { staff } from './staff.ts';

/** Every kind of file, in the order in which those of one day are taken. */
export const FEEDS: readonly FeedDefinition[] = [
  orgUnits,
  crossBoxes,
  staff,
  line97,
  openingAssignments,
  billingUsers,
  biFees,
  arrears,
  agreements,
  prepaid,
  orders10000,
];

const BY_KIND: ReadonlyMap<string, FeedDefinition> = new Map(FEEDS.map((feed) => [feed.kind, feed]));

export const feedByName = (kind: string): FeedDefinition | undefined => BY_KIND.get(kind);
