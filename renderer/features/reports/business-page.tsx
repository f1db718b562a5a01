import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { BUSINESS_REPORTS } from '../../../shared/reports/index.ts';
import type { ReportId } from '../../../shared/reports/index.ts';
import { ChartMenu } from '../../ui/charts/index.ts';
import type { ChartView } from '../../ui/charts/index.ts';
import { Page, Panel } from '../../ui/index.ts';
import { columnFormula, columnTitle, reportTitle } from '../../ui/report-words.ts';
import { PaperHead, PrintButton, useAccess } from '../customers/index.ts';
import { useOverviewOnly } from '../territory/index.ts';
import { useChartFiles } from '../workbench/index.ts';
import { LocalUnits, ServerUnits } from './choices.tsx';
import { NotReady } from './not-ready.tsx';
import { ReportBars } from './report-bars.tsx';
import { ReportGrid, useRowName } from './report-grid.tsx';
import { ReportHint } from './report-panel.tsx';
import { reportSheet } from './report-sheet.ts';
import type { ReportView } from './report-view.ts';
import styles from './reports.module.css';
import { UsageChart } from './usage-chart.tsx';
import { useLocalReport, useServerReport } from './use-report.tsx';
import type { ReportState, ReportWish } from './use-report.tsx';

/** 商务分析: what is used, what ends, what is left, what was promised; each panel as a chart or a table. */
export function BusinessPage(): ReactNode {
  const { t } = useTranslation();
  const { staff } = useAccess();
  const overview = useOverviewOnly();
  const [params, setParams] = useSearchParams();
  const unitCode = params.get('unit');
  const choose = ({ unit }: { unit?: string | null }): void =>
    setParams(unit === undefined || unit === null ? {} : { unit }, { replace: true });
  const Units = overview ? ServerUnits : LocalUnits;
  const Source = overview ? ServerPanel : LocalPanel;
  return (
    <Page
      title={t('reports.business.title')}
      actions={
        <>
          <Units unitCode={unitCode} choose={choose} />
          <PrintButton />
        </>
      }
    >
      <PaperHead staff={staff} />
      <div className={styles['dashboard']}>
        {BUSINESS_REPORTS.map((id) => (
          <Source key={id} id={id} unitCode={unitCode} />
        ))}
      </div>
    </Page>
  );
}

interface SourceProps {
  id: ReportId;
  unitCode: string | null;
}

const wishOf = ({ id, unitCode }: SourceProps): ReportWish => ({
  id,
  unitCode,
  period: null,
  before: null,
  byUnit: false,
  trend: id === 'traffic',
});

function LocalPanel(props: SourceProps): ReactNode {
  return <BusinessPanel id={props.id} state={useLocalReport(wishOf(props))} />;
}

function ServerPanel(props: SourceProps): ReactNode {
  const { state, dialog } = useServerReport(wishOf(props));
  return (
    <>
      <BusinessPanel id={props.id} state={state} />
      {dialog}
    </>
  );
}

function BusinessPanel({ id, state }: { id: ReportId; state: ReportState }): ReactNode {
  const { t } = useTranslation();
  if (state.kind === 'ready') return <ReadyPanel view={state.view} />;
  return (
    <Panel title={reportTitle(t, id)}>
      <NotReady kind={state.kind} />
    </Panel>
  );
}

function ReadyPanel({ view }: { view: ReportView }): ReactNode {
  const { t } = useTranslation();
  const [shown, setShown] = useState<ChartView>('chart');
  const nameOf = useRowName(view);
  const title = reportTitle(t, view.id);
  const files = useChartFiles(title, view.unitName);
  const definition = view.table.columns
    .map(({ key }) => `${columnTitle(t, view.id, key)}：${columnFormula(t, view.id, key)}`)
    .join('\n');
  return (
    <Panel
      flush={shown === 'table'}
      title={title}
      hint={
        <span title={definition}>
          <ReportHint view={view} />
        </span>
      }
      actions={
        <ChartMenu
          view={shown}
          onView={setShown}
          onExcel={files ? () => files.saveExcel(reportSheet(view, 'items', nameOf, t)) : undefined}
        />
      }
    >
      {shown === 'table' ? (
        <ReportGrid view={view} rows="items" />
      ) : view.trend === null ? (
        <ReportBars view={view} />
      ) : (
        <UsageChart view={view} label={title} />
      )}
    </Panel>
  );
}
