import { useNavigate } from 'react-router';
import type { Command } from '../../../ui/index.ts';
import { customersPath } from './list-query.ts';
import { SHIPPED_VIEWS } from './saved-views.ts';
import type { ListView } from './saved-views.ts';
import { useSavedViews } from './use-saved-views.ts';
import { viewTitle } from './view-title.ts';

const pathOfView = (view: ListView): string => customersPath(view.conditions, view.sort);

/** Where the list of customers opens from the menu: one's own choice of a view, else everybody. */
export function useHomeListPath(): string {
  const { first } = useSavedViews();
  return first === undefined ? '/customers' : pathOfView(first);
}

/** Every view, the shipped ones and one's own, as a command by its name. */
export function useViewCommands(): Command[] {
  const navigate = useNavigate();
  const { views } = useSavedViews();
  return [...views, ...SHIPPED_VIEWS].map((view: ListView): Command => ({
    id: `view:${view.id}`,
    group: 'view',
    title: (t) => viewTitle(view, t),
    run: () => void navigate(pathOfView(view)),
  }));
}
