import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { FEE_CLASSES } from '../../../shared/domain/rows.ts';
import { useReference } from '../../session/react.tsx';
import { ChartPanel, feeSeries } from '../../ui/charts/index.ts';
import { AsOfHint, EmptyState, Panel } from '../../ui/index.ts';
import { useColours } from '../../ui/theme/index.ts';
import { customersPath } from '../customers/index.ts';
import { trendSheet } from './sheets.ts';
import { useChartFiles } from './use-chart-files.ts';
import type { Workbench } from './use-workbench.ts';

/** 收入趋势: months as stacks of fee classes, against the year before. */
export function TrendPanel({ workbench }: { workbench: Workbench }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { freshness } = useReference();
  const { palette } = useColours();
  const { figures, conditions, scope } = workbench;
  const { trend } = figures;
  const title = t('workbench.trend.title');
  const files = useChartFiles(title, scope.name);
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
      label={`${scope.name} ${title}`}
      months={trend.months}
      series={series}
      unit="yuan"
      lastYear={trend.lastYear}
      onMonth={(month, key) => {
        const feeClass = FEE_CLASSES.find((one) => one === key);
        const asked = { ...conditions, feeMonth: month, ...(feeClass && { feeClass }) };
        void navigate(customersPath(asked, { key: 'revenue', descending: true }));
      }}
      {...(files && {
        onPng: files.savePng,
        onExcel: () => files.saveExcel(trendSheet(trend, t)),
      })}
    />
  );
}
