import { Button, Dropdown } from 'antd';
import type { MenuProps } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MoreOutlined } from '../icons.tsx';

export type ChartView = 'chart' | 'table';

/** ⋯ of a chart: the other view where the header has no room for a switch, and what can be taken away. */
export function ChartMenu(props: {
  view?: ChartView;
  onView?: (view: ChartView) => void;
  onPng?: (() => void) | undefined;
  onExcel?: (() => void) | undefined;
}): ReactNode {
  const { view, onView, onPng, onExcel } = props;
  const { t } = useTranslation();
  const items: NonNullable<MenuProps['items']> = [];
  if (onView !== undefined && view !== undefined)
    items.push({
      key: 'view',
      label: view === 'chart' ? t('ui.chart.asTable') : t('ui.chart.asChart'),
      onClick: () => onView(view === 'chart' ? 'table' : 'chart'),
    });
  if (onPng !== undefined) items.push({ key: 'png', label: t('ui.chart.savePng'), onClick: onPng });
  if (onExcel !== undefined) items.push({ key: 'excel', label: t('ui.chart.saveExcel'), onClick: onExcel });
  if (items.length === 0) return null;
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button size="small" type="text" aria-label={t('ui.chart.more')} icon={<MoreOutlined />} />
    </Dropdown>
  );
}
