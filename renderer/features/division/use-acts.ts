import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { liftResponse, undoResponse } from '../../../shared/api/division.ts';
import type { Month } from '../../../shared/lib/dates.ts';
import { useWorkspace } from '../../session/react.tsx';
import type { Confirmation } from './centres-panel.tsx';

export interface UndoResult {
  moved: number;
  stayed: string[];
}

export interface Acts {
  /** Why the last act did not take place. */
  problem: unknown;
  undone: UndoResult | null;
  forget: () => void;
  /** Confirms, or takes the confirmation back. */
  confirm: (confirmation: Confirmation) => void;
  /** Asks first. Resolves whether it was done. */
  undo: (batchId: string, fileName: string, count: number) => Promise<boolean>;
  /** Resolves how many; throws what the server said. */
  lift: (customerCodes: string[], reason: string) => Promise<number>;
  /** Runs an act and keeps its failure. */
  run: (act: () => Promise<unknown>) => Promise<boolean>;
}

/** What people do with a month besides sheets; afterwards it is read anew and the customers are synchronised. */
export function useActs(month: Month, onDone: () => void): Acts {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const { online } = useWorkspace();
  const [problem, setProblem] = useState<unknown>(null);
  const [undone, setUndone] = useState<UndoResult | null>(null);

  const run = async (act: () => Promise<unknown>): Promise<boolean> => {
    setProblem(null);
    setUndone(null);
    try {
      await act();
      return true;
    } catch (failure) {
      setProblem(failure);
      return false;
    } finally {
      onDone();
    }
  };

  return {
    problem,
    undone,
    run,
    forget: () => {
      setProblem(null);
      setUndone(null);
    },
    confirm: ({ department_code: code, confirmed_at: at }) =>
      void run(() =>
        online.ask({
          method: at === null ? 'PUT' : 'DELETE',
          path: `/division/v1/periods/${month}/confirmations/${encodeURIComponent(code)}`,
          answer: null,
        }),
      ),
    async undo(batchId, fileName, count) {
      const sure = await modal.confirm({
        title: t('division.batches.askTitle', { file: fileName, count }),
        content: t('division.batches.askText'),
        okText: t('division.batches.askOk', { count }),
        cancelText: t('common.cancel'),
        okButtonProps: { danger: true },
        autoFocusButton: 'cancel',
      });
      if (!sure) return false;
      return run(async () => {
        const { moved, stayed } = await online.ask({
          method: 'POST',
          path: `/division/v1/batches/${batchId}/undo`,
          answer: undoResponse,
        });
        setUndone({ moved, stayed });
      });
    },
    async lift(customerCodes, reason) {
      const { lifted } = await online.ask({
        method: 'POST',
        path: '/division/v1/locks/lift',
        body: { customer_codes: customerCodes, reason },
        answer: liftResponse,
      });
      onDone();
      return lifted;
    },
  };
}
