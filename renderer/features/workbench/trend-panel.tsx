import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FEE_CLASSES } from '../../../shared/domain/rows.ts';
import { ChartPanel, feeSeries } from '../../ui/charts/index.ts';
import { AsOfHint, EmptyState, Panel } from '../../ui/index.ts';
import { useColours } from '../../ui/theme/index.ts';
import { useFigureSource } from './figure-source.ts';
import type { FigureSource } from './figure-source.ts';
import { trendSheet } from './sheets.ts';
import { useChartFiles } from './use-chart-files.ts';
import type { Workbench } from './use-workbench.ts';

export function TrendPanel({ workbench }: { workbench: Workbench }): ReactNode {
  return <TrendFigures {...useFigureSource(workbench)} />;
}

/** 收入趋势: months as stacks of fee classes, against the year before. */
export function TrendFigures({ figures, name, freshness, open }: FigureSource): ReactNode {
  const { t } = useTranslation();
  const { palette } = useColours();
  const { trend } = figures;
  const title = t('workbench.trend.title');
  const files = useChartFiles(title, name);
  const series = useMemo(() => (trend ? feeSeries(trend.fees, palette, t) : []), [trend, palette, t]);
  const hint = <AsOfHint freshness={freshness} kinds={['bi_fees']} />;
  if (trend === null)
    return (
      <Panel title={title} hint={hint}>
        <EmptyState title={t('ui.chart.empty')} />
      </Panel>
    );
  return (
    <ChartPanel
      title={title}
      hint={
        <>
          {t('workbench.trend.unit')} · {hint}
        </>
      }
      label={`${name} ${title}`}
      months={trend.months}
      series={series}
      unit="yuan"
      lastYear={trend.lastYear}
      onMonth={(month, key) => {
        const feeClass = FEE_CLASSES.find((one) => one === key);
        open({ feeMonth: month, ...(feeClass && { feeClass }) }, { key: 'revenue', descending: true });
      }}
      {...(files && {
        onPng: files.savePng,
        onExcel: () => files.saveExcel(trendSheet(trend, t)),
      })}
    />
  );
}
