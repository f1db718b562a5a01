import { useMemo } from 'react';
import { v7 } from 'uuid';
import type { CustomerConditions, Sort } from '../../../data/types.ts';
import { usePersonalSetting } from '../personal-setting.ts';
import {
  addView,
  readSavedViews,
  removeView,
  renameView,
  writeSavedViews,
  type ListView,
} from './saved-views.ts';

export interface SavedViews {
  views: readonly ListView[];
  add: (name: string, conditions: CustomerConditions, sort: Sort | undefined) => void;
  rename: (id: string, name: string) => void;
  remove: (id: string) => void;
}

/** One's own views, kept on this machine. */
export function useSavedViews(): SavedViews {
  const [views, setViews] = usePersonalSetting('customers.views', readSavedViews, writeSavedViews);
  return useMemo(
    () => ({
      views,
      add: (name, conditions, sort) => setViews(addView(views, { id: v7(), name, conditions, sort })),
      rename: (id, name) => setViews(renameView(views, id, name)),
      remove: (id) => setViews(removeView(views, id)),
    }),
    [views, setViews],
  );
}
