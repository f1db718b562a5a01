import { App, Button } from 'antd';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Adjustment } from '../../../shared/api/adjustments.ts';
import type { Translate } from '../../i18n/index.ts';
import { useIndex, useReference } from '../../session/react.tsx';
import { momentOf, today as todayOf } from '../../ui/format/index.ts';
import { DataTable, EmptyState, ReadingState } from '../../ui/index.ts';
import type { DataColumn } from '../../ui/index.ts';
import { customerPath } from '../customers/index.ts';
import { useChartFiles } from '../workbench/index.ts';
import { filterWords, logSheet } from './log-sheet.ts';
import { LogFilterBar } from './log-filter-bar.tsx';
import { actorWords } from './log-words.ts';
import { OnlineProblem, onlineProblem } from '../online/index.ts';
import styles from './reassignment.module.css';
import { useAdjustments } from './use-adjustments.ts';
import type { Adjustments, LogFilter } from './use-adjustments.ts';

/** 调整日志: who moved which customer when, from where, to where and why. The server alone has it. */
export function AdjustmentLog({ tabs }: { tabs: ReactNode }): ReactNode {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<LogFilter>({});
  const log = useAdjustments(filter);
  const index = useIndex();
  const columns = useMemo(
    () => columnsOf((code) => index.positionOf(code) !== undefined, todayOf(), t),
    [index, t],
  );
  const rows = useMemo(() => Uint32Array.from(log.rows, (_, i) => i), [log.rows]);
  const at = useMemo(() => (i: number) => log.rows[i]!, [log.rows]);
  return (
    <section className={styles['queue']} style={{ flex: 1 }} aria-label={t('reassignment.tab.log')}>
      {tabs}
      <div className={styles['filters']}>
        <LogFilterBar filter={filter} onChange={setFilter} />
        <span className={styles['barEnd']}>
          <ExportLog log={log} filter={filter} />
        </span>
      </div>
      {log.problem !== null && <OnlineProblem error={log.problem} onRetry={log.retry} />}
      <DataTable<Adjustment>
        label={t('reassignment.tab.log')}
        columns={columns}
        rows={rows}
        at={at}
        rowKey={rowKey}
        empty={
          log.reading ? (
            <ReadingState />
          ) : (
            log.problem === null && <EmptyState title={t('reassignment.log.empty')} />
          )
        }
      />
      {log.more && (
        <div className={styles['more']}>
          <span className={styles['quiet']}>{t('reassignment.log.shown', { count: log.rows.length })}</span>
          <Button size="small" loading={log.reading} onClick={log.loadMore}>
            {t('reassignment.log.more')}
          </Button>
        </div>
      )}
    </section>
  );
}

const rowKey = (row: Adjustment): string => String(row.log_id);

function ExportLog({ log, filter }: { log: Adjustments; filter: LogFilter }): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { units } = useReference();
  const [running, setRunning] = useState(false);
  const scope = units.get(filter.unitCode ?? '')?.name ?? t('reassignment.log.allUnits');
  const files = useChartFiles(t('reassignment.tab.log'), scope);
  if (files === null) return null;
  const save = async (): Promise<void> => {
    setRunning(true);
    try {
      files.saveExcel(logSheet(await log.all(), filterWords(filter, t), t));
    } catch (error) {
      message.error(onlineProblem(error, t));
    } finally {
      setRunning(false);
    }
  };
  return (
    <Button size="small" loading={running} disabled={log.rows.length === 0} onClick={() => void save()}>
      {t('reassignment.log.export')}
    </Button>
  );
}

function columnsOf(isHere: (code: string) => boolean, today: string, t: Translate): DataColumn<Adjustment>[] {
  const none = t('common.none');
  return [
    {
      key: 'at',
      title: t('reassignment.log.at'),
      width: 100,
      render: (row) => momentOf(row.logged_at, today),
      text: (row) => row.logged_at,
    },
    {
      key: 'customer',
      title: t('reassignment.column.customer'),
      width: 190,
      grow: 1,
      render: (row) => (
        <>
          {isHere(row.customer_code) ? (
            <Link className={styles['link']} to={customerPath(row.customer_code)}>
              {row.customer_name}
            </Link>
          ) : (
            row.customer_name
          )}{' '}
          <span className={styles['second']}>{row.customer_code}</span>
        </>
      ),
      text: (row) => `${row.customer_code} ${row.customer_name}`,
    },
    {
      key: 'kind',
      title: t('reassignment.log.kind'),
      width: 92,
      render: (row) => t(`reassignment.log.kinds.${row.kind}`),
      text: (row) => t(`reassignment.log.kinds.${row.kind}`),
    },
    {
      key: 'from',
      title: t('reassignment.log.from'),
      width: 120,
      grow: 1,
      render: (row) => row.from_name ?? row.from_community ?? none,
      text: (row) => row.from_name ?? '',
    },
    {
      key: 'to',
      title: t('reassignment.log.to'),
      width: 120,
      grow: 1,
      render: (row) => row.to_name ?? row.to_community ?? none,
      text: (row) => row.to_name ?? '',
    },
    {
      key: 'actor',
      title: t('reassignment.log.actor'),
      width: 88,
      render: (row) => actorWords(row, t),
      text: (row) => actorWords(row, t),
    },
    {
      key: 'reason',
      title: t('reassignment.column.reason'),
      width: 140,
      grow: 2,
      render: (row) => <span title={row.reason}>{row.reason || none}</span>,
      text: (row) => row.reason,
    },
  ];
}
