import { App } from 'antd';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { exportWorkbook, WORKBOOK_TYPE } from '../../../excel/index.ts';
import { useIndex, useReference, useWorkspace } from '../../../session/react.tsx';
import { usePlatform } from '../../../session/platform-context.tsx';
import { serverNow } from '../../../ui/format/index.ts';
import { ErrorState, LongTask } from '../../../ui/index.ts';
import { useAccess } from '../access.ts';
import type { ColumnKey } from '../list/columns.ts';
import { callListFileName } from './call-list.ts';
import { exportablePositions } from './exportable.ts';
import { makeCallList } from './make-call-list.ts';

export interface ExportStart {
  positions: ArrayLike<number>;
  columns: readonly ColumnKey[];
  /** Name of the view, for the file. */
  view: string;
  /** The filter in words, one condition a line. */
  filter: readonly string[];
}

/** Reading is about this share of the work, the workbook the rest. */
const SHARE_OF_READING = 0.6;
const NOTICE = 'call-list-export';

/**
 * Makes a call list of customers and hands it to the person. The work goes on when the screen is left; its progress
 * stands in a notice with a way out.
 */
export function useCallListExport(): { start: (what: ExportStart) => Promise<void>; running: boolean } {
  const { t } = useTranslation();
  const { notification, message } = App.useApp();
  const workspace = useWorkspace();
  const index = useIndex();
  const reference = useReference();
  const platform = usePlatform();
  const access = useAccess();
  const [running, setRunning] = useState(false);

  const start = useCallback(
    async (what: ExportStart): Promise<void> => {
      const positions = exportablePositions(what.positions, index, (code) =>
        access.may('customer.export', code),
      );
      const total = positions.length;
      const abort = new AbortController();
      const startedAt = Date.now();
      const show = (done: number): void => {
        notification.open({
          key: NOTICE,
          title: t('customers.exporting.title'),
          duration: 0,
          closable: false,
          placement: 'bottomRight',
          description: (
            <LongTask
              title={t('customers.exporting.working', { count: total })}
              done={Math.round(done * total)}
              total={total}
              unit={t('customers.exporting.rows')}
              startedAt={startedAt}
              onCancel={() => abort.abort()}
            />
          ),
        });
      };
      const context = { t, units: reference.units, thisMonth: index.thisMonth, now: serverNow() };
      setRunning(true);
      show(0);
      try {
        const spec = await makeCallList(
          {
            shown: what.columns,
            filter: what.filter,
            freshness: reference.freshness,
            staff: { name: access.staff.name, staffNo: access.staff.staff_no },
            summaries: positions.map((position) => index.at(position)),
            read: (codes) => workspace.customers(codes),
            signal: abort.signal,
            onProgress: (rows) => show((rows / total) * SHARE_OF_READING),
          },
          context,
        );
        const workbook = await exportWorkbook(spec, {
          signal: abort.signal,
          onProgress: (share) => show(SHARE_OF_READING + share * (1 - SHARE_OF_READING)),
        });
        notification.destroy(NOTICE);
        const file = callListFileName(what.view, context);
        if (await platform.saveFile(file, workbook, WORKBOOK_TYPE))
          message.success(t('customers.exporting.done', { count: total, file }));
        else message.info(t('customers.exporting.cancelled'));
      } catch (error) {
        notification.destroy(NOTICE);
        if (abort.signal.aborted) message.info(t('customers.exporting.cancelled'));
        else
          notification.open({
            key: NOTICE,
            title: t('customers.exporting.title'),
            duration: 0,
            placement: 'bottomRight',
            description: (
              <ErrorState
                title={t('customers.exporting.failed')}
                text={t('customers.exporting.failedHint')}
                code={error instanceof Error ? error.message : String(error)}
              />
            ),
          });
      } finally {
        setRunning(false);
      }
    },
    [t, notification, message, workspace, index, reference, platform, access],
  );
  return { start, running };
}
