import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { StackedMonthsChart } from '../../ui/charts/index.ts';
import { useColours } from '../../ui/theme/index.ts';
import type { ReportView } from './report-view.ts';

/** What is spoken, bottom up; the volume of data has another unit and stands in the table. */
const SPOKEN = [
  ['localMinutes', 'local'],
  ['longDistanceMinutes', 'longDistance'],
  ['internationalMinutes', 'international'],
] as const;

/** Minutes per month by kind, as far back as the source reaches; a bar leads to who spoke so. */
export function UsageChart({ view, label }: { view: ReportView; label: string }): ReactNode {
  const { t } = useTranslation();
  const { palette } = useColours();
  const { months, series } = useMemo(() => {
    const told = [...(view.trend ?? [])].reverse();
    const first = told.findIndex(({ cells }) => Object.keys(cells).length > 0);
    const known = first < 0 ? [] : told.slice(first);
    return {
      months: known.map(({ period }) => period),
      series: SPOKEN.map(([key, feeClass]) => ({
        key,
        name: t(`domain.traffic.${key}`),
        colour: palette.feeClasses[feeClass],
        values: known.map(({ cells }) => cells[key]?.[view.table.main] ?? 0),
      })),
    };
  }, [view, palette, t]);
  return (
    <StackedMonthsChart
      label={label}
      months={months}
      series={series}
      unit="count"
      onMonth={(month, row) =>
        view.open({
          ...(view.unitCode === null ? {} : { unitCode: view.unitCode }),
          reportCell: { report: view.id, measure: view.table.main, month, row: row || null },
        })
      }
    />
  );
}
