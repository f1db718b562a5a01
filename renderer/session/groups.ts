import { useMemo } from 'react';
import type { GroupType } from '../../shared/domain/groups.ts';
import { overlayGroups, overlayGroupTypes } from '../data/groups.ts';
import type { GroupView } from '../data/groups.ts';
import { useHeld, useOutbox, useSessionState } from './react.tsx';

/** Every group that the person knows of, by name, with what he wrote himself laid over it. */
export function useGroups(): readonly GroupView[] {
  const state = useSessionState();
  const rows = useHeld('customerGroup');
  const entries = useOutbox();
  const staff = state.kind === 'signedIn' ? state.staff : null;
  return useMemo(
    () => overlayGroups(rows, entries, { staffNo: staff?.staff_no ?? '', name: staff?.name ?? '' }),
    [rows, entries, staff],
  );
}

/** Names of groups by their ids, for a filter that is said in words. */
export function useGroupNames(): ReadonlyMap<string, string> {
  const groups = useGroups();
  return useMemo(() => new Map(groups.map(({ groupId, name }) => [groupId, name])), [groups]);
}

export function useGroupTypes(): readonly GroupType[] {
  const rows = useHeld('groupType');
  const entries = useOutbox();
  return useMemo(() => overlayGroupTypes(rows, entries), [rows, entries]);
}
