import { randomBytes } from 'node:crypto';
import { WorkSeal } from '../data/seal/work-seal.ts';

/** A seal with a key of its own. */
export const newSeal = (id = 'key-1'): WorkSeal =>
  new WorkSeal({ current: { id, bytes: new Uint8Array(randomBytes(32)) }, others: [] });
