import type { CallResult } from '../../../shared/domain/calls.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import { keptWith } from '../../../shared/lib/kept-with.ts';
import { createStore } from '../../data/store.ts';
import type { WritableStore } from '../../data/store.ts';
import type { Workspace } from '../../data/types.ts';

/** What has been entered of one call and is not saved yet. */
export interface CallDraft {
  result: CallResult | null;
  nextOn: Day | null;
  note: string;
  /** When the number was asked for; null while it is masked. */
  calledAt: Date | null;
}

export const EMPTY_DRAFT: CallDraft = { result: null, nextOn: null, note: '', calledAt: null };

/** A call that was saved while this list stood open. */
export interface SavedCall {
  interactionId: string;
  customerCode: string;
  draft: CallDraft;
}

/** Where somebody stands in a list; going elsewhere and back loses nothing of it. */
export interface CallSessionState {
  current: string | null;
  drafts: ReadonlyMap<string, CallDraft>;
  /** In the order in which they were saved. */
  saved: readonly SavedCall[];
}

const sessionsOf = keptWith((_: Workspace) => new Map<string, WritableStore<CallSessionState>>());

export function callSessionOf(workspace: Workspace, listId: string): WritableStore<CallSessionState> {
  const ofPerson = sessionsOf(workspace);
  const session =
    ofPerson.get(listId) ?? createStore<CallSessionState>({ current: null, drafts: new Map(), saved: [] });
  ofPerson.set(listId, session);
  return session;
}

export const draftOf = ({ drafts }: CallSessionState, customerCode: string): CallDraft =>
  drafts.get(customerCode) ?? EMPTY_DRAFT;

export const withDraft = (
  state: CallSessionState,
  customerCode: string,
  change: Partial<CallDraft>,
): CallSessionState => ({
  ...state,
  drafts: new Map(state.drafts).set(customerCode, { ...draftOf(state, customerCode), ...change }),
});

/** Pressed once more, what was chosen is taken away. */
export const toggled = <T>(now: T | null, chosen: T): T | null => (now === chosen ? null : chosen);

/** Goes on to `next`, unless somebody has gone elsewhere while the call was being saved. */
export function afterSaving(state: CallSessionState, call: SavedCall, next: string | null): CallSessionState {
  const drafts = new Map(state.drafts);
  drafts.delete(call.customerCode);
  const stayed = state.current === null || state.current === call.customerCode;
  return {
    current: stayed ? (next ?? call.customerCode) : state.current,
    drafts,
    saved: [...state.saved, call],
  };
}

/** Back at the customer of the last call, with what had been entered, so that only what was wrong is entered anew. */
export function afterUndo(state: CallSessionState): CallSessionState {
  const last = state.saved.at(-1);
  if (last === undefined) return state;
  return {
    current: last.customerCode,
    drafts: new Map(state.drafts).set(last.customerCode, last.draft),
    saved: state.saved.slice(0, -1),
  };
}

/**
 * Who comes after `from` in the order of the list: the next one to be called, and behind the last the first again; null
 * where there is nobody else.
 */
export function nextToCall(
  codes: readonly string[],
  from: string,
  isNext: (code: string) => boolean,
): string | null {
  const at = codes.indexOf(from);
  const round = [...codes.slice(at + 1), ...codes.slice(0, Math.max(0, at))];
  return round.find(isNext) ?? null;
}
