import type { StorageTrouble } from './types.ts';

const TROUBLE_OF_NAME: Readonly<Record<string, StorageTrouble>> = {
  QuotaExceededError: 'storageFull',
  VersionError: 'newerSchema',
  DatabaseClosedError: 'storageLost',
  InvalidStateError: 'storageLost',
  NotFoundError: 'storageLost',
  OpenFailedError: 'storageLost',
  UnknownError: 'storageLost',
  DataError: 'storageLost',
  MissingAPIError: 'storageLost',
};

/**
 * What a failure of IndexedDB means to a person (SPEC C9); null for a failure of another kind. Dexie wraps the
 * browser's error, and an aborted transaction hides why it was aborted: the innermost known name counts.
 */
export function storageTrouble(error: unknown): StorageTrouble | null {
  let found: StorageTrouble | null = null;
  for (let current = error; isNamed(current); current = current.inner ?? current.cause) {
    found = TROUBLE_OF_NAME[current.name] ?? found;
    if (current.name === 'QuotaExceededError') return 'storageFull';
  }
  return found;
}

const isNamed = (value: unknown): value is { name: string; inner?: unknown; cause?: unknown } =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';
