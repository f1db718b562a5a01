import { Progress } from 'antd';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { CallListView } from '../../data/call-lists.ts';
import { momentOf, today as todayOf } from '../../ui/format/index.ts';
import { DataTable, EmptyState, Page, Panel, useServerNow } from '../../ui/index.ts';
import type { DataColumn } from '../../ui/index.ts';
import styles from './call-lists.module.css';
import { callListPath } from './paths.ts';
import { progressOf } from './progress.ts';
import type { CallProgress } from './progress.ts';
import { useCallLists, useIsHere } from './use-call-lists.ts';
import { resultCounts } from './words.ts';

interface ListRow {
  list: CallListView;
  progress: CallProgress;
}

const rowKey = ({ list }: ListRow): string => list.listId;

/** 外呼: every list that the person holds, and how far it has come. */
export function CallListsPage(): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const lists = useCallLists();
  const isHere = useIsHere();
  const today = todayOf(useServerNow());
  const rows = useMemo(
    () => lists.map((list): ListRow => ({ list, progress: progressOf(list.entries, today, isHere) })),
    [lists, today, isHere],
  );
  const positions = useMemo(() => Uint32Array.from(rows, (_, i) => i), [rows]);
  const columns: DataColumn<ListRow>[] = [
    {
      key: 'name',
      title: t('calls.column.name'),
      width: 200,
      grow: 2,
      render: ({ list }) => (
        <Link className={styles['name']} to={callListPath(list.listId)}>
          {list.name}
        </Link>
      ),
      text: ({ list }) => list.name,
    },
    {
      key: 'purpose',
      title: t('calls.column.purpose'),
      width: 90,
      render: ({ list }) => t(`calls.purpose.${list.purpose}`),
    },
    {
      key: 'progress',
      title: t('calls.column.progress'),
      width: 190,
      render: ({ progress }) => <Bar progress={progress} />,
    },
    {
      key: 'toCall',
      title: t('calls.column.toCall'),
      width: 70,
      align: 'right',
      render: ({ progress }) => progress.toCall,
    },
    {
      key: 'results',
      title: t('calls.column.results'),
      width: 220,
      grow: 2,
      render: ({ progress }) => resultCounts(progress, t) || t('common.none'),
    },
    {
      key: 'from',
      title: t('calls.column.from'),
      width: 150,
      grow: 1,
      render: ({ list }) =>
        list.handedByName === undefined
          ? t('calls.madeAt', { at: momentOf(list.madeAt, today) })
          : t('calls.handedBy', {
              name: list.handedByName,
              at: momentOf(list.handedAt ?? list.madeAt, today),
            }),
    },
    { key: 'state', title: t('calls.column.state'), width: 110, render: ({ list }) => <State list={list} /> },
  ];
  return (
    <Page title={t('calls.title')} hint={t('calls.count', { count: lists.length })}>
      <Panel fill flush>
        <DataTable<ListRow>
          label={t('calls.title')}
          columns={columns}
          rows={positions}
          at={(position) => rows[position]!}
          rowKey={rowKey}
          onOpen={({ list }) => void navigate(callListPath(list.listId))}
          empty={<EmptyState title={t('calls.empty')} hint={t('calls.emptyHint')} />}
        />
      </Panel>
    </Page>
  );
}

function Bar({ progress }: { progress: CallProgress }): ReactNode {
  const percent = progress.total === 0 ? 0 : Math.round((100 * progress.called) / progress.total);
  return (
    <span className={styles['bar']}>
      <Progress percent={percent} showInfo={false} size="small" />
      <span>{`${progress.called} / ${progress.total}`}</span>
    </span>
  );
}

/** What the server has not seen, or not taken, of the list itself. */
function State({ list }: { list: CallListView }): ReactNode {
  const { t } = useTranslation();
  if (list.attention !== null) return <span className={styles['soon']}>{t('calls.state.attention')}</span>;
  if (list.handing !== null) return <span className={styles['waiting']}>{t('calls.state.handing')}</span>;
  return list.waiting ? <span className={styles['waiting']}>{t('calls.state.waiting')}</span> : null;
}
