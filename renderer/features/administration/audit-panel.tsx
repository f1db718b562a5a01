import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { auditResponse, type AuditRow } from '../../../shared/api/administration.ts';
import { AUDIT_KINDS, type AuditKind } from '../../../shared/domain/audit.ts';
import { usePlatform } from '../../session/platform-context.tsx';
import { OnlineProblem, useOnlineRead } from '../online/index.ts';
import styles from './administration.module.css';
import { csvOf } from './csv.ts';
import { detailWords } from './detail-words.ts';
import { RecordTable } from './record-table.tsx';
import { useAct } from './use-act.ts';

const MOST_EXPORTED = 5000;
const isKind = (text: string): text is AuditKind => (AUDIT_KINDS as readonly string[]).includes(text);
/** Of the server itself, not of a person. */
const SYSTEM = 'system';
/** The last column takes what the others leave. */
const WIDTHS = [160, 110, 150, 220, 190, undefined] as const;
const momentOf = (at: string): string => at.slice(0, 19).replace('T', ' ');

/** Who did what to whom, the newest first. Nobody edits it; it goes out as a file as it is searched. */
export function AuditPanel(): ReactNode {
  const { t } = useTranslation();
  const platform = usePlatform();
  const [search, setSearch] = useState('');
  const [kind, setKind] = useState<AuditKind | null>(null);
  const [before, setBefore] = useState<number | null>(null);
  const query = {
    ...(search === '' ? {} : { search }),
    ...(kind === null ? {} : { kind }),
  };
  const { data, problem, reload } = useOnlineRead({
    path: '/admin/v1/audit',
    query: { ...query, ...(before === null ? {} : { before }) },
    answer: auditResponse,
  });
  const { act, busy } = useAct(() => undefined);
  const wordOf = (row: AuditRow): string =>
    isKind(row.kind) ? t(`administration.kind.${row.kind}`) : row.kind;
  const cells = (row: AuditRow): string[] => [
    momentOf(row.at),
    wordOf(row),
    row.actor === SYSTEM ? t('administration.audit.system') : `${row.actor_name} ${row.actor}`.trim(),
    row.subject,
    row.unit_name ?? '',
    detailWords(row.detail, t),
  ];
  const titles = (['at', 'kind', 'who', 'subject', 'where', 'detail'] as const).map((key) =>
    t(`administration.audit.${key}`),
  );
  const download = async (): Promise<void> => {
    const answer = await act({
      path: '/admin/v1/audit',
      query: { ...query, limit: MOST_EXPORTED },
      answer: auditResponse,
    });
    if (answer === null) return;
    const file = csvOf([
      titles,
      ...answer.value.events.map((row) => [...cells(row).slice(0, -1), JSON.stringify(row.detail)]),
    ]);
    await platform.saveFile(`${t('administration.tab.audit')}.csv`, file, 'text/csv');
  };
  return (
    <>
      <div className={styles['bar']}>
        <Input.Search
          allowClear
          style={{ width: 240 }}
          placeholder={t('administration.audit.search')}
          aria-label={t('administration.audit.search')}
          onSearch={(text) => {
            setSearch(text);
            setBefore(null);
          }}
        />
        <Select<AuditKind | ''>
          style={{ width: 160 }}
          value={kind ?? ''}
          aria-label={t('administration.audit.kind')}
          onChange={(chosen) => {
            setKind(chosen === '' ? null : chosen);
            setBefore(null);
          }}
          options={[
            { value: '', label: t('administration.audit.allKinds') },
            ...AUDIT_KINDS.map((one) => ({ value: one, label: t(`administration.kind.${one}`) })),
          ]}
        />
        <Button loading={busy} onClick={() => void download()}>
          {t('administration.audit.export')}
        </Button>
        {before !== null && (
          <Button onClick={() => setBefore(null)}>{t('administration.audit.newest')}</Button>
        )}
        {data?.more === true && (
          <Button onClick={() => setBefore(data.events.at(-1)?.event_id ?? null)}>
            {t('administration.more')}
          </Button>
        )}
      </div>
      {problem !== null && <OnlineProblem error={problem} onRetry={reload} />}
      <div className={styles['body']}>
        <RecordTable<AuditRow>
          rowKey="event_id"
          rows={data?.events}
          empty={t('administration.audit.none')}
          columns={titles.map((title, at) => ({
            key: title,
            title,
            ellipsis: true,
            ...(WIDTHS[at] === undefined ? {} : { width: WIDTHS[at] }),
            render: (_: unknown, row: AuditRow) => cells(row)[at],
          }))}
        />
      </div>
    </>
  );
}
