import { useMemo } from 'react';
import { newId } from '../../../data/new-id.ts';
import type { CustomerConditions, Sort } from '../../../data/types.ts';
import { usePersonalSetting } from '../personal-setting.ts';
import {
  addView,
  defaultViewOf,
  readDefaultView,
  readSavedViews,
  removeView,
  renameView,
  writeSavedViews,
  type ListView,
} from './saved-views.ts';

export interface SavedViews {
  views: readonly ListView[];
  /** One's own view that the list opens with; undefined: everybody. */
  first: ListView | undefined;
  add: (name: string, conditions: CustomerConditions, sort: Sort | undefined) => void;
  rename: (id: string, name: string) => void;
  remove: (id: string) => void;
  /** Null: the list opens with everybody again. */
  openWith: (id: string | null) => void;
}

const asStored = (id: string | null): unknown => id;

/** One's own views, kept on this machine. */
export function useSavedViews(): SavedViews {
  const [views, setViews] = usePersonalSetting('customers.views', readSavedViews, writeSavedViews);
  const [firstId, openWith] = usePersonalSetting('customers.firstView', readDefaultView, asStored);
  return useMemo(
    () => ({
      views,
      first: defaultViewOf(views, firstId),
      add: (name, conditions, sort) => setViews(addView(views, { id: newId(), name, conditions, sort })),
      rename: (id, name) => setViews(renameView(views, id, name)),
      remove: (id) => setViews(removeView(views, id)),
      openWith,
    }),
    [views, setViews, firstId, openWith],
  );
}
