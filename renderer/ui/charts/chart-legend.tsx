import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './charts.module.css';
import type { StackSeries } from './types.ts';

/** Above the chart at the left; only classes that occur; a press hides one. */
export function ChartLegend(props: {
  series: readonly StackSeries[];
  hidden: ReadonlySet<string>;
  onToggle: (key: string) => void;
  lastYear?: { value: string | null };
}): ReactNode {
  const { t } = useTranslation();
  return (
    <div className={styles['legend']}>
      {props.series.map((one) => {
        const off = props.hidden.has(one.key);
        return (
          <button
            key={one.key}
            type="button"
            aria-pressed={!off}
            title={t(off ? 'ui.chart.showClass' : 'ui.chart.hideClass', { name: one.name })}
            data-off={off}
            onClick={() => props.onToggle(one.key)}
          >
            <i style={{ background: one.colour }} />
            {one.name}
          </button>
        );
      })}
      {props.lastYear !== undefined && (
        <span className={styles['lastYear']}>
          <i />
          {t('ui.chart.lastYear')} {props.lastYear.value}
        </span>
      )}
    </div>
  );
}
