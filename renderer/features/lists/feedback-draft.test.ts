import { expect, it } from 'vitest';
import { mergeFieldEdits } from '../../../shared/sync/merge.ts';
import { asWritten, begunFrom } from './feedback-draft.ts';
import { feedbackEdits } from './feedback-edits.ts';

const known = { note: '等答复', reason: 'FAULT', promisedOn: '2026-11-30' } as const;

it('a form begins with what is known, and says it again unchanged', () => {
  expect(asWritten(begunFrom(known))).toEqual(known);
  expect(asWritten(begunFrom(undefined))).toEqual({ note: '' });
  expect(asWritten({ ...begunFrom(known), reason: null, note: ' 已关 ', promisedOn: null })).toEqual({
    note: '已关',
  });
});

it('what a colleague wrote while it lay begun is neither taken back nor written over', () => {
  const begun = { ...begunFrom(undefined), note: '门面已关' };
  const edits = feedbackEdits(begun.seen, asWritten(begun));
  const reasonOnly = { reason: 'FAULT', note: '', promisedOn: '2026-11-30' };
  expect(mergeFieldEdits(reasonOnly, edits)).toMatchObject({
    merged: { ...reasonOnly, note: '门面已关' },
    conflicts: [],
  });
  expect(mergeFieldEdits({ ...reasonOnly, note: '等答复' }, edits).conflicts).toHaveLength(1);
});
