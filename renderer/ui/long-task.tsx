import { Button, Progress } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount, formatDuration, remainingMs } from './format/index.ts';
import { useNow } from './use-now.ts';
import styles from './states.module.css';

export interface LongTaskProps {
  title: ReactNode;
  done: number;
  total: number;
  /** What is counted; rows where absent. */
  unit?: string;
  /** When it began, in ms since the epoch; from it the time left is guessed. */
  startedAt: number;
  onCancel?: () => void;
}

/** Work that takes a while: done of all, time left, a way out, and that one may go on working. */
export function LongTask({ title, done, total, unit, startedAt, onCancel }: LongTaskProps): ReactNode {
  const { t } = useTranslation();
  const left = remainingMs(done, total, useNow(1000).getTime() - startedAt);
  return (
    <div className={styles['task']} role="status">
      <div className={styles['taskHead']}>
        <span>{title}</span>
        <span className={styles['taskLeft']}>
          {left !== null && t('ui.task.remaining', { time: formatDuration(left, t) })}
        </span>
        {onCancel !== undefined && (
          <Button size="small" type="text" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
        )}
      </div>
      <Progress percent={total === 0 ? 0 : (done / total) * 100} showInfo={false} size={['100%', 6]} />
      <div className={styles['text']}>
        {t('ui.task.done', {
          done: formatCount(done),
          total: formatCount(total),
          unit: unit ?? t('ui.task.rows'),
        })}
      </div>
    </div>
  );
}
