import { expect, it } from 'vitest';
import { draftHome } from './drafts.ts';
import type { Workspace } from './types.ts';

const person = (): Workspace => ({}) as Workspace;

it('keeps what is begun by what it is about, for the person who began it', () => {
  const draftsOf = draftHome<string>();
  const mine = person();
  draftsOf(mine).set('A', 'begun');
  expect(draftsOf(mine).get('A')).toBe('begun');
  expect(draftsOf(mine).get('B')).toBeUndefined();
  expect(draftsOf(person()).get('A')).toBeUndefined();
});

it('each kind of form has a home of its own', () => {
  const mine = person();
  draftHome<string>()(mine).set('A', 'begun');
  expect(draftHome<string>()(mine).get('A')).toBeUndefined();
});
