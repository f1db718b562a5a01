import { useMemo } from 'react';
import { newId } from '../../../data/new-id.ts';
import type { CustomerConditions, Sort } from '../../../data/types.ts';
import { useKeptViews } from '../../saved-views/index.ts';
import type { KeptView } from '../../saved-views/index.ts';
import { readView, writeQuery, type ListView } from './saved-views.ts';

export interface SavedViews {
  views: readonly ListView[];
  /** One's own view that the list opens with; undefined: everybody. */
  first: ListView | undefined;
  /** Keeps a filter under a name; a view that had the name is changed. */
  add: (name: string, conditions: CustomerConditions, sort: Sort | undefined) => void;
  rename: (id: string, name: string) => void;
  remove: (id: string) => void;
  /** Null: the list opens with everybody again. */
  openWith: (id: string | null) => void;
}

type Kept = KeptView<'customers'>;

/** One's own views of the list of customers, wherever one has kept them. */
export function useSavedViews(): SavedViews {
  const { views: kept, put, remove } = useKeptViews('customers');
  return useMemo(() => {
    const views = kept.map(readView);
    const named = (name: string): Kept | undefined => kept.find((view) => view.name === name);
    const inTurn = async (acts: readonly (() => Promise<boolean>)[]): Promise<void> => {
      for (const act of acts) if (!(await act())) return;
    };
    const add: SavedViews['add'] = (name, conditions, sort) => {
      const known = named(name);
      const definition = { ...known?.definition, query: writeQuery(conditions, sort) };
      void put({ viewId: known?.viewId ?? newId(), name, definition });
    };
    const rename: SavedViews['rename'] = (id, name) => {
      const view = kept.find(({ viewId }) => viewId === id);
      const other = named(name);
      if (view === undefined || other === view) return;
      void inTurn([...(other ? [() => remove(other)] : []), () => put({ ...view, name })]);
    };
    const openWith = (id: string | null): void => {
      const changed = kept.filter((view) => (view.definition.first === true) !== (view.viewId === id));
      void inTurn(
        changed.map((view) => () => {
          const { query } = view.definition;
          return put({ ...view, definition: view.viewId === id ? { query, first: true } : { query } });
        }),
      );
    };
    const first = kept.find(({ definition }) => definition.first);
    return {
      views,
      first: views.find(({ id }) => id === first?.viewId),
      add,
      rename,
      remove: (id) => {
        const view = kept.find(({ viewId }) => viewId === id);
        if (view) void remove(view);
      },
      openWith,
    };
  }, [kept, put, remove]);
}
