import { z } from 'zod';
import type { CustomerConditions, Sort } from '../../../data/types.ts';
import type { KeptView } from '../../saved-views/index.ts';
import { readListQuery, sameConditions, writeListQuery } from './list-query.ts';

/**
 * A named filter. The shipped ones speak of no unit and so hold within the unit that is open; one's own keeps the
 * unit it was saved with, if any.
 */
export interface ListView {
  id: string;
  /** Set on one's own views; the shipped ones are worded by the catalogue under their id. */
  name?: string;
  conditions: CustomerConditions;
  sort?: Sort;
}

export const SHIPPED_VIEWS = [
  { id: 'all', conditions: {} },
  {
    id: 'arrearsLive',
    conditions: { status: 'LIVE', arrearsMonthsMin: 1 },
    sort: { key: 'arrears', descending: true },
  },
  {
    id: 'endingSoon',
    conditions: { agreementEndsWithinDays: 60 },
    sort: { key: 'agreementEnd', descending: false },
  },
  { id: 'zeroCharge', conditions: { zeroCharge: true } },
  {
    id: 'highValue',
    conditions: { meanRevenueMin: 150_00 },
    sort: { key: 'meanRevenue', descending: true },
  },
] as const satisfies readonly ListView[];

/** What choosing a view asks for: its own unit or else the one that is open. */
export function conditionsOfView(view: ListView, openUnit: string | undefined): CustomerConditions {
  const unitCode = view.conditions.unitCode ?? openUnit;
  return unitCode === undefined ? { ...view.conditions } : { ...view.conditions, unitCode };
}

/** The view that the list shows at the moment, if its filter is exactly that of one. */
export function activeView(views: readonly ListView[], shown: CustomerConditions): ListView | undefined {
  return views.find((view) => sameConditions(conditionsOfView(view, shown.unitCode), shown));
}

/** A view as it is kept: the filter in the form of an address, which reads old and damaged ones safely. */
export function readView({ viewId, name, definition }: KeptView<'customers'>): ListView {
  const { conditions, sort } = readListQuery(new URLSearchParams(definition.query));
  return { id: viewId, name, conditions, ...(sort && { sort }) };
}

export const writeQuery = (conditions: CustomerConditions, sort: Sort | undefined): string =>
  writeListQuery({ conditions, sort }).toString();

const keptOnMachine = z.object({
  id: z.string().min(1).max(64),
  name: z.string().trim().min(1).max(60),
  query: z.string(),
});

/**
 * Views of an earlier version, which kept them in the settings of one machine. What is none is left out.
 * @param firstId the one that the list opened with
 */
export function readMachineViews(stored: unknown, firstId: unknown): KeptView<'customers'>[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((entry) => {
    const parsed = keptOnMachine.safeParse(entry);
    if (!parsed.success) return [];
    const { id, name, query } = parsed.data;
    return [{ viewId: id, name, definition: { query, ...(id === firstId && { first: true as const }) } }];
  });
}

/**
 * What is to be kept of the views of this machine beside those that came from others: one that says the same under the
 * same name is there already, and another of the same name gets a number.
 */
export function viewsToMove(
  machine: readonly KeptView<'customers'>[],
  kept: readonly KeptView<'customers'>[],
): KeptView<'customers'>[] {
  const moved: KeptView<'customers'>[] = [];
  const hasFirst = kept.some(({ definition }) => definition.first);
  for (const view of machine) {
    const known = [...kept, ...moved];
    const { query, first } = view.definition;
    const same = known.some(
      (other) =>
        other.viewId === view.viewId || (other.name === view.name && other.definition.query === query),
    );
    if (same) continue;
    moved.push({
      ...view,
      name: freeName(view.name, known),
      definition: { query, ...(first && !hasFirst && { first }) },
    });
  }
  return moved;
}

function freeName(name: string, known: readonly { name: string }[]): string {
  const taken = (candidate: string): boolean => known.some((other) => other.name === candidate);
  let free = name;
  for (let number = 2; taken(free); number++) free = `${name} ${number}`;
  return free;
}
