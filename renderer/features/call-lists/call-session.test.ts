import { expect, it } from 'vitest';
import { afterSaving, EMPTY_DRAFT } from './call-session.ts';
import type { CallSessionState } from './call-session.ts';

const call = { interactionId: 'i', customerCode: 'A', draft: EMPTY_DRAFT };
const at = (current: string | null): CallSessionState => ({
  current,
  drafts: new Map([['A', { ...EMPTY_DRAFT, note: 'said' }]]),
  saved: [],
});

it('goes on to the next customer when a call is saved, and stays with the last', () => {
  expect(afterSaving(at('A'), call, 'B')).toEqual({ current: 'B', drafts: new Map(), saved: [call] });
  expect(afterSaving(at(null), call, 'B').current).toBe('B');
  expect(afterSaving(at('A'), call, null).current).toBe('A');
});

it('leaves somebody where he has gone while the call was being saved', () => {
  expect(afterSaving(at('C'), call, 'B').current).toBe('C');
});
