import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type SegmentLine, segmentReport } from '../../../shared/api/outbound.ts';
import { REPORTING_SEGMENTS } from '../../../shared/domain/org-units.ts';
import { useReference } from '../../session/react.tsx';
import { formatCount, momentOf, today } from '../../ui/format/index.ts';
import { AsOfHint, EmptyState, ReadingState } from '../../ui/index.ts';
import { OnlineProblem, useOnlineRead } from '../online/index.ts';
import { useChartFiles } from '../workbench/index.ts';
import styles from './quality.module.css';
import { countOf, segmentSheet, sumOf } from './segment-figures.ts';

/** 按统计属性: who serves the customers, and as what they are reported; with when identities last went out. */
export function SegmentsPanel(): ReactNode {
  const { t } = useTranslation();
  const { freshness } = useReference();
  const { data, problem, reload } = useOnlineRead({ path: '/outbound/v1/segments', answer: segmentReport });
  const files = useChartFiles(t('quality.segments.title'), t('reassignment.log.allUnits'));
  if (data === null)
    return problem === null ? <ReadingState /> : <OnlineProblem error={problem} onRetry={reload} />;
  const { newest_file: newest, lines } = data;
  return (
    <>
      <div className={styles['filters']}>
        <span className={styles['faint']}>
          {t('quality.segments.hint')} · <AsOfHint freshness={freshness} kinds={['billing_users']} />
        </span>
        <span className={styles['faint']}>
          {newest === null
            ? t('quality.segments.noFile')
            : t('quality.segments.newest', {
                day: newest.day,
                count: newest.row_count,
                at: momentOf(newest.made_at, today()),
              })}
        </span>
        {files !== null && (
          <Button
            size="small"
            disabled={lines.length === 0}
            onClick={() => files.saveExcel(segmentSheet(lines, t))}
          >
            {t('quality.export')}
          </Button>
        )}
      </div>
      {problem !== null && <OnlineProblem error={problem} onRetry={reload} />}
      {lines.length === 0 ? (
        <EmptyState title={t('quality.segments.none')} />
      ) : (
        <SegmentTable lines={lines} />
      )}
    </>
  );
}

function SegmentTable({ lines }: { lines: readonly SegmentLine[] }): ReactNode {
  const { t } = useTranslation();
  const all = sumOf(lines);
  return (
    <div className={styles['rows']}>
      <table className={styles['table']} aria-label={t('quality.segments.title')}>
        <thead>
          <tr>
            <th>{t('quality.segments.department')}</th>
            <th>{t('quality.segments.network')}</th>
            {REPORTING_SEGMENTS.map((segment) => (
              <th key={segment} className={styles['figure']}>
                {t(`domain.segment.${segment}`)}
              </th>
            ))}
            <th className={styles['figure']}>{t('quality.segments.total')}</th>
            <th className={styles['figure']} title={t('quality.segments.differingHint')}>
              {t('quality.segments.differing')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.department_code}>
              <td>{line.name}</td>
              <td className={styles['faint']}>{line.network_name}</td>
              <Figures line={line} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>{t('quality.segments.total')}</td>
            <td />
            <Figures line={all} />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Figures({
  line,
}: {
  line: Pick<SegmentLine, 'customers' | 'subscriptions' | 'differing'>;
}): ReactNode {
  return (
    <>
      {REPORTING_SEGMENTS.map((segment) => (
        <td key={segment} className={styles['figure']}>
          <Pair customers={line.customers[segment]} subscriptions={line.subscriptions[segment]} />
        </td>
      ))}
      <td className={styles['figure']}>
        <Pair customers={countOf(line.customers)} subscriptions={countOf(line.subscriptions)} />
      </td>
      <td className={`${styles['figure']} ${line.differing > 0 ? styles['soon'] : styles['faint']}`}>
        {formatCount(line.differing)}
      </td>
    </>
  );
}

function Pair({ customers, subscriptions }: { customers: number; subscriptions: number }): ReactNode {
  return (
    <>
      {formatCount(customers)} <span className={styles['faint']}>({formatCount(subscriptions)})</span>
    </>
  );
}
