import { Spin, theme } from 'antd';
import { Suspense, lazy, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Month } from '../../../shared/lib/dates.ts';
import { chooseLanguage } from '../../i18n/index.ts';
import { EmptyState } from '../empty-state.tsx';
import { formatCount, formatYuan } from '../format/index.ts';
import { ChartLegend } from './chart-legend.tsx';
import styles from './charts.module.css';
import { lastYearMark, occurring, totals } from './months.ts';
import { StackedMonthsTable } from './stacked-months-table.tsx';
import { stackedMonthsOption } from './stacked-months-option.ts';
import type { ChartColours, StackedMonthsWords } from './stacked-months-option.ts';
import type { ChartUnit, StackedMonths } from './types.ts';

/** ECharts is large; it comes only when a first chart is drawn. */
const Canvas = lazy(async () => ({
  default: (await import('./stacked-months-canvas.tsx')).StackedMonthsCanvas,
}));

export interface StackedMonthsChartProps extends StackedMonths {
  label: string;
  view?: 'chart' | 'table';
  /** A bar was pressed: the list of what it counts should open. */
  onMonth?: (month: Month, seriesKey: string) => void;
}

/** Months side by side, each a stack of classes; as a chart or as the same figures in a table. */
export function StackedMonthsChart(props: StackedMonthsChartProps): ReactNode {
  const { months, series, unit, lastYear, label, view = 'chart', onMonth } = props;
  const { t } = useTranslation();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const data = useMemo(
    () => occurring({ months, series, unit, ...(lastYear === undefined ? {} : { lastYear }) }),
    [months, series, unit, lastYear],
  );
  const option = useStackedMonthsOption(data, hidden);

  if (data.series.length === 0) return <EmptyState title={t('ui.chart.empty')} />;
  if (view === 'table') return <StackedMonthsTable data={data} {...(onMonth ? { onMonth } : {})} />;
  const toggle = (key: string): void => {
    const next = new Set(hidden);
    if (!next.delete(key)) next.add(key);
    setHidden(next);
  };
  const total = totals(data, hidden).at(-1) ?? 0;
  const lastMonth = months.at(-1) ?? '';
  return (
    <div className={styles['chart']}>
      <ChartLegend
        series={data.series}
        hidden={hidden}
        onToggle={toggle}
        {...(lastYearMark(lastYear) === 'none' ? {} : { lastYear: lastYearLegend(data) })}
      />
      <div className={styles['canvas']}>
        <Suspense fallback={<Spin size="small" description={t('ui.chart.loading')} />}>
          <Canvas
            option={option}
            label={`${label} · ${lastMonth} ${valueFormat(unit)(total)}`}
            onIndex={(i, id) => {
              const month = months[i];
              if (month !== undefined) onMonth?.(month, id);
            }}
          />
        </Suspense>
      </div>
    </div>
  );
}

const valueFormat = (unit: ChartUnit): ((value: number) => string) =>
  unit === 'yuan' ? formatYuan : formatCount;

/** With a single tick its value is written in the legend; a line needs none. */
function lastYearLegend(data: StackedMonths): { value: string | null } {
  const known = data.lastYear?.filter((value) => value !== null) ?? [];
  const only = known.length === 1 ? known[0] : undefined;
  return { value: only === undefined ? null : valueFormat(data.unit)(only) };
}

function useStackedMonthsOption(data: StackedMonths, hidden: ReadonlySet<string>) {
  const { t, i18n } = useTranslation();
  const { token } = theme.useToken();
  return useMemo(() => {
    const colours: ChartColours = {
      text: token.colorText,
      axis: token.colorTextTertiary,
      line: token.colorSplit,
      panel: token.colorBgContainer,
      fontFamily: token.fontFamily,
    };
    const words: StackedMonthsWords = {
      lastYear: t('ui.chart.lastYear'),
      total: t('ui.chart.total'),
      value: valueFormat(data.unit),
    };
    return stackedMonthsOption({
      data,
      hidden,
      colours,
      words,
      language: chooseLanguage(i18n.language).language,
    });
  }, [data, hidden, token, t, i18n.language]);
}
