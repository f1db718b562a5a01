import { useMemo } from 'react';
import { useHoldings, useReference, useSyncStatus } from '../../session/react.tsx';
import { communitiesBelow, rootsOf } from './tree.ts';

/** Whether the person's territory is too large to be here, so that he works with roll-ups and what he opens. */
export function useOverviewOnly(): boolean {
  const { units } = useReference();
  const { everComplete } = useSyncStatus();
  const { units: held, mine } = useHoldings();
  return useMemo(
    () =>
      everComplete &&
      rootsOf(units, held).some((root) =>
        communitiesBelow(units, root.unitCode).some(
          ({ unitCode, retired }) => !retired && !mine.has(unitCode),
        ),
      ),
    [units, held, mine, everComplete],
  );
}
