import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sheetResponse } from '../../../shared/api/division.ts';
import { daysLate } from '../../../shared/domain/feed-sources.ts';
import type { Month } from '../../../shared/lib/dates.ts';
import type { CallListNotes } from '../../excel/call-list.ts';
import { resultSheetFile } from '../../excel/division/sheet-file.ts';
import { divisionWorkbook } from '../../excel/division/write.ts';
import { exportWorkbook, takenBy, WORKBOOK_TYPE } from '../../excel/index.ts';
import { usePlatform } from '../../session/platform-context.tsx';
import { useReference, useWorkspace } from '../../session/react.tsx';
import { serverNow } from '../../ui/format/index.ts';
import { useAccess } from '../customers/index.ts';
import type { Looked } from './import-panel.tsx';
import { type RowContext, sumsOf, verdictsOf, writtenVerdicts } from './verdicts.ts';
import { whyWords } from './why.ts';

export interface Sheets {
  /** A sheet is being made. */
  exporting: boolean;
  /** Makes the sheet of the customers that the person may divide. @returns how many there are */
  exportSheet: () => Promise<number>;
  /** The workbook that was brought, with what became of each of its rows. */
  downloadResult: (state: Looked, context: RowContext) => Promise<void>;
}

const LONG_MS = 60_000;

/** Workbooks that go out: the sheet of a month, and the one that comes back with its results. */
export function useSheets(month: Month): Sheets {
  const { t } = useTranslation();
  const { online } = useWorkspace();
  const platform = usePlatform();
  const reference = useReference();
  const { staff, grants } = useAccess();
  const [exporting, setExporting] = useState(false);

  const notesOf = (filter: string, rowCount: number): CallListNotes => {
    const now = serverNow();
    return {
      asOf: reference.freshness
        .filter(({ kind }) => kind === 'billing_users' || kind === 'line97')
        .map((row) => ({
          source: t(`domain.source.${row.source}`),
          asOf: row.asOf,
          late: daysLate(row, now) > 0,
        })),
      filter: [filter],
      rowCount,
      ...takenBy({ name: staff.name, staffNo: staff.staff_no }, now),
    };
  };
  const save = (name: string, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> =>
    platform.saveFile(`${name}.xlsx`, bytes, WORKBOOK_TYPE);

  return {
    exporting,
    async exportSheet() {
      setExporting(true);
      try {
        const sheet = await online.ask({
          method: 'POST',
          path: `/division/v1/periods/${month}/sheet`,
          answer: sheetResponse,
          timeoutMs: LONG_MS,
        });
        const count = sheet.rows.length;
        if (count === 0) return 0;
        const filter = t('division.export.filter', { month, count });
        const list = divisionWorkbook(sheet, notesOf(filter, count), (row) => whyWords(row, t));
        const scope = reference.units.get(grants[0]?.unitCode ?? '')?.name ?? staff.staff_no;
        await save(t('division.export.fileName', { scope, month }), await exportWorkbook(list));
        return count;
      } finally {
        setExporting(false);
      }
    },
    async downloadResult({ kind, file, answer, choices }, context) {
      const verdicts = verdictsOf(answer.rows, choices);
      const sums = sumsOf(verdicts);
      const filter = t('division.import.resultFilter', {
        accepted: sums.ACCEPTED,
        unchanged: sums.UNCHANGED,
        rejected: sums.REJECTED,
      });
      const bytes = await resultSheetFile(
        file.bytes,
        writtenVerdicts(verdicts, kind === 'written', context),
        notesOf(filter, verdicts.length),
      );
      await save(t('division.import.resultFile', { file: file.name.replace(/\.[^.]*$/, '') }), bytes);
    },
  };
}
