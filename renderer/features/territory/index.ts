export { freshnessOf } from './figures.ts';
export { OpenedNote } from './opened-note.tsx';
export { TerritoryPage } from './territory-page.tsx';
export { useOverviewOnly } from './use-overview.ts';
export { childrenOf, rootsOf, unitTree, wayTo } from './tree.ts';
export { useDrillDown } from './use-drill-down.tsx';
export { useRollups } from './use-territory.ts';
