import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Month } from '../../../shared/lib/dates.ts';
import { formatCount, formatYuan } from '../format/index.ts';
import styles from './charts.module.css';
import { totals } from './months.ts';
import type { StackedMonths } from './types.ts';

/** The same figures as the chart, newest month first. */
export function StackedMonthsTable(props: {
  data: StackedMonths;
  onMonth?: (month: Month, key: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { data, onMonth } = props;
  const format = data.unit === 'yuan' ? formatYuan : formatCount;
  const sums = totals(data, new Set());
  const order = data.months.map((month, i) => ({ month, i })).reverse();
  return (
    <div className={styles['tableFrame']}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('ui.chart.month')}</th>
            {data.series.map((one) => (
              <th key={one.key} scope="col">
                {one.name}
              </th>
            ))}
            <th scope="col">{t('ui.chart.total')}</th>
            {data.lastYear !== undefined && <th scope="col">{t('ui.chart.lastYear')}</th>}
          </tr>
        </thead>
        <tbody>
          {order.map(({ month, i }) => (
            <tr key={month} onClick={() => onMonth?.(month, '')}>
              <th scope="row">{month}</th>
              {data.series.map((one) => (
                <td key={one.key}>{format(one.values[i] ?? 0)}</td>
              ))}
              <td>{format(sums[i] ?? 0)}</td>
              {data.lastYear !== undefined && <td>{lastYearCell(data.lastYear[i], format)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const lastYearCell = (value: number | null | undefined, format: (value: number) => string): string =>
  value === null || value === undefined ? '—' : format(value);
