import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportId } from '../../../shared/reports/index.ts';
import { Page } from '../../ui/index.ts';
import { DownloadOutlined } from '../../ui/icons.tsx';
import { reportTitle } from '../../ui/report-words.ts';
import { PaperHead, PrintButton, useAccess } from '../customers/index.ts';
import { useOverviewOnly } from '../territory/index.ts';
import { useChartFiles } from '../workbench/index.ts';
import { LocalUnits, MonthChoices, ServerUnits } from './choices.tsx';
import { DefinitionPanel } from './definition-panel.tsx';
import { NotReady } from './not-ready.tsx';
import { useRowName } from './report-grid.tsx';
import { ReportPanel } from './report-panel.tsx';
import { reportSheet } from './report-sheet.ts';
import type { ReportView } from './report-view.ts';
import styles from './reports.module.css';
import { useLocalReport, useServerReport } from './use-report.tsx';
import type { ReportState } from './use-report.tsx';
import { useWish } from './use-wish.ts';
import type { WishControl } from './use-wish.ts';

interface ReportsProps {
  title: string;
  reports: readonly ReportId[];
  /** Beside the title: a choice of which part of the screen this is. */
  part?: ReactNode;
  /** Between the choices and the printer. */
  actions?: ReactNode;
}

/** A choice of reports at the left, the one looked at with its definition beside it. */
export function ReportsPage(props: ReportsProps): ReactNode {
  return useOverviewOnly() ? <ServerReports {...props} /> : <LocalReports {...props} />;
}

function LocalReports(props: ReportsProps): ReactNode {
  const control = useWish(props.reports);
  const state = useLocalReport(control.wish);
  return (
    <Reports
      {...props}
      control={control}
      state={state}
      units={<LocalUnits unitCode={control.wish.unitCode} choose={control.choose} />}
    />
  );
}

function ServerReports(props: ReportsProps): ReactNode {
  const control = useWish(props.reports);
  const { state, dialog } = useServerReport(control.wish);
  return (
    <Reports
      {...props}
      control={control}
      state={state}
      units={
        <ServerUnits
          unitCode={state.kind === 'ready' ? state.view.unitCode : control.wish.unitCode}
          choose={control.choose}
        />
      }
    >
      {dialog}
    </Reports>
  );
}

function Reports(
  props: ReportsProps & { control: WishControl; state: ReportState; units: ReactNode; children?: ReactNode },
): ReactNode {
  const { title, reports, part, control, state, units, actions, children } = props;
  const { wish, rows, choose } = control;
  const { staff } = useAccess();
  return (
    <Page
      title={title}
      hint={part}
      actions={
        <>
          {units}
          {state.kind === 'ready' && <MonthChoices view={state.view} choose={choose} />}
          {actions}
          {state.kind === 'ready' && <TakeAway view={state.view} control={control} />}
        </>
      }
    >
      <PaperHead staff={staff} />
      <div className={styles['columns']}>
        <Chooser reports={reports} chosen={wish.id} choose={choose} />
        {state.kind === 'ready' ? (
          <ReportPanel
            view={state.view}
            rows={rows}
            onRows={(next) => choose({ rows: next === 'items' ? null : next })}
          />
        ) : (
          <NotReady kind={state.kind} />
        )}
        <DefinitionPanel id={wish.id} />
      </div>
      {children}
    </Page>
  );
}

function Chooser(props: {
  reports: readonly ReportId[];
  chosen: ReportId;
  choose: WishControl['choose'];
}): ReactNode {
  const { t } = useTranslation();
  return (
    <nav className={styles['chooser']} aria-label={t('reports.choose')}>
      {props.reports.map((id) => (
        <button
          key={id}
          type="button"
          aria-current={id === props.chosen ? 'true' : undefined}
          onClick={() => props.choose({ report: id, month: null, before: null })}
        >
          {reportTitle(t, id)}
        </button>
      ))}
    </nav>
  );
}

function TakeAway({ view, control }: { view: ReportView; control: WishControl }): ReactNode {
  const { t } = useTranslation();
  const nameOf = useRowName(view);
  const files = useChartFiles(reportTitle(t, view.id), view.unitName);
  return (
    <>
      {files !== null && (
        <Button
          icon={<DownloadOutlined />}
          onClick={() => files.saveExcel(reportSheet(view, control.rows, nameOf, t))}
        >
          {t('reports.excel')}
        </Button>
      )}
      <PrintButton />
    </>
  );
}
