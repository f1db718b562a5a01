import { useMemo } from 'react';
import { useIndex, useReference } from '../../session/react.tsx';
import type { Reading } from './edit-words.ts';

/** How edits are read here: units by their names, and where a customer belongs. */
export function useReading(): Required<Pick<Reading, 'unitName'>> & {
  /** The name of the customer's community; empty where the customer is not here. */
  placeOf(customerCode: string): string;
} {
  const { units } = useReference();
  const index = useIndex();
  return useMemo(() => {
    const unitName = (code: string): string => units.get(code)?.name ?? code;
    return {
      unitName,
      placeOf: (customerCode) => {
        const at = index.positionOf(customerCode);
        return at === undefined ? '' : unitName(index.at(at).communityCode);
      },
    };
  }, [units, index]);
}
