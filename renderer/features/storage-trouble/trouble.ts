import type { StorageTrouble, SyncStatus } from '../../data/types.ts';

const OF_STORAGE: readonly string[] = [
  'storageFull',
  'storageLost',
  'newerSchema',
  'blocked',
  'superseded',
] satisfies StorageTrouble[];

/** What is wrong with this machine's storage (SPEC C9); null where only the account or the server is at fault. */
export const storageTroubleOf = ({ trouble }: Pick<SyncStatus, 'trouble'>): StorageTrouble | null =>
  trouble !== null && OF_STORAGE.includes(trouble) ? (trouble as StorageTrouble) : null;
