import { useEffect, useMemo } from 'react';
import { useIndex, useWorkspace } from '../../../session/react.tsx';
import { listSessionOf, neighboursOf, type ListOrigin, type Neighbours } from '../list/list-session.ts';

/** Where the open customer stands in the list it came from; null when it came from elsewhere. */
export function useNeighbours(customerCode: string): (Neighbours & { origin: ListOrigin }) | null {
  const workspace = useWorkspace();
  const index = useIndex();
  const session = listSessionOf(workspace);
  const { origin } = session;
  const list = useMemo(
    () => (origin ? index.query(origin.conditions, origin.sort) : new Uint32Array()),
    [index, origin],
  );
  const found = useMemo(() => neighboursOf(index, list, customerCode, null), [index, list, customerCode]);
  useEffect(() => {
    if (found.rank !== null) session.stoodAt(customerCode, found.rank);
  }, [session, found, customerCode]);

  if (!origin) return null;
  if (found.rank !== null) return { ...found, origin };
  const lastRank = session.lastRankOf(customerCode);
  return lastRank === null ? null : { ...neighboursOf(index, list, customerCode, lastRank), origin };
}
