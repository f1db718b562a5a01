import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportColumn, ReportTable } from '../../../shared/reports/index.ts';
import { AgeingBars } from '../../ui/charts/index.ts';
import { EmptyState } from '../../ui/index.ts';
import { useColours } from '../../ui/theme/index.ts';
import { conditionsOf, figureText, mainColumn, reportLines, totalLine } from './figures.ts';
import type { ReportLine } from './figures.ts';
import { useRowName } from './report-grid.tsx';
import type { ReportView } from './report-view.ts';

/** Rows that a panel of the dashboard has room for; the table has all of them. */
const MOST_BARS = 9;

/** The figure that stands beside the main one: the first amount of money. */
const amountColumn = ({ columns }: ReportTable): ReportColumn | undefined =>
  columns.find(({ kind }) => kind === 'money');

/** A report as bars: its main figure as the length, the first amount beside it; a bar leads to its customers. */
export function ReportBars({ view }: { view: ReportView }): ReactNode {
  const { t } = useTranslation();
  const { palette } = useColours();
  const nameOf = useRowName(view);
  const { table } = view;
  const main = mainColumn(table);
  const amount = amountColumn(table);
  const text = (line: ReportLine, column: ReportColumn | undefined): string =>
    column === undefined
      ? ''
      : figureText(line.values[table.columns.indexOf(column)] ?? null, column.kind, t('common.none'));
  const size = (line: ReportLine): number => line.values[table.columns.indexOf(main)] ?? 0;
  const lines = reportLines(view);
  const shown =
    lines.length <= MOST_BARS ? lines : lines.filter((line) => size(line) > 0).slice(0, MOST_BARS);
  const total = totalLine(view);
  if (shown.every((line) => size(line) === 0)) return <EmptyState title={t('reports.noRows')} />;
  return (
    <AgeingBars
      view="chart"
      bars={shown.map((line) => ({
        key: line.key,
        name: nameOf(line.key),
        count: text(line, main),
        amount: text(line, amount),
        value: size(line),
        colour: palette.heat[2],
        title: nameOf(line.key),
      }))}
      total={{
        name: t('reports.total'),
        count: total === null ? '' : text(total, main),
        amount: total === null ? '' : text(total, amount),
      }}
      onOpen={(row) => {
        const conditions = conditionsOf(view, main, { row });
        if (conditions) view.open(conditions);
      }}
    />
  );
}
