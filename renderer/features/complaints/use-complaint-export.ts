import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallListCell, CallListColumn, CallListSpec } from '../../excel/index.ts';
import type { Translate } from '../../i18n/index.ts';
import type { Reference } from '../../data/types.ts';
import { useReference } from '../../session/react.tsx';
import { serverNow, today as todayOf } from '../../ui/format/index.ts';
import {
  callListFileName,
  exportNotes,
  staffName,
  useAccess,
  useWorkbookExport,
} from '../customers/index.ts';
import type { ComplaintLine } from '../../data/complaint-lines.ts';
import { dueWords, riseWords } from '../../ui/complaint-words.ts';
import { stepWords } from './words.ts';

interface Column extends CallListColumn {
  cell: (line: ComplaintLine) => CallListCell;
}

/** Hands complaints to the person as a workbook; those alone that he may take from where they are. */
export function useComplaintExport(): {
  start: (lines: readonly ComplaintLine[], which: string) => void;
  running: boolean;
} {
  const { t } = useTranslation();
  const reference = useReference();
  const { may, staff } = useAccess();
  const { start: startWorkbook, running } = useWorkbookExport();
  const start = useCallback(
    (lines: readonly ComplaintLine[], which: string): void => {
      const taken = lines.filter(
        ({ customer }) => customer !== null && may('customer.export', customer.communityCode),
      );
      const context = { t, now: serverNow() };
      const file = callListFileName(`${t('complaints.title')}_${which}`, context);
      const count = taken.length;
      void startWorkbook({
        total: count,
        file,
        make: async (signal): Promise<CallListSpec> => {
          signal.throwIfAborted();
          const columns = columnsOf(reference, t);
          return {
            title: t('complaints.title'),
            columns: columns.map(({ key, header, kind, width }) => ({ key, header, kind, width })),
            rows: taken.map((line) => Object.fromEntries(columns.map(({ key, cell }) => [key, cell(line)]))),
            notes: exportNotes(
              {
                filter: [t('complaints.exporting.filter', { which })],
                freshness: [],
                staff: { name: staff.name, staffNo: staff.staff_no },
              },
              count,
              context,
            ),
          };
        },
        words: {
          title: t('complaints.exporting.title'),
          working: t('complaints.exporting.working', { count }),
          unit: t('complaints.exporting.rows'),
          done: t('complaints.exporting.done', { count, file }),
        },
      });
    },
    [t, reference, may, staff, startWorkbook],
  );
  return { start, running };
}

function columnsOf({ units }: Reference, t: Translate): Column[] {
  const today = todayOf();
  const nameOf = (staffNo: string): string => staffName(staffNo, units);
  const text = (key: string, header: string, width: number, cell: Column['cell']): Column => ({
    key,
    header,
    kind: 'text',
    width,
    cell,
  });
  const day = (key: string, header: string, cell: Column['cell']): Column => ({
    ...text(key, header, 12, cell),
    kind: 'day',
  });
  return [
    text('customerCode', t('complaints.exporting.code'), 14, ({ complaint }) => complaint.customerCode),
    text('customer', t('complaints.column.customer'), 18, ({ customer }) => customer?.name ?? null),
    text('community', t('complaints.column.community'), 18, ({ customer }) =>
      customer === null ? null : (units.get(customer.communityCode)?.name ?? customer.communityCode),
    ),
    text('kind', t('complaints.column.kind'), 10, ({ complaint }) =>
      t(`domain.complaintKind.${complaint.kind}`),
    ),
    text('text', t('complaints.column.text'), 40, ({ complaint }) => complaint.text),
    text(
      'complainant',
      t('complaints.exporting.complainant'),
      12,
      ({ complaint }) => complaint.complainant.name,
    ),
    text('role', t('complaints.exporting.role'), 12, ({ complaint }) => complaint.complainant.role),
    text('phone', t('complaints.exporting.phone'), 14, ({ complaint }) => complaint.complainant.phone),
    text('owner', t('complaints.column.owner'), 12, ({ complaint }) =>
      complaint.owner === undefined ? null : nameOf(complaint.owner),
    ),
    text('state', t('complaints.column.state'), 10, ({ complaint }) =>
      t(`domain.complaintState.${complaint.state}`),
    ),
    day('receivedOn', t('complaints.column.receivedOn'), ({ complaint }) => complaint.receivedOn),
    day('dueOn', t('complaints.column.dueOn'), ({ complaint }) => complaint.dueOn),
    day('solvedOn', t('complaints.exporting.solvedOn'), ({ complaint }) => complaint.solvedOn ?? null),
    text('rise', t('complaints.column.rise'), 20, ({ complaint, escalation }) =>
      [dueWords(complaint, today, t), escalation > 0 ? riseWords(escalation, t) : '']
        .filter(Boolean)
        .join(' · '),
    ),
    text('steps', t('complaints.exporting.steps'), 60, ({ complaint }) =>
      complaint.steps
        .map((step) =>
          [step.at.slice(0, 10), nameOf(step.staffNo), stepWords(step, today, t, nameOf), step.text]
            .filter(Boolean)
            .join(' '),
        )
        .join('；'),
    ),
  ];
}
