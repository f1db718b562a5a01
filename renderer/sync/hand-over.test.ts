import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RemainingEdit } from '../../shared/api/devices.ts';
import type { Online } from '../data/online.ts';
import type { OutboxEntry } from '../data/types.ts';
import { inRequests, leaveRemains } from './hand-over.ts';
import { TransportError } from './transport-error.ts';

const entry = (n: number, state: OutboxEntry['state'] = 'attention'): OutboxEntry =>
  ({
    uid: `edit-${n}`,
    type: 'interaction.add',
    id: String(n),
    args: { note: `上门 ${n}` },
    occurred_at: '2026-11-20T09:00:00+08:00',
    customerCode: 'KH0000000001',
    state,
    code: 'E_SCOPE',
  }) as unknown as OutboxEntry;

it('loses none of the edits, sends none twice, and keeps each request within its bounds', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { maxLength: 80 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 400 }),
      (notes, most, bytes) => {
        const edits = notes.map((note, n): RemainingEdit => ({ uid: String(n), note }));
        const requests = inRequests(edits, { edits: most, bytes });
        expect(requests.flat()).toEqual(edits);
        for (const request of requests) {
          expect(request.length).toBeLessThanOrEqual(most);
          const size = new TextEncoder().encode(JSON.stringify(request)).length - 1;
          if (request.length > 1) expect(size).toBeLessThanOrEqual(bytes);
        }
      },
    ),
  );
});

it('leaves 1,300 refused edits in three requests; cut off in the middle, all of them come at the next try', async () => {
  const entries = [entry(-1, 'acknowledged'), ...Array.from({ length: 1_300 }, (_, n) => entry(n))];
  const kept = new Set<string>();
  let asked = 0;
  const online: Online = {
    ask: ({ body }) => {
      asked += 1;
      if (asked === 2) return Promise.reject(new TransportError('offline', 'the line is cut'));
      for (const { uid } of (body as { edits: RemainingEdit[] }).edits) kept.add(uid);
      return Promise.resolve(undefined as never);
    },
  };
  await expect(leaveRemains(online, entries)).rejects.toThrow('the line is cut');
  expect(kept.size).toBe(500);
  await leaveRemains(online, entries);
  expect(asked).toBe(5);
  expect([...kept]).toEqual(Array.from({ length: 1_300 }, (_, n) => `edit-${n}`));
});
