import { App } from 'antd';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { messageOf } from '../../../../shared/lib/errors.ts';
import { exportWorkbook, WORKBOOK_TYPE } from '../../../excel/index.ts';
import type { CallListSpec } from '../../../excel/index.ts';
import { usePlatform } from '../../../session/platform-context.tsx';
import { ErrorState, LongTask } from '../../../ui/index.ts';

/** One workbook to be made: of how many rows, under what name, and what the person is told. */
export interface WorkbookWork {
  total: number;
  file: string;
  make: (signal: AbortSignal, onProgress: (rows: number) => void) => Promise<CallListSpec>;
  words: { title: string; working: string; unit: string; done: string };
}

/** Making the rows is about this share of the work, the workbook the rest. */
const SHARE_OF_READING = 0.6;
const NOTICE = 'call-list-export';

/**
 * Makes a workbook and hands it to the person. The work goes on when the screen is left; its progress stands in a
 * notice with a way out.
 */
export function useWorkbookExport(): { start: (work: WorkbookWork) => Promise<void>; running: boolean } {
  const { t } = useTranslation();
  const { notification, message } = App.useApp();
  const platform = usePlatform();
  const [running, setRunning] = useState(false);

  const start = useCallback(
    async ({ total, file, make, words }: WorkbookWork): Promise<void> => {
      const abort = new AbortController();
      const startedAt = Date.now();
      const show = (done: number): void => {
        notification.open({
          key: NOTICE,
          title: words.title,
          duration: 0,
          closable: false,
          placement: 'bottomRight',
          description: (
            <LongTask
              title={words.working}
              done={Math.round(done * total)}
              total={total}
              unit={words.unit}
              startedAt={startedAt}
              onCancel={() => abort.abort()}
            />
          ),
        });
      };
      setRunning(true);
      show(0);
      try {
        const spec = await make(abort.signal, (rows) => show((rows / Math.max(1, total)) * SHARE_OF_READING));
        const workbook = await exportWorkbook(spec, {
          signal: abort.signal,
          onProgress: (share) => show(SHARE_OF_READING + share * (1 - SHARE_OF_READING)),
        });
        notification.destroy(NOTICE);
        if (await platform.saveFile(file, workbook, WORKBOOK_TYPE)) message.success(words.done);
        else message.info(t('customers.exporting.cancelled'));
      } catch (error) {
        notification.destroy(NOTICE);
        if (abort.signal.aborted) message.info(t('customers.exporting.cancelled'));
        else
          notification.open({
            key: NOTICE,
            title: words.title,
            duration: 0,
            placement: 'bottomRight',
            description: (
              <ErrorState
                title={t('customers.exporting.failed')}
                text={t('customers.exporting.failedHint')}
                code={messageOf(error)}
              />
            ),
          });
      } finally {
        setRunning(false);
      }
    },
    [t, notification, message, platform],
  );
  return { start, running };
}
