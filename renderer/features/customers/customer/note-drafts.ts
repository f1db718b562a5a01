import { draftHome } from '../../../data/drafts.ts';
import type { InteractionDraft } from './interaction-draft.ts';

/** What somebody has begun to write, per customer: going to the next customer and back must not lose it. */
export const noteDraftsOf = draftHome<InteractionDraft>();
