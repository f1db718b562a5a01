import type { CustomerConditions, CustomerIndex, Positions, Sort, Workspace } from '../../../data/types.ts';
import { EMPTY_SELECTION, rankIn, type Selection } from './selection.ts';

/** The list that a customer was opened from: what it asked for, and what it was called. */
export interface ListOrigin {
  conditions: CustomerConditions;
  sort: Sort | undefined;
  /** Name of the view, in words. */
  title: string;
  /** The address to go back to: `/customers?unit=…`. */
  path: string;
}

/**
 * What of the list outlives a visit to a customer and is not in the address: selection, place and origin. It belongs
 * to the workspace, so that another person who signs in here begins with nothing.
 */
export interface ListSession {
  selection: Selection;
  /** The row with the keyboard, by customer code. */
  current: string | null;
  scrollTop: number;
  /** The address that `scrollTop` belongs to. */
  path: string | null;
  origin: ListOrigin | null;
}

const sessions = new WeakMap<Workspace, ListSession>();

export function listSessionOf(workspace: Workspace): ListSession {
  let session = sessions.get(workspace);
  if (!session) {
    session = { selection: EMPTY_SELECTION, current: null, scrollTop: 0, path: null, origin: null };
    sessions.set(workspace, session);
  }
  return session;
}

export interface Neighbours {
  /** From 1; null when the customer no longer meets the conditions of the list. */
  rank: number | null;
  total: number;
  previous: string | null;
  next: string | null;
}

/**
 * Where a customer stands in the list it came from, and who is beside it. An edit or new data may take it out of the
 * list while it is open: then its old place (`lastRank`, from 1) says who is next.
 */
export function neighboursOf(
  index: Pick<CustomerIndex, 'at' | 'positionOf'>,
  list: Positions,
  customerCode: string,
  lastRank: number | null,
): Neighbours {
  const codeAt = (i: number): string | null =>
    i >= 0 && i < list.length ? index.at(list[i]!).customerCode : null;
  const found = rankIn(list, index, customerCode);
  if (found >= 0)
    return { rank: found + 1, total: list.length, previous: codeAt(found - 1), next: codeAt(found + 1) };
  if (lastRank === null) return { rank: null, total: list.length, previous: null, next: null };
  return { rank: null, total: list.length, previous: codeAt(lastRank - 2), next: codeAt(lastRank - 1) };
}
