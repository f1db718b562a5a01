import { Button, Segmented } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useReference } from '../../session/react.tsx';
import { AsOfHint, Page, useScreenCommands } from '../../ui/index.ts';
import { ExportOutlined } from '../../ui/icons.tsx';
import { CallListButton } from '../call-lists/index.ts';
import { useAccess } from '../customers/index.ts';
import { OpenedNote } from '../territory/index.ts';
import { CompletionTable } from './completion-table.tsx';
import { Definition } from './definition.tsx';
import { ListMenu } from './list-menu.tsx';
import { codesOf } from '../../data/list-rows.ts';
import { ListTable } from './list-table.tsx';
import styles from './lists.module.css';
import { ParameterBar } from './parameter-bar.tsx';
import { SavedLists } from './saved-lists.tsx';
import { Summary } from './summary.tsx';
import { useFeedback } from './use-feedback.ts';
import { useListExport } from './use-list-export.ts';
import { useSubscriptionList } from './use-subscription-list.ts';
import type { OpenList } from './use-subscription-list.ts';

/** 客户列单: the lists at the left; thresholds, rows and what can be done with them at the right. */
export function ListsPage(): ReactNode {
  const { t } = useTranslation();
  const open = useSubscriptionList();
  const feedback = useFeedback();
  const access = useAccess();
  const exporting = useListExport(open, feedback);
  const [part, setPart] = useState<'rows' | 'completion'>('rows');
  const { query, list, shown } = open;
  const title = t(`lists.list.${query.list}.name`);
  const mayExport = access.mayAnywhere('customer.export');
  const canExport = mayExport && shown.length > 0 && !exporting.running;
  useScreenCommands(
    canExport
      ? [
          {
            id: 'exportList',
            group: 'act',
            title: (speak) => speak('lists.export'),
            run: () => exporting.start(shown),
          },
        ]
      : [],
  );
  return (
    <Page
      title={t('lists.title')}
      actions={
        <>
          <SavedLists open={open} />
          <Button icon={<ExportOutlined />} disabled={!canExport} onClick={() => exporting.start(shown)}>
            {t('lists.export')}
          </Button>
          <CallListButton
            primary
            codes={() => codesOf(open.rows, shown, open.index)}
            count={new Set(Array.from(shown, (row) => open.rows.keys[row])).size}
            offer={{ name: callListName(title, open) }}
          />
        </>
      }
    >
      <div className={styles['row']}>
        <ListMenu open={open} />
        <section className={styles['main']} aria-label={title}>
          <header className={styles['head']}>
            <h2 className={styles['title']}>{title}</h2>
            <ListHint open={open} />
            {list.feedback !== undefined && (
              <Segmented
                size="small"
                value={part}
                onChange={setPart}
                options={[
                  { value: 'rows', label: t('lists.part.rows') },
                  { value: 'completion', label: t('lists.part.completion') },
                ]}
              />
            )}
          </header>
          <Definition id={query.list} />
          <ParameterBar open={open} />
          <OpenedNote says={(count) => t('lists.opened', { count })} />
          <Summary open={open} feedback={feedback} />
          {list.feedback !== undefined && part === 'completion' ? (
            <CompletionTable open={open} feedback={feedback} topic={list.feedback} />
          ) : (
            <ListTable
              key={query.list}
              open={open}
              feedback={feedback}
              {...(mayExport && !exporting.running ? { onExport: exporting.start } : {})}
            />
          )}
        </section>
      </div>
    </Page>
  );
}

/** Sample: `长话流失 2026-10`. */
const callListName = (title: string, { month }: OpenList): string =>
  month === null ? title : `${title} ${month}`;

function ListHint({ open: { list, month } }: { open: OpenList }): ReactNode {
  const { t } = useTranslation();
  const { freshness } = useReference();
  return (
    <div className={styles['hint']}>
      {list.period === 'month' && month !== null && <span>{t('lists.ofMonth', { month })} · </span>}
      <AsOfHint freshness={freshness} kinds={list.sources} />
    </div>
  );
}
