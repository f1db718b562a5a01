import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CustomerContact, Interaction } from '../../../../shared/domain/rows.ts';
import { interactionArgs as interactionSchema } from '../../../../shared/sync/mutations.ts';
import { mergeFieldEdits } from '../../../../shared/sync/merge.ts';
import { setClockOffset } from '../../../ui/format/index.ts';
import { contactChanges, isAcceptable } from './contact-edit.ts';
import {
  draftOf,
  emptyDraft,
  interactionArgs,
  interactionChanges,
  isWorthSaving,
} from './interaction-draft.ts';

const contact: CustomerContact = {
  persons: [{ name: '孔女士', role: '决策者', phone: '13377760386' }],
  address: '五一中路 18 号',
  remark: '',
};

describe('editing contacts', () => {
  it('sends only the fields that changed, each with what was seen', () => {
    expect(contactChanges(contact, { ...contact, remark: ' 18:00 后方便 ' })).toEqual([
      { field: 'remark', from: '', to: '18:00 后方便' },
    ]);
    expect(contactChanges(contact, contact)).toEqual([]);
  });
  it('leaves out a person without name and phone', () => {
    const draft = { ...contact, persons: [...contact.persons, { name: ' ', role: '执行者', phone: '' }] };
    expect(contactChanges(contact, draft)).toEqual([]);
  });
  it('the server takes the edit and gets what was meant', () => {
    const draft = { ...contact, persons: [], address: '' };
    const { merged, conflicts } = mergeFieldEdits(contact, contactChanges(contact, draft));
    expect(conflicts).toEqual([]);
    expect(merged).toEqual(draft);
  });
  it('knows what the server would not take', () => {
    expect(isAcceptable(contactChanges(contact, { ...contact, remark: 'x'.repeat(2000) }))).toBe(true);
    expect(isAcceptable(contactChanges(contact, { ...contact, remark: 'x'.repeat(2001) }))).toBe(false);
    const crowd = Array.from({ length: 21 }, (_, i) => ({ name: `甲${i}`, role: '', phone: '' }));
    expect(isAcceptable(contactChanges(contact, { ...contact, persons: crowd }))).toBe(false);
  });
});

describe('a note', () => {
  const about = { interactionId: 'i1', customerCode: 'KH1' };
  const given = { ...about, happenedAt: '2026-11-20T09:12:00.000+08:00' };
  afterEach(() => {
    setClockOffset(0);
    vi.useRealTimers();
  });
  it('is worth saving once something was said', () => {
    expect(isWorthSaving({ ...emptyDraft(), purpose: '续约', note: '  ' })).toBe(false);
    expect(isWorthSaving({ ...emptyDraft(), note: '愿意续' })).toBe(true);
    expect(isWorthSaving({ ...emptyDraft(), nextOn: '2026-11-27' })).toBe(true);
  });
  it('becomes arguments that the server takes', () => {
    const draft = { ...emptyDraft('CALL'), note: ' 愿意续 ', nextOn: '2026-11-27' };
    const args = interactionArgs(draft, about, new Date(given.happenedAt));
    expect(args).toEqual({
      ...given,
      kind: 'CALL',
      purpose: '',
      outcome: '',
      note: '愿意续',
      nextOn: '2026-11-27',
    });
    expect(interactionSchema.safeParse(args).success).toBe(true);
  });
  it("[C10] happened by the server's clock, however this machine's is set", () => {
    vi.useFakeTimers({ now: new Date('2026-12-01T00:30:00+08:00') });
    setClockOffset(3_600_000);
    const { happenedAt } = interactionArgs({ ...emptyDraft(), note: '愿意续' }, about);
    expect(happenedAt).toBe('2026-11-30T23:30:00.000+08:00');
  });
  it('an edit takes emptied promises away', () => {
    const seen: Interaction = {
      ...given,
      kind: 'VISIT',
      purpose: '续约',
      outcome: '',
      note: '旧',
      nextStep: '送资料',
      nextOn: '2026-11-27',
      staffNo: '20109',
    };
    expect(interactionChanges(seen, draftOf(seen))).toEqual([]);
    const changes = interactionChanges(seen, { ...draftOf(seen), note: '新', nextStep: '', nextOn: null });
    expect(mergeFieldEdits(seen, changes).merged).toEqual({
      ...given,
      kind: 'VISIT',
      purpose: '续约',
      outcome: '',
      note: '新',
      staffNo: '20109',
    });
  });
});
