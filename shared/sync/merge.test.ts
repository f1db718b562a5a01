import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addHash, rowHash, subtractHash } from './checksum.ts';
import { mergeFieldEdits, sameContent } from './merge.ts';

describe('merging field edits', () => {
  const row = { note: 'a', outcome: 'x', nextOn: '2026-11-27' };

  it('applies where the writer saw what is there', () => {
    const { merged, changed, conflicts } = mergeFieldEdits(row, [{ field: 'note', from: 'a', to: 'b' }]);
    expect({ merged, changed, conflicts }).toEqual({
      merged: { ...row, note: 'b' },
      changed: true,
      conflicts: [],
    });
  });
  it('counts as applied what is there already', () => {
    expect(mergeFieldEdits(row, [{ field: 'note', from: 'z', to: 'a' }])).toEqual({
      merged: row,
      changed: false,
      conflicts: [],
    });
  });
  it('returns both values of a conflict and applies nothing beside it', () => {
    const { merged, conflicts } = mergeFieldEdits(row, [
      { field: 'outcome', from: 'x', to: 'y' },
      { field: 'note', from: 'old', to: 'mine' },
    ]);
    expect(merged).toEqual(row);
    expect(conflicts).toEqual([{ field: 'note', from: 'old', mine: 'mine', theirs: 'a' }]);
  });
  it('null takes a field away, and absent equals null', () => {
    expect(mergeFieldEdits(row, [{ field: 'nextOn', from: '2026-11-27', to: null }]).merged).toEqual({
      note: 'a',
      outcome: 'x',
    });
    expect(mergeFieldEdits(row, [{ field: 'nextStep', from: null, to: 'call' }]).merged).toEqual({
      ...row,
      nextStep: 'call',
    });
  });
  it('applying twice is applying once', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.jsonValue()),
        fc.jsonValue(),
        (start, to) => {
          const edits = [{ field: 'a', from: start['a'] ?? null, to }];
          const once = mergeFieldEdits(start, edits).merged;
          expect(sameContent(mergeFieldEdits(once, edits).merged, once)).toBe(true);
        },
      ),
    );
  });
});

describe('the checksum of a bucket', () => {
  it('does not depend on order, and what is added can be taken away', () => {
    const rows = Array.from({ length: 50 }, (_, i) => rowHash('customer', `KH${i}`, String(i)));
    const sum = rows.reduce(addHash, 0);
    expect([...rows].reverse().reduce(addHash, 0)).toBe(sum);
    expect(rows.reduce(subtractHash, sum)).toBe(0);
  });
});
