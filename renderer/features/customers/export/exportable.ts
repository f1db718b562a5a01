import type { CustomerIndex } from '../../../data/types.ts';

/**
 * Of the customers asked for, those in communities where the person may export: somebody may read one place and
 * export only from another.
 */
export function exportablePositions(
  positions: ArrayLike<number>,
  index: Pick<CustomerIndex, 'at' | 'countByCommunity'>,
  mayExportFrom: (communityCode: string) => boolean,
): number[] {
  const communities = [...index.countByCommunity().keys()];
  const allowed = new Set(communities.filter(mayExportFrom));
  const asked = Array.from(positions);
  if (allowed.size === communities.length) return asked;
  return asked.filter((position) => allowed.has(index.at(position).communityCode));
}
