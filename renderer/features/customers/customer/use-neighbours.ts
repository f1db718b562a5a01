import { useEffect, useMemo, useRef } from 'react';
import { useIndex, useWorkspace } from '../../../session/react.tsx';
import { listSessionOf, neighboursOf, type ListOrigin, type Neighbours } from '../list/list-session.ts';

/** Where the open customer stands in the list it came from; null when it came from elsewhere. */
export function useNeighbours(customerCode: string): (Neighbours & { origin: ListOrigin }) | null {
  const workspace = useWorkspace();
  const index = useIndex();
  const { origin } = listSessionOf(workspace);
  const list = useMemo(
    () => (origin ? index.query(origin.conditions, origin.sort) : new Uint32Array()),
    [index, origin],
  );
  const last = useRef<{ customerCode: string; rank: number } | null>(null);
  const found = useMemo(() => neighboursOf(index, list, customerCode, null), [index, list, customerCode]);
  useEffect(() => {
    if (found.rank !== null) last.current = { customerCode, rank: found.rank };
  }, [found, customerCode]);

  if (!origin) return null;
  if (found.rank !== null) return { ...found, origin };
  const lastRank = last.current?.customerCode === customerCode ? last.current.rank : null;
  return lastRank === null ? null : { ...neighboursOf(index, list, customerCode, lastRank), origin };
}
