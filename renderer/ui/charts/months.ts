import type { Month } from '../../../shared/lib/dates.ts';
import type { Language } from '../../i18n/index.ts';
import type { StackedMonths } from './types.ts';

const ENGLISH = new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' });

const nameOf = (month: Month, language: Language): string =>
  language === 'zh-CN' ? `${Number(month.slice(5))}月` : ENGLISH.format(new Date(`${month}-01T00:00:00Z`));

/** Labels under the bars: `10月`, with the year below the first month and below every January. */
export const monthLabels = (months: readonly Month[], language: Language): string[] =>
  months.map((month, i) => {
    const name = nameOf(month, language);
    return i === 0 || month.endsWith('-01') ? `${name}\n${month.slice(0, 4)}` : name;
  });

/** The sum of the classes that are shown, per month. */
export const totals = (data: StackedMonths, hidden: ReadonlySet<string>): number[] =>
  data.months.map((_, i) =>
    data.series.reduce((sum, one) => (hidden.has(one.key) ? sum : sum + (one.values[i] ?? 0)), 0),
  );

/** Classes that occur at all; only these stand in the legend. */
export const occurring = (data: StackedMonths): StackedMonths => ({
  ...data,
  series: data.series.filter((one) => one.values.some((value) => value !== 0)),
});

/** A mark of the value axis in yuan or pieces: 万 from 10,000, in English thousands. */
export function axisLabel(value: number, language: Language): string {
  if (Math.abs(value) < 10_000) return String(value);
  return language === 'zh-CN' ? `${trim(value / 10_000)}万` : `${trim(value / 1000)}k`;
}

const trim = (value: number): string => String(Math.round(value * 100) / 100);

/** With fewer comparable months than this a line would pretend a course; a tick across the bar does not. */
const LINE_NEEDS_MONTHS = 3;

export type LastYearMark = 'none' | 'tick' | 'line';

export function lastYearMark(lastYear: StackedMonths['lastYear']): LastYearMark {
  const known = lastYear?.filter((value) => value !== null).length ?? 0;
  if (known === 0) return 'none';
  return known < LINE_NEEDS_MONTHS ? 'tick' : 'line';
}
