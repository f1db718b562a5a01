import { describe, expect, it } from 'vitest';
import type { SavedView } from '../../../shared/domain/rows.ts';
import type { MutationArgs } from '../../../shared/sync/mutations.ts';
import type { OutboxEntry } from '../../data/types.ts';
import { keptViews, viewEdits } from './kept-views.ts';

const row = (change: Partial<SavedView> = {}): SavedView => ({
  viewId: '1',
  kind: 'customers',
  name: '续约',
  definition: { query: 'ends-within=90' },
  ...change,
});
const entry = <T extends 'savedView.put' | 'savedView.remove'>(
  type: T,
  id: string,
  args: MutationArgs[T],
): OutboxEntry => ({
  uid: `u${id}`,
  n: 1,
  type,
  entity: 'savedView',
  id,
  args,
  base_seq: null,
  occurred_at: '2026-11-21T09:00:00+08:00',
  clock_offset: 0,
  state: 'waiting',
  customerCode: '',
  customerName: '欠费',
  attempts: 0,
});
const view = { viewId: '2', name: '欠费', definition: { query: 'arrears-months=1' } };

describe('[C4] kept views with what waits laid over them', () => {
  it('show one that was kept here before the server knows it, renamed and removed as written', () => {
    const made = entry('savedView.put', '2', { kind: 'customers', changes: viewEdits(undefined, view) });
    expect(keptViews([row()], [made], 'customers')).toEqual([
      { viewId: '1', name: '续约', definition: { query: 'ends-within=90' } },
      view,
    ]);
    const renamed = entry('savedView.put', '1', {
      kind: 'customers',
      changes: viewEdits(row(), { name: '到期', definition: row().definition }),
    });
    expect(keptViews([row()], [renamed], 'customers')).toMatchObject([{ viewId: '1', name: '到期' }]);
    expect(keptViews([row()], [entry('savedView.remove', '1', {})], 'customers')).toEqual([]);
  });

  it('leave out those of another kind and of another form', () => {
    const strange = { query: 7 } as unknown as SavedView['definition'];
    const rows = [row(), row({ viewId: '2', definition: strange })];
    const later = row({ viewId: '3', kind: 'later' as SavedView['kind'] });
    expect(keptViews([...rows, later], [], 'customers').map(({ viewId }) => viewId)).toEqual(['1']);
  });
});

describe('edits of a view', () => {
  it('carry what differs, each with what was there before', () => {
    expect(viewEdits(undefined, view)).toEqual([
      { field: 'name', from: null, to: '欠费' },
      { field: 'definition', from: null, to: { query: 'arrears-months=1' } },
    ]);
    expect(viewEdits(view, view)).toEqual([]);
    expect(viewEdits(view, { ...view, name: '欠' })).toEqual([{ field: 'name', from: '欠费', to: '欠' }]);
  });
});
