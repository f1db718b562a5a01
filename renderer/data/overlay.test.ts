import { describe, expect, it } from 'vitest';
import type { InteractionArgs } from '../../shared/sync/mutations.ts';
import type { OutboxEntry, OutboxState } from './types.ts';
import type { ServerRows } from './overlay.ts';
import { sampleCustomer } from '../test-support/sample-rows.ts';
import { overlayCustomer, overlayIndex } from './overlay.ts';

const { customer, ledger, balance } = sampleCustomer(1);
const note = (interactionId: string, happenedAt: string, nextOn?: string): InteractionArgs => ({
  interactionId,
  customerCode: customer.customerCode,
  kind: 'VISIT',
  purpose: '回访',
  outcome: '',
  note: interactionId,
  happenedAt,
  ...(nextOn === undefined ? {} : { nextOn }),
});
const rows: ServerRows = {
  customer,
  ledger,
  balance,
  interactions: [{ ...note('known', '2026-11-10T09:00:00+08:00', '2026-11-25'), staffNo: 'S9' }],
};

let made = 0;
const entry = (
  type: OutboxEntry['type'],
  id: string,
  args: OutboxEntry['args'],
  state: OutboxState = 'waiting',
): OutboxEntry => ({
  uid: `u${++made}`,
  n: made,
  type,
  entity: type.startsWith('interaction') ? 'interaction' : 'customer',
  id,
  args,
  base_seq: null,
  occurred_at: '',
  clock_offset: 0,
  state,
  customerCode: customer.customerCode,
  customerName: customer.name,
  attempts: 0,
});
const laid = (...entries: OutboxEntry[]) => overlayCustomer(rows, entries, 'ME');

describe('[C4] edits laid over what the server has', () => {
  it('nothing waiting shows the rows as they are', () => {
    expect(laid()).toEqual({
      customer,
      ledger,
      balance,
      interactions: [{ ...rows.interactions[0], waiting: false, attention: false }],
    });
  });

  it('a new note stands first, by me, and says that it waits', () => {
    const added = laid(entry('interaction.add', 'new', note('new', '2026-11-20T09:00:00+08:00')));
    expect(added.interactions).toMatchObject([
      { interactionId: 'new', staffNo: 'ME', waiting: true, attention: false },
      { interactionId: 'known', waiting: false },
    ]);
  });

  it('a note that the server has sent meanwhile is there once, as the server has it', () => {
    const args = note('known', '2026-11-10T09:00:00+08:00');
    const { interactions } = laid(entry('interaction.add', 'known', args, 'acknowledged'));
    expect(interactions).toMatchObject([{ interactionId: 'known', staffNo: 'S9', waiting: false }]);
  });

  it('changes of a waiting note and of a known one both show, null taking a field away', () => {
    const { interactions } = laid(
      entry('interaction.add', 'new', note('new', '2026-11-20T09:00:00+08:00')),
      entry('interaction.update', 'new', { changes: [{ field: 'note', from: 'new', to: 'newer' }] }),
      entry(
        'interaction.update',
        'known',
        { changes: [{ field: 'nextOn', from: '2026-11-25', to: null }] },
        'attention',
      ),
    );
    expect(interactions).toMatchObject([
      { note: 'newer', waiting: true },
      { attention: true, waiting: false },
    ]);
    expect(interactions[1]).not.toHaveProperty('nextOn');
  });

  it('contact edits follow one another, and other customers keep theirs', () => {
    const edit = (address: string, id = customer.customerCode): OutboxEntry =>
      entry('customer.contact.update', id, { changes: [{ field: 'address', from: '', to: address }] });
    expect(laid(edit('first'), edit('second')).customer.contact.address).toBe('second');
    expect(laid(edit('elsewhere', 'KH9')).customer).toBe(customer);
    expect(rows.customer.contact.address).toBe('');
  });

  it('the list shows the newest contact and its next date', () => {
    const known = {
      interactionId: 'known',
      happenedAt: Date.parse('2026-11-10T09:00:00+08:00'),
      nextOn: '2026-11-25',
    };
    const of = (...entries: OutboxEntry[]) => overlayIndex(entries, () => known).get(customer.customerCode);
    expect(
      of(entry('interaction.add', 'old', note('old', '2026-11-01T09:00:00+08:00', '2026-12-01'))),
    ).toBeUndefined();
    expect(
      of(entry('interaction.add', 'new', note('new', '2026-11-20T09:00:00+08:00', '2026-12-01'))),
    ).toMatchObject({
      nextOn: '2026-12-01',
    });
    const later = entry('interaction.update', 'known', {
      changes: [{ field: 'nextOn', from: null, to: '2026-12-24' }],
    });
    expect(of(later)).toMatchObject({ happenedAt: known.happenedAt, nextOn: '2026-12-24' });
    expect(
      of(entry('interaction.update', 'other', { changes: [{ field: 'nextOn', from: null, to: null }] })),
    ).toBeUndefined();
  });
});
