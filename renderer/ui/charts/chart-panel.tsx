import { Button, Dropdown, Segmented } from 'antd';
import type { MenuProps } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../panel.tsx';
import { StackedMonthsChart } from './stacked-months-chart.tsx';
import type { StackedMonthsChartProps } from './stacked-months-chart.tsx';
import { usePng } from './use-png.ts';
import { MoreOutlined } from '../icons.tsx';

export interface ChartPanelProps extends StackedMonthsChartProps {
  title: string;
  hint?: ReactNode;
  /** Before 图/表: what else can be switched. */
  extra?: ReactNode;
  /** Receives the finished picture; absent: no such entry. */
  onPng?: (png: Uint8Array<ArrayBuffer>) => void;
  onExcel?: () => void;
  fill?: boolean;
}

/** A chart in its panel, with the switch to a table and what can be taken away from it. */
export function ChartPanel(props: ChartPanelProps): ReactNode {
  const { title, hint, extra, onPng, onExcel, fill, ...chart } = props;
  const { t } = useTranslation();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const png = usePng(title, chart);

  const items: NonNullable<MenuProps['items']> = [];
  if (onPng !== undefined) items.push({ key: 'png', label: t('ui.chart.savePng') });
  if (onExcel !== undefined) items.push({ key: 'excel', label: t('ui.chart.saveExcel') });
  const choose = (key: string): void => {
    if (key === 'excel') onExcel?.();
    else void png().then(onPng);
  };
  return (
    <Panel
      title={title}
      hint={hint}
      {...(fill === undefined ? {} : { fill })}
      actions={
        <>
          {extra}
          <Segmented
            size="small"
            aria-label={`${t('ui.chart.chart')} / ${t('ui.chart.table')}`}
            value={view}
            options={[
              { value: 'chart', label: t('ui.chart.chart') },
              { value: 'table', label: t('ui.chart.table') },
            ]}
            onChange={setView}
          />
          {items.length > 0 && (
            <Dropdown menu={{ items, onClick: ({ key }) => choose(key) }} trigger={['click']}>
              <Button size="small" type="text" aria-label={t('ui.chart.more')} icon={<MoreOutlined />} />
            </Dropdown>
          )}
        </>
      }
    >
      <StackedMonthsChart {...chart} view={view} />
    </Panel>
  );
}
