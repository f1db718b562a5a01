import { Button, Progress } from 'antd';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DownloadProgress, SyncStatus } from '../../data/types.ts';
import { useIndex, useSessionState, useSyncStatus, useWorkspace } from '../../session/react.tsx';
import { formatCount, formatDuration, formatMegabytes, remainingMs } from '../../ui/format/index.ts';
import { ErrorState } from '../../ui/index.ts';
import { DownloadTable } from './download-table.tsx';
import { EntryFrame } from './entry-frame.tsx';
import styles from './entry.module.css';
import type { EntryPageProps } from './sign-in-page.tsx';

/** The first download with rows, MB and time left; the list may be opened at any moment while it goes on. */
export function FirstDownloadPage(props: EntryPageProps & { onStart: () => void }): ReactNode {
  const { t } = useTranslation();
  const state = useSessionState();
  const workspace = useWorkspace();
  const status = useSyncStatus();
  const index = useIndex();
  const customers = index.size === 0 ? 0 : index.count({});
  const staff = state.kind === 'signedIn' ? state.staff : null;
  const role = staff?.roles[0];
  const who = [staff?.name, role?.title].filter(Boolean).join(' · ');
  const download =
    role === undefined
      ? undefined
      : `${role.unit_name} ${t('download.customers', { count: customers, shown: formatCount(customers) })}`;
  return (
    <EntryFrame
      step={{ current: 'download', who, ...(download === undefined ? {} : { download }) }}
      version={props.version}
      onOtherLanguage={props.onOtherLanguage}
    >
      <div className={styles['downloadHead']}>
        <h1 className={styles['title']}>{t('download.title')}</h1>
        <TimeLeft status={status} />
      </div>
      <Sums progress={status.progress} />
      {status.trouble !== null && (
        <div className={styles['problem']}>
          <ErrorState
            tone="soon"
            title={t(`sync.headline.trouble.${status.trouble}`)}
            text={t(`sync.explain.trouble.${status.trouble}`)}
          />
        </div>
      )}
      <DownloadTable progress={status.progress} />
      <p className={styles['hint']}>
        {status.state === 'offline' ? t('download.offline') : t('download.hint')}
      </p>
      <div className={styles['buttons']}>
        <Button onClick={() => workspace.pause(!status.paused)}>
          {status.paused ? t('download.resume') : t('download.pause')}
        </Button>
        <Button type="primary" onClick={props.onStart}>
          {customers === 0
            ? t('download.startEmpty')
            : t('download.start', { count: customers, shown: formatCount(customers) })}
        </Button>
      </div>
    </EntryFrame>
  );
}

/** Time left at the speed so far; looked at anew each second. */
function TimeLeft({ status }: { status: SyncStatus }): ReactNode {
  const { t } = useTranslation();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const { progress } = status;
  if (status.paused) return <span className={styles['left']}>{t('download.paused')}</span>;
  if (progress === null || status.state === 'offline') return null;
  const left = remainingMs(progress.rows, progress.expectedRows, now - Date.parse(progress.startedAt));
  if (left === null) return null;
  return <span className={styles['left']}>{t('download.remaining', { time: formatDuration(left, t) })}</span>;
}

function Sums({ progress }: { progress: DownloadProgress | null }): ReactNode {
  const { t } = useTranslation();
  const expected = progress?.expectedRows ?? null;
  const percent = progress === null || !expected ? 0 : Math.min(99, (progress.rows / expected) * 100);
  return (
    <>
      <Progress percent={percent} status="normal" showInfo={false} size={['100%', 8]} />
      <div className={styles['sums']}>
        {progress === null || expected === null ? (
          <span>{t('download.waitingForServer')}</span>
        ) : (
          <>
            <span>
              <b>{formatCount(progress.rows)}</b> {t('download.ofRows', { total: formatCount(expected) })}
            </span>
            <span>
              <b>{formatMegabytes(progress.bytes)}</b>{' '}
              {progress.expectedBytes === null
                ? 'MB'
                : t('download.ofMegabytes', { total: formatMegabytes(progress.expectedBytes) })}
            </span>
            <span className={styles['percent']}>{Math.floor(percent)}%</span>
          </>
        )}
      </div>
    </>
  );
}
