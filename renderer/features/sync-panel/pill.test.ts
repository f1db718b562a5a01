import { describe, expect, it } from 'vitest';
import type { SyncStatus } from '../../data/types.ts';
import { percentOf, pillOf } from './pill.ts';

const status: SyncStatus = {
  state: 'idle',
  offlineSince: null,
  progress: null,
  paused: false,
  everComplete: true,
  verifiedAt: '2026-11-20T14:32:00+08:00',
  verifiedBuckets: 3,
  verifiedRows: 3255,
  nextTryAt: null,
  trouble: null,
  attempts: [],
};
const progress = { rows: 62, expectedRows: 100, bytes: 1, expectedBytes: 2, startedAt: '', buckets: [] };
const none = { waiting: 0, attention: 0 };

describe('pillOf', () => {
  it('says when this machine was last identical with the server', () => {
    expect(pillOf(status, { waiting: 2, attention: 0 }, false)).toEqual({
      kind: 'verified',
      at: status.verifiedAt,
      waiting: 2,
    });
  });

  it('stays calm offline and carries what waits and what needs attention', () => {
    const counts = { waiting: 5, attention: 1 };
    expect(pillOf({ ...status, state: 'offline' }, counts, false)).toEqual({ kind: 'offline', ...counts });
  });

  it('puts what needs a person before a running download', () => {
    expect(pillOf({ ...status, progress }, { waiting: 0, attention: 1 }, false)).toEqual({
      kind: 'attention',
      count: 1,
    });
    expect(pillOf({ ...status, progress }, none, false)).toEqual({ kind: 'running', percent: 62 });
  });

  it('does not spin for a pull that brings nothing', () => {
    expect(pillOf({ ...status, state: 'running' }, none, false).kind).toBe('verified');
    expect(pillOf({ ...status, state: 'running', verifiedAt: null }, none, false)).toEqual({
      kind: 'running',
      percent: null,
    });
  });

  it('names an expired sign-in and trouble with the storage', () => {
    expect(pillOf(status, none, true).kind).toBe('signInExpired');
    expect(pillOf({ ...status, trouble: 'storageFull' }, none, true)).toEqual({
      kind: 'trouble',
      trouble: 'storageFull',
    });
  });

  it('never says 100 % before it is whole', () => {
    expect(percentOf({ rows: 120, expectedRows: 100 })).toBe(99);
    expect(percentOf({ rows: 1, expectedRows: null })).toBeNull();
  });
});
