import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FeedbackTopic } from '../../../shared/domain/feedback.ts';
import { useReference } from '../../session/react.tsx';
import { formatCount } from '../../ui/format/index.ts';
import { DataTable, EmptyState } from '../../ui/index.ts';
import type { DataColumn } from '../../ui/index.ts';
import { staffName } from '../customers/index.ts';
import { completionOf, managersOf } from './completion.ts';
import type { CommunityCompletion } from './completion.ts';
import styles from './lists.module.css';
import type { FeedbackBook } from './use-feedback.ts';
import type { OpenList } from './use-subscription-list.ts';

/** How far each community has come: written n of m, by whom. */
export function CompletionTable(props: {
  open: OpenList;
  feedback: FeedbackBook;
  topic: FeedbackTopic;
}): ReactNode {
  const { open, feedback, topic } = props;
  const { t } = useTranslation();
  const { units } = useReference();
  const { rows, month, index, query } = open;
  const { views } = feedback;
  const lines = useMemo(
    () => (month === null ? [] : completionOf(rows, { topic, month }, views, index)),
    [rows, topic, month, views, index],
  );
  const positions = useMemo(() => Uint32Array.from(lines, (_, i) => i), [lines]);
  const column = (
    key: 'community' | 'manager' | 'written' | 'toWrite' | 'share' | 'writers',
    width: number,
    text: (line: CommunityCompletion) => string,
    right = false,
  ): DataColumn<CommunityCompletion> => ({
    key,
    title: t(`lists.completion.${key}`),
    width,
    ...(right ? { align: 'right' as const } : { grow: 1 }),
    render: (line) => <span title={text(line)}>{text(line) || t('common.none')}</span>,
    text,
  });
  const columns = [
    column('community', 140, ({ communityCode }) => units.get(communityCode)?.name ?? communityCode),
    column('manager', 120, ({ communityCode }) => managersOf(units.get(communityCode)).join('、')),
    column('written', 80, ({ written }) => formatCount(written), true),
    column('toWrite', 80, ({ total }) => formatCount(total), true),
    column('share', 80, ({ written, total }) => `${Math.round((written / total) * 100)}%`, true),
    column('writers', 200, ({ writers }) =>
      writers.map(([staffNo, count]) => `${staffName(staffNo, units)} ${formatCount(count)}`).join('、'),
    ),
  ];
  return (
    <div className={styles['table']}>
      <DataTable<CommunityCompletion>
        label={t('lists.part.completion')}
        columns={columns}
        rows={positions}
        version={index.version}
        at={(position) => lines[position]!}
        rowKey={({ communityCode }) => communityCode}
        onOpen={({ communityCode }) => open.ask({ ...query, unit: communityCode })}
        empty={<EmptyState title={t('lists.nothing')} />}
      />
    </div>
  );
}
