import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auditResponse, type AuditRow } from '../../../shared/api/administration.ts';
import type { OnlineQuestion } from '../../data/online.ts';
import type { CallListSpec } from '../../excel/index.ts';
import { exportWorkbook, WORKBOOK_TYPE } from '../../excel/index.ts';
import { usePlatform } from '../../session/platform-context.tsx';
import { useWorkspace } from '../../session/react.tsx';
import { serverNow } from '../../ui/format/index.ts';
import { callListFileName, exportNotes, useAccess } from '../customers/index.ts';
import { onlineProblem } from '../online/index.ts';
import { AUDIT_COLUMNS, auditCells } from './audit-words.ts';

const PAGE = 5000;
/** A workbook of more rows is read by nobody: then the days are narrowed. */
const MOST = 100_000;
const WIDTHS = { at: 20, kind: 14, who: 20, subject: 24, where: 22, detail: 60 } as const;

/** The trail as it is searched, as a workbook like any other that leaves the product; also registered like one. */
export function useAuditExport(query: NonNullable<OnlineQuestion<unknown>['query']>, filter: string[]) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { online } = useWorkspace();
  const platform = usePlatform();
  const { staff } = useAccess();
  const [busy, setBusy] = useState(false);

  const readAll = async (): Promise<AuditRow[]> => {
    const all: AuditRow[] = [];
    for (let before: number | undefined; all.length < MOST; before = all.at(-1)?.event_id) {
      const page = { ...query, limit: PAGE, ...(before === undefined ? {} : { before }) };
      const { events, more } = await online.ask({
        path: '/admin/v1/audit',
        query: page,
        answer: auditResponse,
      });
      all.push(...events);
      if (!more) break;
    }
    return all.slice(0, MOST);
  };
  const specOf = (rows: readonly AuditRow[], now: Date): CallListSpec => ({
    title: t('administration.tab.audit'),
    columns: [
      ...AUDIT_COLUMNS.map((key) => ({
        key,
        header: t(`administration.audit.${key}`),
        kind: 'text' as const,
        width: WIDTHS[key],
      })),
      { key: 'device', header: t('administration.devices.device'), kind: 'text', width: 38 },
      { key: 'facts', header: t('administration.audit.facts'), kind: 'text', width: 60 },
    ],
    rows: rows.map((row) => ({
      ...auditCells(row, t),
      device: row.device_id ?? '',
      facts: JSON.stringify(row.detail),
    })),
    notes: exportNotes(
      { staff: { name: staff.name, staffNo: staff.staff_no }, freshness: [], filter },
      rows.length,
      { t, now },
    ),
  });
  const download = async (): Promise<void> => {
    setBusy(true);
    try {
      const rows = await readAll();
      const now = serverNow();
      const workbook = await exportWorkbook(specOf(rows, now));
      const name = callListFileName(t('administration.tab.audit'), { t, now });
      const saved = await platform.saveFile(name, workbook, WORKBOOK_TYPE);
      if (saved && rows.length === MOST)
        message.warning(t('administration.audit.brokenOff', { count: MOST }), 10);
    } catch (error) {
      message.error(onlineProblem(error, t));
    } finally {
      setBusy(false);
    }
  };
  return { download, busy };
}
