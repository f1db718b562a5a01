import { Button, Spin } from 'antd';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../ui/format/index.ts';
import { DownloadOutlined } from '../../ui/icons.tsx';
import { ErrorState, Panel } from '../../ui/index.ts';
import { workbookWords } from '../workbook-import/index.ts';
import { CheckedRows } from './checked-rows.tsx';
import styles from './import.module.css';
import { problemWords } from './problem.ts';
import type { ImportState, SheetImporting } from './use-import.ts';
import { sumsOf, verdictsOf, type RowWords } from './verdicts.ts';

interface ImportPanelProps {
  importing: SheetImporting;
  words: RowWords;
  offline: boolean;
  onPick: () => void;
  onDownload: (state: Looked) => void;
  onUndo: (batchId: string, fileName: string, count: number) => void;
}

/** A sheet whose every row has been looked at, before or after it was written. */
export type Looked = Extract<ImportState, { kind: 'checked' | 'written' }>;

/** 导入预检: what a sheet would do, row by row; nothing is written before the button says so. */
export function ImportPanel(props: ImportPanelProps): ReactNode {
  const { t } = useTranslation();
  const { state, discard, checkAgain } = props.importing;
  if (state.kind === 'none') return null;
  if (state.kind === 'checked' || state.kind === 'written') return <LookedAt {...props} state={state} />;
  const away = <Button onClick={discard}>{t('division.import.discard')}</Button>;
  return (
    <Panel title={t('division.import.title')} className={styles['short'] ?? ''}>
      {state.kind === 'reading' || state.kind === 'checking' ? (
        <div className={styles['working']} role="status">
          <Spin size="small" />
          {state.kind === 'reading'
            ? t('division.import.reading', { file: state.name })
            : t('division.import.checking', { count: state.rows })}
          <Button size="small" type="text" onClick={discard}>
            {t('common.cancel')}
          </Button>
        </div>
      ) : state.kind === 'refused' ? (
        <ErrorState
          title={t('division.import.refusedTitle', { file: state.name })}
          text={
            <>
              {state.refusal === null ? t('division.import.unreadable') : workbookWords(state.refusal, t)}{' '}
              {t('division.import.refusedKept')}
            </>
          }
          action={
            <div className={styles['acts']}>
              <Button onClick={props.onPick}>{t('division.import.other')}</Button>
              {away}
            </div>
          }
        />
      ) : (
        <Failure
          title={t('division.import.failed')}
          problem={state.problem}
          action={
            <div className={styles['acts']}>
              <Button onClick={checkAgain}>{t('common.retry')}</Button>
              {away}
            </div>
          }
        />
      )}
    </Panel>
  );
}

/** An act that did not take place, and why. */
export function Failure(props: { title: string; problem: unknown; action?: ReactNode }): ReactNode {
  const { t } = useTranslation();
  const { text, code } = problemWords(props.problem, t);
  return (
    <ErrorState
      title={props.title}
      text={text}
      {...(props.action === undefined ? {} : { action: props.action })}
      {...(code === undefined ? {} : { code })}
    />
  );
}

function LookedAt({
  state,
  importing,
  words,
  offline,
  ...props
}: ImportPanelProps & { state: Looked }): ReactNode {
  const { t } = useTranslation();
  const { file, answer, choices } = state;
  const written = state.kind === 'written';
  const verdicts = useMemo(() => verdictsOf(answer.rows, choices), [answer.rows, choices]);
  const sums = sumsOf(verdicts);
  const writing = state.kind === 'checked' && state.writing;
  const moved = written ? state.answer.accepted : 0;
  return (
    <CheckedRows
      title={t(written ? 'division.import.resultTitle' : 'division.import.title')}
      hint={
        written
          ? t('division.import.written', { file: file.name, count: verdicts.length, moved })
          : t('division.import.notWritten', { file: file.name, count: verdicts.length })
      }
      verdicts={verdicts}
      written={written}
      exportedAt={answer.exported_at}
      context={{ ...words, pooled: state.pooled }}
      onChoose={written ? undefined : importing.choose}
    >
      {state.kind === 'checked' && state.problem !== null && (
        <div className={styles['trouble']}>
          <Failure title={t('division.import.failedApply')} problem={state.problem} />
        </div>
      )}
      {state.kind === 'written' && state.promised !== moved && (
        <div className={styles['trouble']}>
          <ErrorState tone="soon" title={t('division.import.fewer', { shown: state.promised, moved })} />
        </div>
      )}
      <footer className={styles['bar']}>
        <Sum
          words={t(written ? 'division.import.applied' : 'division.import.ACCEPTED')}
          count={sums.ACCEPTED}
        />
        <Sum words={t('division.import.UNCHANGED')} count={sums.UNCHANGED} />
        <Sum words={t('division.import.REJECTED')} count={sums.REJECTED} bad />
        <span className={styles['hint']}>{t('division.import.undoable')}</span>
        <div className={styles['barActs']}>
          <Button icon={<DownloadOutlined />} onClick={() => props.onDownload(state)}>
            {t('division.import.download')}
          </Button>
          {state.kind === 'written' ? (
            <>
              <Button
                disabled={offline}
                onClick={() => props.onUndo(state.answer.batch_id, file.name, state.answer.accepted)}
              >
                {t('division.batches.askOk', { count: state.answer.accepted })}
              </Button>
              <Button type="primary" onClick={importing.discard}>
                {t('division.import.done')}
              </Button>
            </>
          ) : (
            <>
              <Button onClick={importing.discard} disabled={writing}>
                {t('division.import.discard')}
              </Button>
              <Button
                type="primary"
                loading={writing}
                disabled={offline || sums.ACCEPTED === 0}
                onClick={importing.write}
              >
                {t(sums.REJECTED === 0 ? 'division.import.applyAll' : 'division.import.applyGood', {
                  count: formatCount(sums.ACCEPTED),
                })}
              </Button>
            </>
          )}
        </div>
      </footer>
    </CheckedRows>
  );
}

function Sum({ words, count, bad }: { words: string; count: number; bad?: boolean }): ReactNode {
  return (
    <span className={bad && count > 0 ? styles['bad'] : undefined}>
      {words} <b>{formatCount(count)}</b>
    </span>
  );
}
