import { describe, expect, it } from 'vitest';
import type { OutboxEntry, Workspace } from '../../data/types.ts';
import { problemsOf } from './draft-problems.ts';
import { mayEditAgain, maySendAgain, reasonKey } from './reasons.ts';
import { draftOf, sendDraft, takeTheirs } from './rewrite.ts';

const frame = {
  uid: '01890000-0000-7000-8000-000000000001',
  n: 1,
  id: 'i1',
  base_seq: null,
  occurred_at: '2026-11-20T15:31:00+08:00',
  clock_offset: 0,
  state: 'attention',
  customerCode: 'KH0000000001',
  customerName: '郑康子',
  attempts: 1,
} as const;
const note = (text: string): OutboxEntry<'interaction.add'> => ({
  ...frame,
  type: 'interaction.add',
  entity: 'interaction',
  args: {
    interactionId: 'i1',
    customerCode: 'KH0000000001',
    kind: 'CALL',
    purpose: '',
    outcome: '',
    note: text,
    happenedAt: '2026-11-20T15:31:00+08:00',
  },
});
const contact: OutboxEntry<'customer.contact.update'> = {
  ...frame,
  type: 'customer.contact.update',
  entity: 'customer',
  args: {
    changes: [
      { field: 'persons', from: [], to: [{ name: '孔女士', role: '', phone: '13377760386' }] },
      { field: 'remark', from: '旧', to: '我的' },
    ],
  },
  status: 'conflict',
  conflicts: [{ field: 'remark', from: '旧', mine: '我的', theirs: '他的' }],
};
const ask: OutboxEntry<'reassignment.ask'> = {
  ...frame,
  type: 'reassignment.ask',
  entity: 'reassignment',
  args: {
    requestId: 'r',
    direction: 'GIVE',
    customer: { customerCode: 'K' },
    community: 'C',
    reason: '理由',
  },
};
const decide = (decision: 'APPROVE' | 'REJECT'): OutboxEntry<'reassignment.decide'> => ({
  ...frame,
  type: 'reassignment.decide',
  entity: 'reassignment',
  args: { decision, comment: '' },
});

/** Remembers what it is told to do. */
function recorder(): { workspace: Workspace; done: unknown[] } {
  const done: unknown[] = [];
  const workspace = {
    rewrite: (uid: string, args: unknown) => Promise.resolve(done.push({ uid, args })),
    drop: (uid: string) => Promise.resolve(done.push({ dropped: uid })),
  } as unknown as Workspace;
  return { workspace, done };
}

describe('an edit once more', () => {
  it('is measured by the rules of the server before it is sent', () => {
    const long = { ...draftOf(note('好')), texts: { note: '好'.repeat(4001), purpose: '目'.repeat(201) } };
    expect(problemsOf(note('好'), long)).toEqual([
      { field: 'note', kind: 'tooLong', most: 4000, now: 4001 },
      { field: 'purpose', kind: 'tooLong', most: 200, now: 201 },
    ]);
    expect(problemsOf(note('好'), draftOf(note('好')))).toEqual([]);
    expect(problemsOf(note(''), draftOf(note(' ')))).toEqual([{ field: 'note', kind: 'required' }]);
    const noDay = { ...draftOf(note('好')), texts: { note: '好', nextOn: '2026-13-01' } };
    expect(problemsOf(note('好'), noDay)).toEqual([{ field: 'nextOn', kind: 'notADay' }]);
  });

  it('counts contact persons and measures each of them', () => {
    const draft = draftOf(contact);
    const person = { name: '孔', role: '', phone: '1' };
    const many = { ...draft, persons: Array.from({ length: 21 }, () => person) };
    expect(problemsOf(contact, many)).toEqual([{ field: 'persons', kind: 'tooMany', most: 20, now: 21 }]);
    const long = { ...draft, persons: [person, { ...person, phone: '1'.repeat(41) }] };
    expect(problemsOf(contact, long)).toEqual([{ field: 'persons', kind: 'tooLong', most: 40, now: 41 }]);
    expect(problemsOf(contact, { ...draft, texts: { remark: '备'.repeat(2001) } })).toEqual([
      { field: 'remark', kind: 'tooLong', most: 2000, now: 2001 },
    ]);
    expect(problemsOf(contact, { ...draft, texts: { remark: '' } })).toEqual([]);
  });

  it('asks for the reason of a request and for the comment of a refusal', () => {
    expect(problemsOf(ask, { ...draftOf(ask), texts: { reason: '  ' } })).toEqual([
      { field: 'reason', kind: 'required' },
    ]);
    expect(problemsOf(decide('REJECT'), draftOf(decide('REJECT')))).toEqual([
      { field: 'comment', kind: 'required' },
    ]);
    expect(problemsOf(decide('APPROVE'), draftOf(decide('APPROVE')))).toEqual([]);
  });

  it('loses the characters that no database holds, and says so', () => {
    const draft = draftOf(note('已报价\u0000，待回复'));
    expect(draft).toMatchObject({ texts: { note: '已报价，待回复' }, cleaned: true });
    expect(draftOf(note('反斜杠 \\n 与换行\n')).cleaned).toBe(false);
  });

  it('[C6] starts from what the server was seen to have, in fields at odds alone', async () => {
    const { workspace, done } = recorder();
    await sendDraft(workspace, contact, { ...draftOf(contact), texts: { remark: ' 两边都要 ' } });
    expect(done).toEqual([
      {
        uid: contact.uid,
        args: {
          changes: [contact.args.changes[0], { field: 'remark', from: '他的', to: '两边都要' }],
        },
      },
    ]);
  });

  it("[C6] taking the server's value gives up the contested field and sends the others again", async () => {
    const { workspace, done } = recorder();
    await takeTheirs(workspace, contact);
    expect(done).toEqual([{ uid: contact.uid, args: { changes: [contact.args.changes[0]] } }]);
    const alone = { ...contact, args: { changes: contact.args.changes.slice(1) } };
    const second = recorder();
    await takeTheirs(second.workspace, alone);
    expect(second.done).toEqual([{ dropped: contact.uid }]);
  });

  it('a request that was decided meanwhile can only be read and given up', () => {
    const late = { ...decide('APPROVE'), code: 'E_DECIDED' };
    expect([reasonKey(late), maySendAgain(late), mayEditAgain(late)]).toEqual(['E_DECIDED', false, false]);
    const invalid = { ...ask, code: 'E_INVALID' };
    expect([reasonKey(invalid), maySendAgain(invalid), mayEditAgain(invalid)]).toEqual([
      'invalidRequest',
      true,
      true,
    ]);
    const parked = { ...note('x'), code: 'E_PARKED' };
    expect([reasonKey(parked), maySendAgain(parked)]).toEqual(['E_PARKED', true]);
    const malformed = { ...note('x'), code: 'E_INVALID' };
    expect([maySendAgain(malformed), mayEditAgain(malformed)]).toEqual([false, true]);
  });
});
