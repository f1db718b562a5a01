export { TerritoryPage } from './territory-page.tsx';
export { useOverviewOnly } from './use-overview.ts';
