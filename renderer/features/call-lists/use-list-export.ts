import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { App } from 'antd';
import type { CallEntryView, CallListView } from '../../data/call-lists.ts';
import { useReference, useWorkspace } from '../../session/react.tsx';
import { today as todayOf } from '../../ui/format/index.ts';
import { staffName, useAccess } from '../customers/index.ts';
import { useChartFiles } from '../workbench/index.ts';
import { listSheet } from './list-sheet.ts';

/** A list as a workbook, with what each call came to; customers that may not be taken away keep their place alone. */
export function useListExport(name: string): {
  running: boolean;
  start: ((list: CallListView, ordered: readonly CallEntryView[]) => Promise<void>) | null;
} {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const workspace = useWorkspace();
  const access = useAccess();
  const { units } = useReference();
  const files = useChartFiles(t('calls.title'), name);
  const [running, setRunning] = useState(false);
  if (files === null) return { running, start: null };
  return {
    running,
    start: async (list, ordered) => {
      setRunning(true);
      try {
        const read = await workspace.customers(ordered.map(({ customerCode }) => customerCode));
        const mine = read.filter(({ customer }) => access.may('customer.export', customer.communityCode));
        const details = new Map(mine.map((detail) => [detail.customer.customerCode, detail]));
        files.saveExcel(
          listSheet(list, ordered, details, {
            t,
            units,
            nameOf: (staffNo) => staffName(staffNo, units),
            today: todayOf(),
          }),
        );
      } catch {
        message.error(t('workbench.files.failed'));
      } finally {
        setRunning(false);
      }
    },
  };
}
