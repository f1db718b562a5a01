import { Button, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { auditResponse, type AuditRow } from '../../../shared/api/administration.ts';
import { AUDIT_KINDS, type AuditKind } from '../../../shared/domain/audit.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import { useOnlineRead } from '../online/index.ts';
import { AUDIT_COLUMNS, auditCells } from './audit-words.ts';
import { RecordPanel } from './record-panel.tsx';
import { RecordTable } from './record-table.tsx';
import { useAuditExport } from './use-audit-export.tsx';

/** The last column takes what the others leave. */
const WIDTHS = { at: 160, kind: 110, who: 150, subject: 220, where: 190, detail: undefined } as const;

interface Asked {
  search: string;
  kind: AuditKind | null;
  days: readonly [Day, Day] | null;
}

const queryOf = ({ search, kind, days }: Asked) => ({
  ...(search === '' ? {} : { search }),
  ...(kind === null ? {} : { kind }),
  ...(days === null ? {} : { from_day: days[0], to_day: days[1] }),
});

/** Who did what to whom, the newest first. Nobody edits it; it goes out as a file as it is searched. */
export function AuditPanel(): ReactNode {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Asked>({ search: '', kind: null, days: null });
  const [before, setBefore] = useState<number | null>(null);
  const query = queryOf(asked);
  const reading = useOnlineRead({
    path: '/admin/v1/audit',
    query: { ...query, ...(before === null ? {} : { before }) },
    answer: auditResponse,
  });
  const { data } = reading;
  const { download, busy } = useAuditExport(query, [
    ...(asked.search === '' ? [] : [`${t('administration.audit.search')}: ${asked.search}`]),
    ...(asked.kind === null
      ? []
      : [`${t('administration.audit.kind')}: ${t(`administration.kind.${asked.kind}`)}`]),
    ...(asked.days === null ? [] : [`${t('administration.audit.at')}: ${asked.days.join(' – ')}`]),
  ]);
  const ask = (change: Partial<Asked>): void => {
    setAsked({ ...asked, ...change });
    setBefore(null);
  };
  return (
    <RecordPanel
      reading={reading}
      bar={
        <>
          <AuditConditions asked={asked} onAsk={ask} />
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
        </>
      }
    >
      <RecordTable<AuditRow>
        rowKey="event_id"
        rows={data?.events}
        empty={t('administration.audit.none')}
        columns={AUDIT_COLUMNS.map((key) => ({
          key,
          title: t(`administration.audit.${key}`),
          ellipsis: true,
          ...(WIDTHS[key] === undefined ? {} : { width: WIDTHS[key] }),
          render: (_: unknown, row: AuditRow) => auditCells(row, t)[key],
        }))}
      />
    </RecordPanel>
  );
}

function AuditConditions(props: { asked: Asked; onAsk: (change: Partial<Asked>) => void }): ReactNode {
  const { t } = useTranslation();
  const { asked, onAsk } = props;
  return (
    <>
      <Input.Search
        allowClear
        style={{ width: 240 }}
        placeholder={t('administration.audit.search')}
        aria-label={t('administration.audit.search')}
        onSearch={(search) => onAsk({ search })}
      />
      <Select<AuditKind | ''>
        style={{ width: 160 }}
        value={asked.kind ?? ''}
        aria-label={t('administration.audit.kind')}
        onChange={(chosen) => onAsk({ kind: chosen === '' ? null : chosen })}
        options={[
          { value: '', label: t('administration.audit.allKinds') },
          ...AUDIT_KINDS.map((one) => ({ value: one, label: t(`administration.kind.${one}`) })),
        ]}
      />
      <DatePicker.RangePicker
        aria-label={t('administration.audit.at')}
        value={asked.days === null ? null : [dayjs(asked.days[0]), dayjs(asked.days[1])]}
        onChange={(range) => {
          const [from, to] = range ?? [];
          onAsk({ days: from && to ? [from.format('YYYY-MM-DD'), to.format('YYYY-MM-DD')] : null });
        }}
      />
    </>
  );
}
