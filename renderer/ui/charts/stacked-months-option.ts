import type { CustomSeriesOption } from 'echarts/charts';
import type { EChartsCoreOption } from 'echarts/core';
import type { Language } from '../../i18n/index.ts';
import { axisLabel, lastYearMark, monthLabels, totals } from './months.ts';
import type { StackedMonths } from './types.ts';

export interface ChartColours {
  text: string;
  axis: string;
  line: string;
  panel: string;
  fontFamily: string;
}

export interface StackedMonthsWords {
  lastYear: string;
  total: string;
  /** A value as a person reads it, with its unit left to the heading. */
  value: (value: number) => string;
}

interface Drawing {
  data: StackedMonths;
  hidden: ReadonlySet<string>;
  colours: ChartColours;
  words: StackedMonthsWords;
  language: Language;
}

/** So many months have each its name below; of more, those that fit. */
const EVERY_MONTH = 13;
const BAR_SHARE = 0.6;
const BAR_MAX = 28;

/** What ECharts draws: bars of classes, the total on the last one, last year as a tick or a dashed line. */
export function stackedMonthsOption(drawing: Drawing): EChartsCoreOption {
  const { data, colours, language } = drawing;
  const scale = data.unit === 'yuan' ? 100 : 1;
  const axisText = { color: colours.axis, fontSize: 12, fontFamily: colours.fontFamily };
  return {
    animation: false,
    textStyle: { fontFamily: colours.fontFamily },
    grid: { left: 46, right: 16, top: 26, bottom: 42 },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'none' },
      confine: true,
      // Told where its words stand, ECharts need not ask the page for its styles with every option.
      appendTo: (chart: HTMLElement) => chart,
      transitionDuration: 0,
      backgroundColor: colours.panel,
      borderColor: colours.line,
      textStyle: { color: colours.text, fontSize: 12, fontFamily: colours.fontFamily },
      formatter: (points: unknown) => tooltip(drawing, firstIndex(points)),
    },
    xAxis: {
      type: 'category',
      data: monthLabels(data.months, language),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.line } },
      axisLabel: { ...axisText, interval: data.months.length <= EVERY_MONTH ? 0 : 'auto', lineHeight: 16 },
    },
    yAxis: {
      type: 'value',
      min: 0,
      splitNumber: 3,
      axisLabel: { ...axisText, formatter: (value: number) => axisLabel(value / scale, language) },
      splitLine: { lineStyle: { color: colours.line } },
    },
    series: [...barSeries(drawing), ...lastYearSeries(drawing), ...lastTotalSeries(drawing)],
  };
}

function barSeries({ data, hidden, colours }: Drawing): object[] {
  const shown = data.series.filter((one) => !hidden.has(one.key));
  return shown.map((one) => ({
    type: 'bar',
    name: one.name,
    id: one.key,
    stack: 'all',
    barWidth: `${BAR_SHARE * 100}%`,
    barMaxWidth: BAR_MAX,
    cursor: 'pointer',
    itemStyle: { color: one.colour, borderColor: colours.panel, borderWidth: 0.5 },
    emphasis: { disabled: true },
    data: one.values,
  }));
}

function lastYearSeries({ data, colours, words }: Drawing): object[] {
  const mark = lastYearMark(data.lastYear);
  if (mark === 'none' || data.lastYear === undefined) return [];
  if (mark === 'line') {
    return [
      {
        type: 'line',
        name: words.lastYear,
        id: '#lastYear',
        data: data.lastYear,
        symbol: 'circle',
        symbolSize: 5,
        silent: true,
        lineStyle: { color: colours.text, width: 1.75, type: 'dashed' },
        itemStyle: { color: colours.text, borderColor: colours.panel, borderWidth: 1 },
        z: 5,
      },
    ];
  }
  return [{ ...tickSeries(colours), name: words.lastYear, data: ticks(data.lastYear) }];
}

/** Months that the figure of the last bar lies over, which ends where that bar ends. */
const BELOW_LABEL = 3;

