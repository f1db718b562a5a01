import { useState } from 'react';
import type { Drafts } from '../data/drafts.ts';
import type { Workspace } from '../data/types.ts';
import { useWorkspace } from './react.tsx';

export interface HeldDraft<Draft> {
  draft: Draft;
  change: (change: Partial<Draft>) => void;
  /** Once it is saved or thrown away; what stays open goes on with `next`. */
  forget: (next?: Draft) => void;
}

/**
 * What stands in a form and is there again when the form is opened anew.
 * @param key what it is about; a form for another key is another form
 * @param first what the form begins with where nothing is begun
 */
export function useDraft<Draft extends object>(
  draftsOf: (workspace: Workspace) => Drafts<Draft>,
  key: string,
  first: () => Draft,
): HeldDraft<Draft> {
  const drafts = draftsOf(useWorkspace());
  const [draft, setDraft] = useState(() => drafts.get(key) ?? first());
  return {
    draft,
    change: (change) => {
      // On top of what was changed last, also where that has not been drawn yet.
      const next = { ...(drafts.get(key) ?? draft), ...change };
      drafts.set(key, next);
      setDraft(next);
    },
    forget: (next) => {
      drafts.delete(key);
      if (next !== undefined) setDraft(next);
    },
  };
}
