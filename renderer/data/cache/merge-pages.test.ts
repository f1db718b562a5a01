import { describe, expect, it } from 'vitest';
import type { BucketPage, Cursor } from '../../../shared/sync/protocol.ts';
import type { ArrivedPage } from './arrivals.ts';
import { goesOn } from './merge-pages.ts';

const at = (seq: number): Cursor => ({ seq: String(seq), op: '9', base: String(seq) });
const bucket = (name: string, reset = false): BucketPage => ({
  bucket: name,
  reset,
  from: at(0),
  to: at(1),
  more: true,
  ops: [],
});
const arrived = (buckets: BucketPage[], epoch = 'e1', asked: string | null = 'e1'): ArrivedPage => ({
  basis: { epoch: asked, cursors: {} },
  page: { epoch, seq: '1', server_time: '', complete: false, bucket_set: [], buckets, last_n: 0 },
});

describe('pages that are stored as one', () => {
  const first = arrived([bucket('A', true), bucket('B', true)]);

  it('[C1] go on where the one before ended, and may begin a bucket that was not begun yet', () => {
    expect(goesOn(first, arrived([bucket('B')]))).toBe(true);
    expect(goesOn(first, arrived([bucket('B'), bucket('C', true)]))).toBe(true);
  });

  it('[C1] do not begin a bucket of the one before anew, and are of one epoch', () => {
    expect(goesOn(first, arrived([bucket('B', true)]))).toBe(false);
    expect(goesOn(first, arrived([bucket('B')], 'e2'))).toBe(false);
    expect(goesOn(first, arrived([bucket('B')], 'e1', 'e0'))).toBe(false);
  });

  it('[C12] may be of groups that are read side by side', () => {
    expect(goesOn(first, arrived([bucket('C', true)]))).toBe(true);
    expect(goesOn(first, arrived([bucket('C'), bucket('D', true)]))).toBe(true);
  });

  it('[C12] units and rights are stored without the customers that follow them, and with what is new of everything', () => {
    const own = arrived([bucket('ref', true), bucket('staff:s1', true)]);
    expect(goesOn(own, arrived([bucket('C', true)]))).toBe(false);
    expect(goesOn(own, arrived([bucket('ref'), bucket('staff:s1'), bucket('C')]))).toBe(true);
  });
});
