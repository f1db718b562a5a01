import { z } from 'zod';
import type { CustomerConditions, Sort } from '../../../data/types.ts';
import { readListQuery, sameConditions, withoutConditions, writeListQuery } from './list-query.ts';

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
export type ShippedViewId = (typeof SHIPPED_VIEWS)[number]['id'];

/** What choosing a view asks for: its own unit or else the one that is open. */
export function conditionsOfView(view: ListView, openUnit: string | undefined): CustomerConditions {
  const unitCode = view.conditions.unitCode ?? openUnit;
  return unitCode === undefined ? { ...view.conditions } : { ...view.conditions, unitCode };
}

/** The view that the list shows at the moment, if its filter is exactly that of one. */
export function activeView(views: readonly ListView[], shown: CustomerConditions): ListView | undefined {
  return views.find((view) => sameConditions(conditionsOfView(view, shown.unitCode), shown));
}

const savedView = z.object({ id: z.string().min(1), name: z.string().min(1), query: z.string() });

/**
 * A person's own views as the settings of this machine keep them: the filter in the form of an address, which
 * reads old and damaged entries safely. Anything that is not a view is left out.
 */
export function readSavedViews(stored: unknown): ListView[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((entry) => {
    const parsed = savedView.safeParse(entry);
    if (!parsed.success) return [];
    const { conditions, sort } = readListQuery(new URLSearchParams(parsed.data.query));
    return [{ id: parsed.data.id, name: parsed.data.name, conditions, ...(sort && { sort }) }];
  });
}

export const writeSavedViews = (views: readonly ListView[]): unknown =>
  views.map(({ id, name, conditions, sort }) => ({
    id,
    name,
    query: writeListQuery({ conditions, sort }).toString(),
  }));

export function addView(
  views: readonly ListView[],
  view: { id: string; name: string; conditions: CustomerConditions; sort: Sort | undefined },
): ListView[] {
  const { sort, ...rest } = view;
  const added = { ...rest, name: view.name.trim(), ...(sort && { sort }) };
  return [...views.filter((other) => other.name !== added.name), added];
}

export const renameView = (views: readonly ListView[], id: string, name: string): ListView[] =>
  views
    .filter((view) => view.id === id || view.name !== name.trim())
    .map((view) => (view.id === id ? { ...view, name: name.trim() } : view));

export const removeView = (views: readonly ListView[], id: string): ListView[] =>
  views.filter((view) => view.id !== id);

export const readDefaultView = (stored: unknown): string | null =>
  typeof stored === 'string' ? stored : null;

/** One's own view that the list opens with; one that was deleted is nobody's choice any more. */
export const defaultViewOf = (views: readonly ListView[], id: string | null): ListView | undefined =>
  views.find((view) => view.id === id);

/** What a view restricts apart from the unit; empty for the view of everything. */
export const restricts = (conditions: CustomerConditions): boolean =>
  !sameConditions(withoutConditions(conditions, ['unitCode']), {});
