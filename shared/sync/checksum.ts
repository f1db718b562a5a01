import { fnv1a32 } from '../lib/fnv.ts';

/** What one row adds to the `h` of its bucket; sums are taken mod 2^32. Sample text: `customer|KH0000000001|17`. */
export const rowHash = (entity: string, id: string, seq: string): number => fnv1a32(`${entity}|${id}|${seq}`);

export const addHash = (sum: number, hash: number): number => (sum + hash) >>> 0;
export const subtractHash = (sum: number, hash: number): number => (sum - hash) >>> 0;
