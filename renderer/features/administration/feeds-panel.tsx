import { App, Button, Upload } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type FeedRunRow,
  type FeedsResponse,
  feedsResponse,
  feedTaken,
  MOST_FEED_BYTES,
  setAsideResponse,
} from '../../../shared/api/feeds.ts';
import { minuteOf } from '../../../shared/lib/dates.ts';
import { usePlatform } from '../../session/platform-context.tsx';
import { formatCount } from '../../ui/format/index.ts';
import { csvOf } from '../../excel/index.ts';
import { useOnlineRead } from '../online/index.ts';
import styles from './administration.module.css';
import { AlarmsTable } from './alarms/alarms-table.tsx';
import { useAlarms } from './alarms/use-alarms.ts';
import { feedWord, refusalWord } from './feed-words.ts';
import { RecordPanel } from './record-panel.tsx';
import { RecordTable } from './record-table.tsx';
import { useAct } from './use-act.ts';

const UPLOAD_MS = 10 * 60_000;

/** How fresh each source is, what was taken and refused, and a file by hand. */
export function FeedsPanel(): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const platform = usePlatform();
  const reading = useOnlineRead({ path: '/admin/v1/feeds', answer: feedsResponse });
  const { data, reload } = reading;
  const { reload: reloadAlarms } = useAlarms();
  const { act, busy } = useAct(() => {
    reload();
    reloadAlarms();
  });

  const upload = async (file: File): Promise<void> => {
    if (file.size > MOST_FEED_BYTES) return void message.error(t('administration.error.E_TOO_LARGE'));
    const body = {
      file: file.name,
      content: base64Of(new Uint8Array(await file.arrayBuffer())),
      force: false,
    };
    const taken = await act({
      method: 'POST',
      path: '/admin/v1/feeds',
      body,
      answer: feedTaken,
      timeoutMs: UPLOAD_MS,
    });
    if (taken === null) return;
    const { run } = taken.value;
    if (run.outcome === 'REFUSED') {
      message.warning(
        t('administration.feeds.refused', { file: run.file, why: refusalWord(run.refusal, t) }),
      );
    } else message.success(t('administration.feeds.uploaded', wordsOf(run)));
  };
  const download = async (run: FeedRunRow): Promise<void> => {
    const answer = await act({ path: `/admin/v1/feeds/${run.run_id}/set-aside`, answer: setAsideResponse });
    if (answer === null) return;
    const rows = answer.value.rows.map(({ line, reason, row }) => [String(line), reason, row]);
    const name = `${run.file.replace(/\.csv$/, '')}-set-aside-${run.run_id}.csv`;
    await platform.saveFile(name, csvOf([['line', 'reason', 'row'], ...rows]), 'text/csv');
  };
  return (
    <RecordPanel
      reading={reading}
      bar={
        data?.may_take === true && (
          <>
            <Upload
              accept=".csv"
              showUploadList={false}
              beforeUpload={(file) => {
                void upload(file);
                return false;
              }}
            >
              <Button loading={busy}>{t('administration.feeds.upload')}</Button>
            </Upload>
            <span className={styles['count']}>
              {data.watched_folder === null
                ? t('administration.feeds.notWatched')
                : t('administration.feeds.watched', { folder: data.watched_folder })}
            </span>
          </>
        )
      }
    >
      <AlarmsTable />
      <h2 className={styles['title']}>{t('administration.feeds.freshness')}</h2>
      <Freshness rows={data?.freshness} />
      <h2 className={styles['title']}>{t('administration.feeds.runs')}</h2>
      <Runs runs={data?.runs} onDownload={data?.may_take === true ? (run) => void download(run) : null} />
    </RecordPanel>
  );
}

const wordsOf = (run: FeedRunRow): Record<'file' | 'read' | 'changed' | 'aside', string> => ({
  file: run.file,
  read: formatCount(run.rows_read),
  changed: formatCount(run.rows_changed),
  aside: formatCount(run.rows_set_aside),
});

function Freshness({ rows }: { rows: FeedsResponse['freshness'] | undefined }): ReactNode {
  const { t } = useTranslation();
  return (
    <RecordTable<FeedsResponse['freshness'][number]>
      rowKey="feed"
      rows={rows}
      empty={t('administration.feeds.never')}
      columns={[
        {
          title: t('administration.feeds.source'),
          width: 200,
          render: (_, row) => feedWord(row.feed, t),
        },
        {
          title: t('administration.feeds.cadence'),
          width: 90,
          render: (_, row) => t(`domain.cadence.${row.cadence}`),
        },
        {
          title: t('administration.feeds.asOf'),
          width: 140,
          render: (_, row) => row.as_of ?? t('administration.feeds.never'),
        },
        { title: t('administration.feeds.file'), render: (_, row) => row.file ?? '—' },
        {
          title: t('administration.feeds.punctual'),
          width: 150,
          render: (_, row) =>
            row.days_late > 0 ? (
              <span className={styles['late']}>
                {t('administration.feeds.late', { days: row.days_late })}
              </span>
            ) : row.as_of === null ? (
              '—'
            ) : (
              t('administration.feeds.inTime')
            ),
        },
      ]}
    />
  );
}

function Runs(props: {
  runs: readonly FeedRunRow[] | undefined;
  onDownload: ((run: FeedRunRow) => void) | null;
}): ReactNode {
  const { t } = useTranslation();
  const { onDownload } = props;
  return (
    <RecordTable<FeedRunRow>
      rowKey="run_id"
      pagination={{ pageSize: 20, hideOnSinglePage: true }}
      rows={props.runs}
      empty={t('administration.feeds.noRuns')}
      columns={[
        {
          title: t('administration.feeds.at'),
          width: 200,
          render: (_, run) => minuteOf(run.started_at),
        },
        { title: t('administration.feeds.file'), dataIndex: 'file', ellipsis: true },
        {
          title: t('administration.feeds.outcome'),
          ellipsis: true,
          render: (_, run) => (
            <span
              className={run.outcome === 'REFUSED' ? (styles['late'] ?? '') : ''}
              title={run.detail ?? ''}
            >
              {t(`administration.feeds.${run.outcome}`, { why: refusalWord(run.refusal, t) })}
            </span>
          ),
        },
        {
          title: t('administration.feeds.read'),
          align: 'right',
          width: 110,
          render: (_, run) => formatCount(run.rows_read),
        },
        {
          title: t('administration.feeds.changed'),
          align: 'right',
          width: 110,
          render: (_, run) => formatCount(run.rows_changed),
        },
        {
          title: t('administration.feeds.setAside'),
          align: 'right',
          width: 110,
          render: (_, run) =>
            run.rows_set_aside > 0 && onDownload !== null ? (
              <Button
                size="small"
                type="link"
                aria-label={t('administration.feeds.download', { count: run.rows_set_aside })}
                onClick={() => onDownload(run)}
              >
                {formatCount(run.rows_set_aside)}
              </Button>
            ) : (
              formatCount(run.rows_set_aside)
            ),
        },
      ]}
    />
  );
}

/** In parts, because a call takes only so many arguments. */
function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 32_768) {
    text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  }
  return btoa(text);
}
