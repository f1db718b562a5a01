import { Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NOW } from '../../../shared/reports/index.ts';
import { AsOfHint, Panel } from '../../ui/index.ts';
import { reportTitle } from '../../ui/report-words.ts';
import { canSpread } from './figures.ts';
import { ReportGrid } from './report-grid.tsx';
import type { GridRows } from './report-grid.tsx';
import type { ReportView } from './report-view.ts';

/** A report in its panel: what it is of, from which source and as of when, and the switch between items and units. */
export function ReportPanel(props: {
  view: ReportView;
  rows: GridRows;
  onRows: (rows: GridRows) => void;
}): ReactNode {
  const { view, rows, onRows } = props;
  const { t } = useTranslation();
  return (
    <Panel
      flush
      fill
      title={reportTitle(t, view.id)}
      hint={<ReportHint view={view} />}
      actions={
        <Segmented
          size="small"
          aria-label={t('reports.by.label')}
          value={rows}
          options={[
            { value: 'items' as const, label: t('reports.by.items') },
            { value: 'units' as const, label: t('reports.by.units') },
            ...(canSpread(view) ? [{ value: 'spread' as const, label: t('reports.spread') }] : []),
          ]}
          onChange={onRows}
        />
      }
    >
      <ReportGrid view={view} rows={rows} />
    </Panel>
  );
}

export function ReportHint({ view }: { view: ReportView }): ReactNode {
  const { t } = useTranslation();
  const { period, frame, before, table, foldedOn, freshness, unitName } = view;
  return (
    <>
      {unitName} · {period === NOW ? t('reports.asOfDay', { day: frame.day }) : period}
      {before !== null && ` · ${t('reports.compareWith', { month: before.period })}`}
      {' · '}
      {table.sources.length === 0 ? (
        t('reports.records')
      ) : (
        <AsOfHint freshness={freshness} kinds={table.sources} />
      )}
      {foldedOn !== null && ` · ${t('reports.serverFold', { day: foldedOn })}`}
    </>
  );
}
