import { describe, expect, it } from 'vitest';
import type { Online, OnlineQuestion } from '../../data/online.ts';
import { TransportError } from '../../sync/transport-error.ts';
import { PeriodStore } from './period-store.ts';

const period = {
  month: '2026-11',
  state: 'OPEN',
  first_day: '2026-11-09',
  last_day: '2026-12-03',
  closes_in: 1000,
  closed: null,
  new_customers: 0,
  in_community: 0,
  in_pool: 0,
  centres: [],
  newest_sheet: null,
  batches: 0,
  server_time: '2026-11-21T10:42:00+08:00',
};

/** A server that answers, or not, as `reach` says. */
function server(reach: { online: boolean; asked: number }): Online {
  return {
    ask: <T>({ path, answer }: OnlineQuestion<T>) => {
      reach.asked += 1;
      if (!reach.online) return Promise.reject(new TransportError('offline', 'ECONNREFUSED'));
      return Promise.resolve(answer!.parse(path.endsWith('/customers') ? { customers: [] } : period));
    },
  };
}

describe('a month that was read', () => {
  it('stays when the server cannot be reached any more, beside the trouble', async () => {
    const reach = { online: true, asked: 0 };
    const store = new PeriodStore(server(reach), '2026-11');
    await store.load();
    const read = store.get().data;
    expect(read?.period.month).toBe('2026-11');
    reach.online = false;
    await store.load();
    expect(store.get().data).toBe(read);
    expect(store.get().problem).toBeInstanceOf(TransportError);
    reach.online = true;
    await store.load();
    expect(store.get().problem).toBeNull();
  });

  it('is asked for once at a time, and after an act once more', async () => {
    const reach = { online: true, asked: 0 };
    const store = new PeriodStore(server(reach), '2026-11');
    await Promise.all([store.load(), store.load()]);
    expect(reach.asked).toBe(2);
    await Promise.all([store.load(), store.loadAnew()]);
    expect(reach.asked).toBe(6);
  });
});
