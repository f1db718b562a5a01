import fc from 'fast-check';
import type { BucketPage, Cursor, Operation, PullResponse } from '../../shared/sync/protocol.ts';
import type { PageBasis } from '../data/cache/schema.ts';

export const BUCKETS = ['A', 'B', 'C'];
export const at = (seq: number): Cursor => ({ seq: String(seq), op: '9', base: String(seq) });

/** A row of a page: which customer, in which bucket, and whether it leaves that. */
export interface Change {
  customer: number;
  bucket: string;
  deleted: boolean;
}

const anyChange = fc.record({
  customer: fc.nat(7),
  bucket: fc.constantFrom(...BUCKETS),
  deleted: fc.boolean(),
});

/** The changes of some pages of a few customers, who move between buckets. */
export const anyDownload = fc.array(fc.array(anyChange, { maxLength: 6 }), { minLength: 2, maxLength: 6 });

/** Pages as one download brings them: seqs rise, and a bucket is begun by the first page that has it. */
export function download(
  changes: readonly (readonly Change[])[],
): { basis: PageBasis; page: PullResponse }[] {
  const cursors: Record<string, Cursor> = {};
  let epoch: string | null = null;
  let seq = 0;
  return changes.map((own) => {
    const basis = { epoch, cursors: { ...cursors } };
    const ops = new Map<string, Operation[]>();
    for (const { customer, bucket, deleted } of own) {
      seq += 1;
      const op = ['customer', `K${customer}`, String(seq), '1', deleted];
      ops.set(bucket, [...(ops.get(bucket) ?? []), (deleted ? op : [...op, { at: seq }]) as Operation]);
    }
    const buckets = [...ops].map(([bucket, own]): BucketPage => {
      const from = cursors[bucket];
      cursors[bucket] = at(seq);
      return { bucket, reset: from === undefined, from: from ?? at(0), to: at(seq), more: true, ops: own };
    });
    epoch = 'e1';
    const page = {
      epoch,
      seq: String(seq),
      server_time: '',
      complete: false,
      bucket_set: BUCKETS,
      buckets,
      last_n: 0,
    };
    return { basis, page };
  });
}
