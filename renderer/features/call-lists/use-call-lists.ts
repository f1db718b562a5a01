import { useMemo } from 'react';
import { overlayCallLists } from '../../data/call-lists.ts';
import type { CallListView } from '../../data/call-lists.ts';
import { useIndex, useOutbox, useStore, useSyncStatus, useWorkspace } from '../../session/react.tsx';
import { today as todayOf } from '../../ui/format/index.ts';
import { useServerNow } from '../../ui/index.ts';
import { useAccess } from '../customers/index.ts';
import { progressOf } from './progress.ts';

/** The lists that the person holds, the newest first, with what he wrote laid over them. */
export function useCallLists(): readonly CallListView[] {
  const workspace = useWorkspace();
  const { staff } = useAccess();
  const lists = useStore(workspace.held('callList'));
  const entries = useStore(workspace.held('callEntry'));
  const outbox = useOutbox();
  return useMemo(() => {
    const index = workspace.index.get();
    const nameOf = (code: string): string => {
      const position = index.positionOf(code);
      return position === undefined ? code : index.at(position).name;
    };
    return overlayCallLists(
      { lists, entries },
      outbox,
      { staffNo: staff.staff_no, name: staff.name },
      nameOf,
    );
  }, [workspace, lists, entries, outbox, staff]);
}

/**
 * Whether a customer of a list can be looked at here. One that has moved to somebody else is not here any more; before
 * the first download is whole nothing can be said, and nobody is called gone.
 */
export function useIsHere(): (customerCode: string) => boolean {
  const index = useIndex();
  const { everComplete } = useSyncStatus();
  return useMemo(
    () => (code) => !everComplete || index.positionOf(code) !== undefined,
    [index, everComplete],
  );
}

/** How many customers of all lists are still to be called; the menu shows it. */
export function useCallCount(): number {
  const lists = useCallLists();
  const isHere = useIsHere();
  const today = todayOf(useServerNow());
  return useMemo(
    () =>
      lists
        .filter(({ handing }) => handing === null)
        .reduce((sum, { entries }) => sum + progressOf(entries, today, isHere).toCall, 0),
    [lists, isHere, today],
  );
}
