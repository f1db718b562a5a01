import { describe, expect, it } from 'vitest';
import type { CustomerIndex, Workspace } from '../../../data/types.ts';
import { listSessionOf, neighboursOf } from './list-session.ts';

const codes = ['A', 'B', 'C', 'D'];
const index = {
  codeAt: (position: number) => codes[position]!,
  positionOf: (code: string) => (codes.includes(code) ? codes.indexOf(code) : undefined),
} as Pick<CustomerIndex, 'codeAt' | 'positionOf'>;

describe('the list that a customer was opened from', () => {
  it('belongs to one workspace, and remembers the place of the list that was scrolled', () => {
    const mine = {} as Workspace;
    const list = { conditions: {}, sort: undefined, title: '全部', path: '/customers' };
    listSessionOf(mine).show(list);
    listSessionOf(mine).scrolledTo(320);
    listSessionOf(mine).show({ ...list });
    expect(listSessionOf(mine).scrollTopOf('/customers')).toBe(320);
    expect(listSessionOf({} as Workspace).scrollTopOf('/customers')).toBe(0);
    expect(listSessionOf(mine).scrollTopOf('/customers?status=LIVE')).toBe(0);
    listSessionOf(mine).show({ ...list, path: '/customers?status=LIVE' });
    expect(listSessionOf(mine).scrollTopOf('/customers?status=LIVE')).toBe(0);
  });
  it('remembers where one customer stood', () => {
    const session = listSessionOf({} as Workspace);
    session.stoodAt('A', 7);
    expect([session.lastRankOf('A'), session.lastRankOf('B')]).toEqual([7, null]);
  });
  it('says the place and who is beside', () => {
    expect(neighboursOf(index, Uint32Array.of(3, 0, 1), 'A', null)).toEqual({
      rank: 2,
      total: 3,
      previous: 'D',
      next: 'B',
    });
    expect(neighboursOf(index, Uint32Array.of(3, 0), 'D', null)).toMatchObject({ previous: null, next: 'A' });
  });
  it('a customer that left the list keeps its neighbours', () => {
    expect(neighboursOf(index, Uint32Array.of(3, 1), 'A', 2)).toEqual({
      rank: null,
      total: 2,
      previous: 'D',
      next: 'B',
    });
    expect(neighboursOf(index, Uint32Array.of(3, 1), 'gone', null)).toMatchObject({
      previous: null,
      next: null,
    });
  });
});
