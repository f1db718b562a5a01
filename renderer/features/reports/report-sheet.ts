import { NOW } from '../../../shared/reports/index.ts';
import type { FigureKind } from '../../../shared/reports/index.ts';
import type { CallListColumn } from '../../excel/index.ts';
import type { Translate } from '../../i18n/index.ts';
import { columnFormula, columnTitle, reportTitle } from '../../ui/report-words.ts';
import type { ChartSheet } from '../workbench/index.ts';
import { mainColumn, reportLines, spreadLines, totalLine, unitLines } from './figures.ts';
import type { ReportLine } from './figures.ts';
import type { GridRows } from './report-grid.tsx';
import type { ReportView } from './report-view.ts';

interface SheetColumn {
  key: string;
  header: string;
  kind: FigureKind;
  value: (line: ReportLine) => number | null;
}

/** A share is written as its number of percent with two decimals, so that it can be reckoned with. */
const KINDS: Record<FigureKind, CallListColumn['kind']> = {
  money: 'money',
  count: 'count',
  volume: 'count',
  percent: 'money',
  days: 'money',
};
const stored = (value: number | null, kind: FigureKind): number | null =>
  value === null ? null : kind === 'percent' || kind === 'days' ? Math.round(value * 100) : Math.round(value);

/** What the table shows, as a sheet: rows as they stand, the compared month and the difference beside each column. */
export function reportSheet(
  view: ReportView,
  rows: GridRows,
  nameOf: (key: string) => string,
  t: Translate,
): ChartSheet {
  const byUnit = rows !== 'items';
  const unitName = (code: string): string => view.units.find((unit) => unit.unitCode === code)?.name ?? code;
  const name = byUnit ? unitName : nameOf;
  const { columns, lines } = rows === 'spread' ? spreadSheet(view, nameOf, t) : columnSheet(view, byUnit, t);
  const total = rows === 'items' ? totalLine(view) : null;
  const row = (line: ReportLine, label: string): Record<string, string | number | null> => ({
    name: label,
    ...Object.fromEntries(columns.map(({ key, kind, value }) => [key, stored(value(line), kind)])),
  });
  return {
    kinds: view.table.sources,
    filter: filterLines(view, t),
    columns: [
      { key: 'name', header: byUnit ? t('reports.unit') : t('reports.item'), kind: 'text', width: 22 },
      ...columns.map(({ key, header, kind }) => ({ key, header, kind: KINDS[kind], width: 14 })),
    ],
    rows: [
      ...lines.map((line) => row(line, name(line.key))),
      ...(total === null ? [] : [row(total, t('reports.total'))]),
    ],
  };
}

function columnSheet(
  view: ReportView,
  byUnit: boolean,
  t: Translate,
): { columns: SheetColumn[]; lines: ReportLine[] } {
  const compared = byUnit ? null : view.before;
  const columns = view.table.columns.flatMap(({ key, kind }, i): SheetColumn[] => {
    const title = columnTitle(t, view.id, key);
    const header = kind === 'percent' ? `${title} %` : title;
    const own: SheetColumn = { key, header, kind, value: (line) => line.values[i] ?? null };
    if (compared === null) return [own];
    const before = (line: ReportLine): number | null => line.before?.[i] ?? null;
    return [
      own,
      { key: `${key}Before`, header: `${header} ${compared.period}`, kind, value: before },
      {
        key: `${key}Change`,
        header: `${header} ${t('reports.difference')}`,
        kind,
        value: (line) => {
          const [now, then] = [line.values[i] ?? null, before(line)];
          return now === null || then === null ? null : now - then;
        },
      },
    ];
  });
  return { columns, lines: byUnit ? unitLines(view) : reportLines(view) };
}

function spreadSheet(
  view: ReportView,
  nameOf: (key: string) => string,
  t: Translate,
): { columns: SheetColumn[]; lines: ReportLine[] } {
  const { rows, lines } = spreadLines(view);
  const { kind } = mainColumn(view.table);
  const columns = [...rows.map(nameOf), t('reports.total')].map((header, i) => ({
    key: `c${i}`,
    header,
    kind,
    value: (line: ReportLine) => line.values[i] ?? null,
  }));
  return { columns, lines };
}

/** What stands on the sheet 说明: what was looked at, and what each column means. */
function filterLines(view: ReportView, t: Translate): string[] {
  const { id, period, before, table, foldedOn, frame } = view;
  return [
    t('reports.filterReport', { title: reportTitle(t, id) }),
    period === NOW ? t('reports.asOfDay', { day: frame.day }) : t('reports.filterMonth', { month: period }),
    ...(before === null ? [] : [t('reports.filterBefore', { month: before.period })]),
    ...(foldedOn === null ? [] : [t('reports.serverFold', { day: foldedOn })]),
    ...table.columns.map(({ key }) => `${columnTitle(t, id, key)}：${columnFormula(t, id, key)}`),
  ];
}
