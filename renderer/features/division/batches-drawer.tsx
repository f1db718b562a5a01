import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type BatchRow, batchesResponse } from '../../../shared/api/division.ts';
import type { Month } from '../../../shared/lib/dates.ts';
import { useWorkspace } from '../../session/react.tsx';
import { formatCount, momentOf, today } from '../../ui/format/index.ts';
import { EmptyState, ReadingState, SideDrawer } from '../../ui/index.ts';
import styles from './division.module.css';
import { Failure } from './import-panel.tsx';

interface BatchesDrawerProps {
  month: Month;
  open: boolean;
  onClose: () => void;
  offline: boolean;
  /** Grows when the month was read anew. */
  version: number;
  onUndo: (batch: BatchRow) => void;
  /** What the last undo came to. */
  children: ReactNode;
}

/** 批次与撤销: what was written for a month, the newest first; a whole batch can be undone while the window is open. */
export function BatchesDrawer(props: BatchesDrawerProps): ReactNode {
  const { t } = useTranslation();
  return (
    <SideDrawer
      open={props.open}
      onClose={props.onClose}
      title={`${t('division.batches.title')} · ${props.month}`}
      size={520}
      destroyOnHidden
    >
      {props.children}
      <Batches {...props} />
    </SideDrawer>
  );
}

function Batches({ month, version, offline, onUndo }: BatchesDrawerProps): ReactNode {
  const { t } = useTranslation();
  const { online } = useWorkspace();
  const [batches, setBatches] = useState<readonly BatchRow[] | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  useEffect(() => {
    const abort = new AbortController();
    online
      .ask({
        path: `/division/v1/periods/${month}/batches`,
        answer: batchesResponse,
        signal: abort.signal,
      })
      .then((answer) => {
        setBatches(answer.batches);
        setProblem(null);
      })
      .catch((failure: unknown) => {
        if (!abort.signal.aborted) setProblem(failure);
      });
    return () => abort.abort();
  }, [online, month, version]);
  if (batches === null) {
    return problem === null ? (
      <ReadingState />
    ) : (
      <Failure title={t('division.failed.title')} problem={problem} />
    );
  }
  if (batches.length === 0) {
    return <EmptyState title={t('division.batches.none')} hint={t('division.batches.noneHint')} />;
  }
  return (
    <ul className={styles['batches']} aria-label={t('division.batches.title')}>
      {batches.map((batch) => (
        <li key={batch.batch_id}>
          <div className={styles['batch']}>
            <div className={styles['batchName']} title={batch.file_name}>
              {t(`division.batches.kind.${batch.kind}`)} · {batch.file_name}
            </div>
            <div className={styles['quiet']}>
              {t('division.batches.line', {
                by: batch.made_by_name,
                at: momentOf(batch.made_at, today()),
              })}{' '}
              ·{' '}
              {t('division.batches.moved', {
                moved: formatCount(batch.moved_count),
                rows: formatCount(batch.row_count),
              })}
            </div>
          </div>
          {batch.undone ? (
            <span className={styles['quiet']}>{t('division.batches.undone')}</span>
          ) : (
            batch.may_undo && (
              <Button
                size="small"
                disabled={offline}
                aria-label={t('division.batches.undoOf', { file: batch.file_name })}
                onClick={() => onUndo(batch)}
              >
                {t('division.batches.undo')}
              </Button>
            )
          )}
        </li>
      ))}
    </ul>
  );
}
