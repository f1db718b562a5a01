import { App, Button, Input } from 'antd';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import {
  type Finding,
  findingsResponse,
  type FindingsResponse,
  MAX_FINDINGS,
} from '../../../shared/api/quality.ts';
import { useIndex, useWorkspace } from '../../session/react.tsx';
import { formatCount } from '../../ui/format/index.ts';
import { DataTable, EmptyState, ReadingState } from '../../ui/index.ts';
import { customerPath, useAccess } from '../customers/index.ts';
import { type OnlineReading, OnlineProblem, onlineProblem } from '../online/index.ts';
import { useChartFiles } from '../workbench/index.ts';
import { findingColumns } from './finding-columns.tsx';
import { type FindingFilter, findingSheet } from './finding-sheet.ts';
import styles from './quality.module.css';

interface FindingsPanelProps {
  reading: OnlineReading<FindingsResponse>;
  filter: FindingFilter;
  onSearch: (search: string) => void;
  onMore: () => void;
}

/** The findings of one kind, or of all: with the way to the customer or the cabinet, and as a workbook. */
export function FindingsPanel({ reading, filter, onSearch, onMore }: FindingsPanelProps): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const index = useIndex();
  const access = useAccess();
  const keepsCabinets = access.mayAnywhere('cabinet.edit');
  const columns = useMemo(
    () => findingColumns(t, { isHere: (code) => index.positionOf(code) !== undefined, keepsCabinets }),
    [t, index, keepsCabinets],
  );
  const held = useMemo(() => reading.data?.findings ?? [], [reading.data]);
  const rows = useMemo(() => Uint32Array.from(held, (_, i) => i), [held]);
  const at = useMemo(() => (i: number) => held[i]!, [held]);
  const total = reading.data?.total ?? 0;
  return (
    <>
      <div className={styles['filters']}>
        <Input.Search
          className={styles['search'] ?? ''}
          allowClear
          aria-label={t('quality.search')}
          placeholder={t('quality.search')}
          onSearch={(text) => onSearch(text.trim())}
        />
        <ExportFindings filter={filter} count={total} />
      </div>
      {reading.problem !== null && <OnlineProblem error={reading.problem} onRetry={reading.reload} />}
      <DataTable<Finding>
        label={t('quality.title')}
        columns={columns}
        rows={rows}
        at={at}
        rowKey={(row) => `${row.kind} ${row.subject}`}
        onOpen={({ customer_code: code }) => {
          if (code !== null) void navigate(customerPath(code));
        }}
        empty={
          reading.reading ? (
            <ReadingState />
          ) : (
            reading.problem === null && <EmptyState title={t('quality.none')} hint={t('quality.noneHint')} />
          )
        }
      />
      {total > held.length && (
        <div className={styles['more']}>
          <span className={styles['faint']}>
            {t('quality.shown', { shown: formatCount(held.length), total: formatCount(total) })}
          </span>
          <Button size="small" loading={reading.reading} onClick={onMore}>
            {t('quality.more')}
          </Button>
        </div>
      )}
    </>
  );
}

function ExportFindings({ filter, count }: { filter: FindingFilter; count: number }): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { online } = useWorkspace();
  const [running, setRunning] = useState(false);
  const files = useChartFiles(t('quality.title'), t('reassignment.log.allUnits'));
  if (files === null) return null;
  const save = async (): Promise<void> => {
    setRunning(true);
    try {
      const { findings } = await online.ask({
        path: '/quality/v1/findings',
        query: { kind: filter.kind ?? undefined, search: filter.search, limit: MAX_FINDINGS },
        answer: findingsResponse,
        timeoutMs: 60_000,
      });
      files.saveExcel(findingSheet(findings, filter, t));
    } catch (error) {
      message.error(onlineProblem(error, t));
    } finally {
      setRunning(false);
    }
  };
  return (
    <Button size="small" loading={running} disabled={count === 0} onClick={() => void save()}>
      {t('quality.export')}
    </Button>
  );
}
