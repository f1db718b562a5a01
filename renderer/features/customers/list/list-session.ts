import { keptWith } from '../../../../shared/lib/kept-with.ts';
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
export class ListSession {
  #selection: Selection = EMPTY_SELECTION;
  #current: string | null = null;
  #origin: ListOrigin | null = null;
  #scrollTop = 0;
  #stood: { customerCode: string; rank: number } | null = null;

  get selection(): Selection {
    return this.#selection;
  }
  select(selection: Selection): void {
    this.#selection = selection;
  }

  /** The row with the keyboard, by customer code. */
  get current(): string | null {
    return this.#current;
  }
  moveTo(customerCode: string): void {
    this.#current = customerCode;
  }

  /** The list that is shown, or was last; a customer that is opened came from it. */
  get origin(): ListOrigin | null {
    return this.#origin;
  }
  show(origin: ListOrigin): void {
    if (origin.path !== this.#origin?.path) this.#scrollTop = 0;
    this.#origin = origin;
  }

  /** In px; only the list that was scrolled remembers it. */
  scrollTopOf(path: string): number {
    return this.#origin?.path === path ? this.#scrollTop : 0;
  }
  scrolledTo(top: number): void {
    this.#scrollTop = top;
  }

  /** Where an open customer stood (from 1) before it left the list. */
  lastRankOf(customerCode: string): number | null {
    return this.#stood?.customerCode === customerCode ? this.#stood.rank : null;
  }
  stoodAt(customerCode: string, rank: number): void {
    this.#stood = { customerCode, rank };
  }
}

export const listSessionOf = keptWith((_: Workspace) => new ListSession());

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
  index: Pick<CustomerIndex, 'codeAt' | 'positionOf'>,
  list: Positions,
  customerCode: string,
  lastRank: number | null,
): Neighbours {
  const codeAt = (i: number): string | null => (i >= 0 && i < list.length ? index.codeAt(list[i]!) : null);
  const found = rankIn(list, index, customerCode);
  if (found >= 0)
    return { rank: found + 1, total: list.length, previous: codeAt(found - 1), next: codeAt(found + 1) };
  if (lastRank === null) return { rank: null, total: list.length, previous: null, next: null };
  return { rank: null, total: list.length, previous: codeAt(lastRank - 2), next: codeAt(lastRank - 1) };
}
