import { theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/index.ts';
import { formatCount, formatYuan } from '../format/index.ts';
import { occurring } from './months.ts';
import { stackedMonthsOption } from './stacked-months-option.ts';
import type { StackedMonths } from './types.ts';

/** Draws the chart once more, by itself, with its title and legend inside the picture. */
export function usePng(title: string, chart: StackedMonths): () => Promise<Uint8Array<ArrayBuffer>> {
  const { t } = useTranslation();
  const { token } = theme.useToken();
  return async () => {
    const { drawPng } = await import('./stacked-months-canvas.tsx');
    const textStyle = { color: token.colorText, fontFamily: token.fontFamily };
    const option = stackedMonthsOption({
      data: occurring(chart),
      hidden: new Set(),
      colours: {
        text: token.colorText,
        axis: token.colorTextTertiary,
        line: token.colorSplit,
        panel: token.colorBgContainer,
        fontFamily: token.fontFamily,
      },
      words: {
        lastYear: t('ui.chart.lastYear'),
        total: t('ui.chart.total'),
        value: chart.unit === 'yuan' ? formatYuan : formatCount,
      },
      language: currentLanguage(),
    });
    return drawPng(
      {
        ...option,
        title: { text: title, left: 16, top: 12, textStyle: { ...textStyle, fontSize: 14, fontWeight: 600 } },
        legend: { left: 16, top: 40, itemWidth: 9, itemHeight: 9, icon: 'rect', textStyle },
        grid: { left: 60, right: 28, top: 88, bottom: 52 },
      },
      token.colorBgContainer,
    );
  };
}
