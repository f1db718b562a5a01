import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportColumn } from '../../../shared/reports/index.ts';
import { useReference } from '../../session/react.tsx';
import { EmptyState } from '../../ui/index.ts';
import { columnTitle, rowName } from '../../ui/report-words.ts';
import { staffName } from '../customers/index.ts';
import {
  conditionsOf,
  differenceText,
  figureText,
  mainColumn,
  reportLines,
  spreadLines,
  totalLine,
  unitLines,
} from './figures.ts';
import type { ReportLine } from './figures.ts';
import type { ReportView } from './report-view.ts';
import styles from './reports.module.css';

export type GridRows = 'items' | 'units' | 'spread';

/** The name of a row in words, with people by name. */
export function useRowName(view: Pick<ReportView, 'id'>): (key: string) => string {
  const { t } = useTranslation();
  const { units } = useReference();
  return (key) => rowName(t, view.id, key, (staffNo) => staffName(staffNo, units));
}

/** A report as a table: every figure that counts somebody leads to them. */
export function ReportGrid({ view, rows }: { view: ReportView; rows: GridRows }): ReactNode {
  const { t } = useTranslation();
  if (rows === 'spread') return <SpreadGrid view={view} />;
  const lines = rows === 'units' ? unitLines(view) : reportLines(view);
  if (lines.length === 0) return <EmptyState title={t('reports.noRows')} />;
  return <ColumnGrid view={view} lines={lines} byUnit={rows === 'units'} />;
}

function ColumnGrid({
  view,
  lines,
  byUnit,
}: {
  view: ReportView;
  lines: readonly ReportLine[];
  byUnit: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const nameOf = useRowName(view);
  const unitName = (code: string): string => view.units.find((unit) => unit.unitCode === code)?.name ?? code;
  const total = totalLine(view);
  const { columns } = view.table;
  return (
    <div className={styles['frame']}>
      <table className={styles['grid']} data-compared={view.before !== null && !byUnit}>
        <thead>
          <tr>
            <th className={styles['name']}>{byUnit ? t('reports.unit') : t('reports.item')}</th>
            {columns.map(({ key }) => (
              <th key={key} className={styles['figure']}>
                {columnTitle(t, view.id, key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key}>
              <td className={styles['name']}>{byUnit ? unitName(line.key) : nameOf(line.key)}</td>
              {columns.map((column, i) => (
                <FigureCell
                  key={column.key}
                  view={view}
                  column={column}
                  line={line}
                  i={i}
                  name={byUnit ? unitName(line.key) : nameOf(line.key)}
                  at={byUnit ? { row: null, unitCode: line.key } : { row: line.key }}
                />
              ))}
            </tr>
          ))}
        </tbody>
        {total !== null && (
          <tfoot>
            <tr>
              <td className={styles['name']}>{t('reports.total')}</td>
              {columns.map((column, i) => (
                <FigureCell
                  key={column.key}
                  view={view}
                  column={column}
                  line={byUnit ? { ...total, before: null } : total}
                  i={i}
                  name={t('reports.total')}
                  at={{ row: null }}
                />
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

function FigureCell(props: {
  view: ReportView;
  column: ReportColumn;
  line: ReportLine;
  i: number;
  name: string;
  at: { row: string | null; unitCode?: string };
}): ReactNode {
  const { view, column, line, i, name, at } = props;
  const { t } = useTranslation();
  const none = t('common.none');
  const value = line.values[i] ?? null;
  const text = figureText(value, column.kind, none);
  const conditions = value === 0 || value === null ? undefined : conditionsOf(view, column, at);
  return (
    <td className={styles['figure']}>
      {conditions === undefined ? (
        text
      ) : (
        <button
          type="button"
          className={styles['open']}
          title={t('reports.open', { row: name, column: columnTitle(t, view.id, column.key), value: text })}
          onClick={() => view.open(conditions)}
        >
          {text}
        </button>
      )}
      {line.before !== null && (
        <div className={styles['before']} title={figureText(line.before[i] ?? null, column.kind, none)}>
          {differenceText(value, line.before[i] ?? null, column.kind, none)}
        </div>
      )}
    </td>
  );
}

/** The main figure of each unit below, row by row. */
function SpreadGrid({ view }: { view: ReportView }): ReactNode {
  const { t } = useTranslation();
  const nameOf = useRowName(view);
  const { rows, lines } = spreadLines(view);
  const column = mainColumn(view.table);
  if (lines.length === 0) return <EmptyState title={t('reports.noRows')} />;
  return (
    <div className={styles['frame']}>
      <table className={styles['grid']}>
        <thead>
          <tr>
            <th className={styles['name']}>{t('reports.unit')}</th>
            {rows.map((row) => (
              <th key={row} className={styles['figure']}>
                {nameOf(row)}
              </th>
            ))}
            <th className={styles['figure']}>{t('reports.total')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <SpreadLine key={line.key} view={view} line={line} rows={rows} column={column} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SpreadLine(props: {
  view: ReportView;
  line: ReportLine;
  rows: readonly string[];
  column: ReportColumn;
}): ReactNode {
  const { view, line, rows, column } = props;
  const name = view.units.find((unit) => unit.unitCode === line.key)?.name ?? line.key;
  return (
    <tr>
      <td className={styles['name']}>{name}</td>
      {[...rows, null].map((row, i) => (
        <FigureCell
          key={row ?? ''}
          view={view}
          column={column}
          line={line}
          i={i}
          name={name}
          at={{ row, unitCode: line.key }}
        />
      ))}
    </tr>
  );
}
