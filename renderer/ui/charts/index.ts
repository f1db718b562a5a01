export { ChartPanel } from './chart-panel.tsx';
export type { ChartPanelProps } from './chart-panel.tsx';
export { feeSeries } from './fee-series.ts';
export { StackedMonthsChart } from './stacked-months-chart.tsx';
export type { StackedMonthsChartProps } from './stacked-months-chart.tsx';
export type { ChartUnit, StackSeries, StackedMonths } from './types.ts';
