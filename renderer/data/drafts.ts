import type { Workspace } from './types.ts';

/** What a person has begun to write in one form, by what it is about. */
export type Drafts<Draft> = Map<string, Draft>;

/**
 * A home for what is begun in a form: it outlives the form, whatever closes that, until it is saved or thrown away, and
 * goes with the workspace of the person. One home per kind of form.
 */
export function draftHome<Draft>(): (workspace: Workspace) => Drafts<Draft> {
  const homes = new WeakMap<Workspace, Drafts<Draft>>();
  return (workspace) => {
    const known = homes.get(workspace) ?? new Map<string, Draft>();
    homes.set(workspace, known);
    return known;
  };
}
