import { App, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ledger } from '../../../../shared/domain/rows.ts';
import type { Month } from '../../../../shared/lib/dates.ts';
import { exportWorkbook, WORKBOOK_TYPE } from '../../../excel/index.ts';
import type { Translate } from '../../../i18n/index.ts';
import { usePlatform } from '../../../session/platform-context.tsx';
import { useReference } from '../../../session/react.tsx';
import { serverNow } from '../../../ui/format/index.ts';
import { AsOfHint, EmptyState, Panel } from '../../../ui/index.ts';
import { ChartPanel, feeSeries, type StackSeries } from '../../../ui/charts/index.ts';
import { useColours, type Palette } from '../../../ui/theme/index.ts';
import { useAccess } from '../access.ts';
import {
  CHART_KINDS,
  CHART_SPANS,
  chartData,
  MINUTE_KINDS,
  type ChartData,
  type ChartKind,
  type ChartSpan,
} from './chart-data.ts';
import { chartSpec } from './chart-workbook.ts';
import styles from './customer-page.module.css';

/** The strip above already compares with one month of last year; fewer than this make no course. */
const COURSE_NEEDS_MONTHS = 3;

/** 收入构成: months as stacks of fee classes, or of minutes, or of volume. */
export function RevenueChart(props: {
  ledger: Ledger | undefined;
  thisMonth: Month | null;
  name: string;
  customerCode: string;
  /** Figures leave this machine only with this permission. */
  mayExport: boolean;
}): ReactNode {
  const { ledger, thisMonth } = props;
  const { t } = useTranslation();
  const { freshness } = useReference();
  const { palette } = useColours();
  const platform = usePlatform();
  const [kind, setKind] = useState<ChartKind>('revenue');
  const [span, setSpan] = useState<ChartSpan>(13);
  const data = useMemo(
    () => (ledger && thisMonth !== null ? chartData(ledger, thisMonth, span) : null),
    [ledger, thisMonth, span],
  );
  const series = useMemo(() => (data ? seriesOf(kind, data, palette, t) : []), [kind, data, palette, t]);
  const { message } = App.useApp();
  const { staff } = useAccess();
  const fileName = `${props.name}_${t(`customer.chart.${kind}`)}`;
  const saveExcel = async (months: ChartData['months']): Promise<void> => {
    const title = t(`customer.chart.${kind}`);
    const spec = chartSpec(
      {
        title,
        about: `${props.name} ${props.customerCode}`,
        months,
        series,
        unit: kind === 'revenue' ? 'yuan' : 'count',
        freshness,
        staff: { name: staff.name, staffNo: staff.staff_no },
        now: serverNow(),
      },
      t,
    );
    try {
      await platform.saveFile(`${fileName}.xlsx`, await exportWorkbook(spec), WORKBOOK_TYPE);
    } catch {
      message.error(t('customers.exporting.failed'));
    }
  };
  const comparable = data?.lastYear.filter((total) => total !== null).length ?? 0;
  const source = <AsOfHint freshness={freshness} kinds={['bi_fees']} />;
  if (!data)
    return (
      <Panel title={t('customer.chart.revenue')} hint={source} className={styles['chart'] ?? ''}>
        <EmptyState title={t('customer.chart.nothing')} />
      </Panel>
    );
  return (
    <div className={styles['chart']}>
      <ChartPanel
        fill
        title={t(`customer.chart.${kind}`)}
        hint={
          <>
            {unitWord(kind, t)} · {source}
          </>
        }
        extra={<ChartSwitches kind={kind} span={span} onKind={setKind} onSpan={setSpan} />}
        label={`${props.name} ${t(`customer.chart.${kind}`)}`}
        months={data.months}
        series={series}
        unit={kind === 'revenue' ? 'yuan' : 'count'}
        {...(kind === 'revenue' && comparable >= COURSE_NEEDS_MONTHS ? { lastYear: data.lastYear } : {})}
        {...(props.mayExport
          ? {
              onPng: (png: Uint8Array<ArrayBuffer>) =>
                void platform.saveFile(`${fileName}.png`, png, 'image/png'),
              onExcel: () => void saveExcel(data.months),
            }
          : {})}
      />
    </div>
  );
}

const unitWord = (kind: ChartKind, t: Translate): string =>
  kind === 'revenue'
    ? t('customer.chart.unitYuan')
    : kind === 'traffic'
      ? t('customer.chart.unitMinutes')
      : t('customer.chart.unitMegabytes');

function seriesOf(kind: ChartKind, data: ChartData, palette: Palette, t: Translate): StackSeries[] {
  if (kind === 'revenue') return feeSeries(data.fees, palette, t);
  if (kind === 'megabytes')
    return [
      {
        key: 'megabytes',
        name: t('domain.traffic.megabytes'),
        colour: palette.feeClasses.internet,
        values: data.traffic.megabytes,
      },
    ];
  const colours = {
    localMinutes: palette.feeClasses.local,
    longDistanceMinutes: palette.feeClasses.longDistance,
    internationalMinutes: palette.feeClasses.international,
  };
  return MINUTE_KINDS.map((key) => ({
    key,
    name: t(`domain.traffic.${key}`),
    colour: colours[key],
    values: data.traffic[key],
  }));
}

function ChartSwitches(props: {
  kind: ChartKind;
  span: ChartSpan;
  onKind: (kind: ChartKind) => void;
  onSpan: (span: ChartSpan) => void;
}): ReactNode {
  const { t } = useTranslation();
  const words = {
    revenue: t('customer.chart.showRevenue'),
    traffic: t('customer.chart.showTraffic'),
    megabytes: t('customer.chart.showMegabytes'),
  };
  return (
    <>
      <Segmented<ChartKind>
        size="small"
        aria-label={t('customer.chart.what')}
        value={props.kind}
        options={CHART_KINDS.map((value) => ({ value, label: words[value] }))}
        onChange={props.onKind}
      />
      <Segmented<ChartSpan>
        size="small"
        aria-label={t('customer.chart.howLong')}
        value={props.span}
        options={CHART_SPANS.map((value) => ({ value, label: t('customer.chart.months', { count: value }) }))}
        onChange={props.onSpan}
      />
    </>
  );
}
