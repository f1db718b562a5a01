import { keptWith } from '../../shared/lib/kept-with.ts';
import type { Workspace } from './types.ts';

/** What a person has begun to write in one form, by what it is about. */
export type Drafts<Draft> = Map<string, Draft>;

/**
 * A home for what is begun in a form: it outlives the form, whatever closes that, until it is saved or thrown away, and
 * goes with the workspace of the person. One home per kind of form.
 */
export const draftHome = <Draft>(): ((workspace: Workspace) => Drafts<Draft>) =>
  keptWith(() => new Map<string, Draft>());
