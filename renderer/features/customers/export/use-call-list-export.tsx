import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useIndex, useReference, useWorkspace } from '../../../session/react.tsx';
import { serverNow } from '../../../ui/format/index.ts';
import { useAccess } from '../access.ts';
import type { ColumnKey } from '../list/columns.ts';
import { callListFileName } from './call-list.ts';
import { exportablePositions } from './exportable.ts';
import { makeCallList } from './make-call-list.ts';
import { useWorkbookExport } from './use-workbook-export.tsx';

export interface ExportStart {
  positions: ArrayLike<number>;
  columns: readonly ColumnKey[];
  /** Name of the view, for the file. */
  view: string;
  /** The filter in words, one condition a line. */
  filter: readonly string[];
}

/** Makes a call list of customers and hands it to the person. */
export function useCallListExport(): { start: (what: ExportStart) => Promise<void>; running: boolean } {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const index = useIndex();
  const reference = useReference();
  const access = useAccess();
  const { start: startWorkbook, running } = useWorkbookExport();

  const start = useCallback(
    async (what: ExportStart): Promise<void> => {
      const positions = exportablePositions(what.positions, index, (code) =>
        access.may('customer.export', code),
      );
      const total = positions.length;
      const context = { t, units: reference.units, thisMonth: index.thisMonth, now: serverNow() };
      const file = callListFileName(what.view, context);
      await startWorkbook({
        total,
        file,
        make: (signal, onProgress) =>
          makeCallList(
            {
              shown: what.columns,
              filter: what.filter,
              freshness: reference.freshness,
              staff: { name: access.staff.name, staffNo: access.staff.staff_no },
              summaries: positions.map((position) => index.at(position)),
              read: (codes) => workspace.customers(codes),
              signal,
              onProgress,
            },
            context,
          ),
        words: {
          title: t('customers.exporting.title'),
          working: t('customers.exporting.working', { count: total }),
          unit: t('customers.exporting.rows'),
          done: t('customers.exporting.done', { count: total, file }),
        },
      });
    },
    [t, workspace, index, reference, access, startWorkbook],
  );
  return { start, running };
}