/** Where the figure of the last bar has room: above the bars and the points of last year that it would lie on. */
export function labelHeight(sums: readonly number[], lastYear: StackedMonths['lastYear'] = []): number {
  const near = sums.map((_, i) => i).slice(-BELOW_LABEL);
  return Math.max(...near.map((i) => Math.max(sums[i] ?? 0, lastYear[i] ?? 0)));
}

/** Only the last bar carries its value. */
function lastTotalSeries({ data, hidden, colours, words }: Drawing): CustomSeriesOption[] {
  const last = data.months.length - 1;
  const sums = totals(data, hidden);
  if (last < 0 || data.series.every(({ key }) => hidden.has(key))) return [];
  return [
    {
      type: 'custom',
      id: '#total',
      silent: true,
      z: 6,
      data: [[last, labelHeight(sums, data.lastYear)]],
      renderItem: (_, api) => {
        const [x = 0, y = 0] = api.coord([api.value(0), api.value(1)]);
        return {
          type: 'text',
          style: {
            text: words.value(sums[last] ?? 0),
            // Ends where the bar ends: centred, a long figure would leave the panel.
            x: x + BAR_MAX / 2,
            y: y - 5,
            align: 'right',
            verticalAlign: 'bottom',
            fill: colours.text,
            font: `600 12px ${colours.fontFamily}`,
          },
        };
      },
    },
  ];
}

const ticks = (values: readonly (number | null)[]): [number, number][] =>
  values.flatMap((value, i) => (value === null ? [] : [[i, value] satisfies [number, number]]));

/** A stroke across the bar, a little wider than it. */
const tickSeries = (colours: ChartColours): CustomSeriesOption => ({
  type: 'custom',
  id: '#lastYear',
  silent: true,
  z: 5,
  renderItem: (_, api) => {
    const [x = 0, y = 0] = api.coord([api.value(0), api.value(1)]);
    const size = api.size?.([1, 0]);
    const category = Array.isArray(size) ? (size[0] ?? 0) : (size ?? 0);
    const half = Math.min(category * BAR_SHARE, BAR_MAX) / 2 + 5;
    return {
      type: 'line',
      shape: { x1: x - half, y1: y, x2: x + half, y2: y },
      style: { stroke: colours.text, lineWidth: 2 },
    };
  },
});

function firstIndex(points: unknown): number {
  const first: unknown = Array.isArray(points) ? points[0] : points;
  return typeof first === 'object' && first !== null && 'dataIndex' in first ? Number(first.dataIndex) : 0;
}

/** Built as elements, so that nothing in it is ever read as markup. */
function tooltip({ data, hidden, words }: Drawing, i: number): HTMLElement {
  const table = document.createElement('table');
  table.style.cssText = 'border-spacing:0;line-height:20px;font-variant-numeric:tabular-nums';
  addRow(table, data.months[i] ?? '', '', 'bold');
  const shown = data.series.filter((one) => !hidden.has(one.key)).reverse();
  for (const one of shown) addRow(table, one.name, words.value(one.values[i] ?? 0), 'normal', one.colour);
  addRow(table, words.total, words.value(totals(data, hidden)[i] ?? 0), 'bold');
  const before = data.lastYear?.[i];
  if (before !== null && before !== undefined) addRow(table, words.lastYear, words.value(before), 'normal');
  return table;
}

function addRow(table: HTMLTableElement, name: string, value: string, weight: string, colour?: string): void {
  const row = table.insertRow();
  const label = row.insertCell();
  if (colour !== undefined) {
    const square = document.createElement('i');
    square.style.cssText = 'display:inline-block;width:9px;height:9px;border-radius:2px;margin-right:6px';
    square.style.background = colour;
    label.append(square);
  }
  label.append(name);
  label.style.paddingRight = '16px';
  const figure = row.insertCell();
  figure.append(value);
  figure.style.textAlign = 'right';
  row.style.fontWeight = weight === 'bold' ? '600' : '400';
}
