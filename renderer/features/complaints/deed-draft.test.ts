import { describe, expect, it } from 'vitest';
import type { Workspace } from '../../data/types.ts';
import { actOfForm, deedDraftsOf, deedKey, deedOf, EMPTY_DEED } from './deed-draft.ts';

const solution = { ...EMPTY_DEED, text: ' 已换光猫 ' };

describe('what is begun about a complaint', () => {
  it('is kept by complaint and act', () => {
    const drafts = deedDraftsOf({} as Workspace);
    drafts.set(deedKey('C1', 'SOLVE'), solution);
    expect(drafts.get(deedKey('C1', 'SOLVE'))).toBe(solution);
    expect(drafts.get(deedKey('C1', 'NOTE'))).toBeUndefined();
    expect(drafts.get(deedKey('C2', 'SOLVE'))).toBeUndefined();
  });

  it('stays what it is when somebody takes or hands on the complaint', () => {
    for (const state of ['OPEN', 'IN_WORK'] as const) {
      expect(actOfForm('SOLVE', state, solution)).toBe('SOLVE');
      expect(actOfForm('NOTE', state, undefined)).toBe('NOTE');
      expect(actOfForm('HAND', state, undefined)).toBe('HAND');
    }
  });

  it('can be kept as a note once somebody has solved it, and asks for nothing where no words are begun', () => {
    expect(actOfForm('SOLVE', 'SOLVED', solution)).toBe('NOTE');
    expect(actOfForm('SOLVE', 'SOLVED', undefined)).toBeNull();
    expect(actOfForm('HAND', 'SOLVED', { ...EMPTY_DEED, to: '20109' })).toBeNull();
    expect(actOfForm('REOPEN', 'OPEN', { ...solution, dueOn: '2026-11-30' })).toBe('NOTE');
  });
});

describe('a form becomes a deed', () => {
  it('once it has what its act needs, and with nothing else of it', () => {
    const all = { text: ' 已换光猫 ', to: '20109', dueOn: '2026-11-30' };
    expect(deedOf('SOLVE', all)).toEqual({ act: 'SOLVE', text: '已换光猫' });
    expect(deedOf('NOTE', { ...all, text: '  ' })).toBeNull();
    expect(deedOf('CLOSE', EMPTY_DEED)).toEqual({ act: 'CLOSE' });
    expect(deedOf('HAND', all)).toEqual({ act: 'HAND', to: '20109' });
    expect(deedOf('HAND', { ...all, to: null })).toBeNull();
    expect(deedOf('REOPEN', all)).toEqual({ act: 'REOPEN', text: '已换光猫', dueOn: '2026-11-30' });
    expect(deedOf('REOPEN', { ...all, dueOn: null })).toBeNull();
  });
});
