import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { feedbackId, isAnswered } from '../../../shared/domain/feedback.ts';
import { monthsStatistics } from '../../../shared/reports/index.ts';
import { formatCount } from '../../ui/format/index.ts';
import { figureText } from './figures.ts';
import styles from './lists.module.css';
import type { FeedbackBook } from './use-feedback.ts';
import type { OpenList } from './use-subscription-list.ts';

const BANDS = ['one', 'two', 'three', 'six'] as const;

/** What the whole list comes to, on one line. */
export function Summary({ open, feedback }: { open: OpenList; feedback: FeedbackBook }): ReactNode {
  const { t } = useTranslation();
  const { list, totals, rows } = open;
  const bands = useMemo(() => monthsStatistics(list, rows), [list, rows]);
  const written = useWritten(open, feedback);
  const facts: string[] = [
    t('lists.sum.rows', { count: totals.rows }),
    t('lists.sum.customers', { count: totals.customers }),
  ];
  if (list.period === 'month') facts.push(t('lists.sum.fresh', { count: totals.fresh }));
  list.columns.forEach(({ key, figure }, column) => {
    const sum = totals.sums[column] ?? null;
    if (sum !== null)
      facts.push(
        t('lists.sum.of', { name: t(`lists.column.${key as 'revenue'}`), sum: figureText(figure, sum, t) }),
      );
  });
  if (bands !== null)
    BANDS.forEach((band, i) => {
      const count = bands[i] ?? 0;
      if (count > 0)
        facts.push(t('lists.sum.band', { band: t(`lists.band.${band}`), count: formatCount(count) }));
    });
  if (written !== null) facts.push(t('lists.sum.written', { written, total: totals.rows }));
  return (
    <div className={styles['summary']} role="status">
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
    </div>
  );
}

/** How many of the rows somebody wrote about. */
function useWritten({ list, month, rows, index }: OpenList, { views }: FeedbackBook): number | null {
  return useMemo(() => {
    const topic = list.feedback;
    if (topic === undefined || month === null) return null;
    if (views.size === 0) return 0;
    let written = 0;
    rows.keys.forEach((position, row) => {
      const { subscriptionId } = index.subscriptionAt(position, rows.subscriptions[row]!);
      if (isAnswered(views.get(feedbackId({ topic, month, subscriptionId })))) written++;
    });
    return written;
  }, [list, month, rows, index, views]);
}
