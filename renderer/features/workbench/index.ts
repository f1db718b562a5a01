export { AgeingFigures } from './ageing-panel.tsx';
export { useWeekdays } from './expiry-panel.tsx';
export type { FigureSource } from './figure-source.ts';
export { trendOfSums } from './figures.ts';
export { FigureTiles } from './kpis.tsx';
export { TrendFigures } from './trend-panel.tsx';
export { useChartFiles } from './use-chart-files.ts';
export type { ChartSheet } from './use-chart-files.ts';
export { WorkbenchPage } from './workbench-page.tsx';
