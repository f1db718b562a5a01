import type { Workspace } from '../../../data/types.ts';
import type { InteractionDraft } from './interaction-draft.ts';

const drafts = new WeakMap<Workspace, Map<string, InteractionDraft>>();

/** What somebody has begun to write, per customer: going to the next customer and back must not lose it. */
export function noteDraftsOf(workspace: Workspace): Map<string, InteractionDraft> {
  let known = drafts.get(workspace);
  if (!known) {
    known = new Map();
    drafts.set(workspace, known);
  }
  return known;
}
