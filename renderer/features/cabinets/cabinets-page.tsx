import { Button, Input } from 'antd';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { type CabinetRuleRow, cabinetRulesResponse } from '../../../shared/api/cabinets.ts';
import { useWorkspace } from '../../session/react.tsx';
import { formatCount } from '../../ui/format/index.ts';
import { PlusOutlined } from '../../ui/icons.tsx';
import { DataTable, EmptyState, Page, Panel, ReadingState } from '../../ui/index.ts';
import { OnlineProblem, useOnlineRead } from '../online/index.ts';
import styles from './cabinets.module.css';
import { ruleColumns } from './rule-columns.tsx';
import { RuleDrawer } from './rule-drawer.tsx';
import type { Draft } from './rule-fields.ts';

const MORE = 200;

/** 交接箱维护: which cabinet and range lead to which community; every change is looked at before it is saved. */
export function CabinetsPage(): ReactNode {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const [params, setParams] = useSearchParams();
  const search = params.get('search') ?? '';
  const [limit, setLimit] = useState(MORE);
  const [draft, setDraft] = useState<Draft | null>(null);
  const { data, problem, reading, reload } = useOnlineRead({
    path: '/cabinets/v1/rules',
    query: { search, limit },
    answer: cabinetRulesResponse,
  });
  const held = useMemo(() => data?.rules ?? [], [data]);
  const rows = useMemo(() => Uint32Array.from(held, (_, i) => i), [held]);
  const at = useMemo(() => (i: number) => held[i]!, [held]);
  const columns = useMemo(() => ruleColumns(t, setDraft), [t]);
  const total = data?.total ?? 0;
  return (
    <Page
      title={t('cabinets.title')}
      {...(data === null ? {} : { hint: t('cabinets.hint', { count: total }) })}
      actions={
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setDraft({ kind: 'ADD' })}>
          {t('cabinets.add')}
        </Button>
      }
    >
      <Panel flush fill>
        <div className={styles['filters']}>
          <Input.Search
            key={search}
            className={styles['search'] ?? ''}
            allowClear
            defaultValue={search}
            aria-label={t('cabinets.search')}
            placeholder={t('cabinets.search')}
            onSearch={(text) => {
              setLimit(MORE);
              setParams(text.trim() === '' ? {} : { search: text.trim() }, { replace: true });
            }}
          />
        </div>
        {problem !== null && <OnlineProblem error={problem} onRetry={reload} />}
        <DataTable<CabinetRuleRow>
          label={t('cabinets.title')}
          columns={columns}
          rows={rows}
          at={at}
          rowKey={(row) => String(row.rule_id)}
          onOpen={(rule) => setDraft({ kind: 'CHANGE', rule })}
          empty={
            reading ? (
              <ReadingState />
            ) : (
              problem === null && <EmptyState title={t('cabinets.none')} hint={t('cabinets.noneHint')} />
            )
          }
        />
        {total > held.length && (
          <div className={styles['more']}>
            <span className={styles['faint']}>
              {t('cabinets.shown', { shown: formatCount(held.length), total: formatCount(total) })}
            </span>
            <Button size="small" loading={reading} onClick={() => setLimit(limit + MORE)}>
              {t('cabinets.more')}
            </Button>
          </div>
        )}
      </Panel>
      {draft !== null && (
        <RuleDrawer
          draft={draft}
          onClose={() => setDraft(null)}
          onSaved={() => {
            setDraft(null);
            reload();
            workspace.syncNow();
          }}
        />
      )}
    </Page>
  );
}
