import { App } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestView } from '../../data/request-view.ts';
import { useWorkspace } from '../../session/react.tsx';
import { decide, withdraw } from './acts.ts';
import type { Decision } from './acts.ts';

const NOTHING: ReadonlySet<string> = new Set();

/** Writes decisions and says what happened; offline as well. */
export function useDecisions(): {
  /** What is being written; one press is one decision, so that the next one waits for it. */
  deciding: Decision | null;
  /** Resolves to the requests that are decided by then. */
  decide: (some: readonly RequestView[], decision: Decision, comment: string) => Promise<ReadonlySet<string>>;
  withdraw: (request: RequestView) => Promise<void>;
} {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const workspace = useWorkspace();
  const [deciding, setDeciding] = useState<Decision | null>(null);
  // A second press may come before the first one is drawn.
  const busy = useRef(false);
  const tell = (some: readonly RequestView[], decision: Decision, written: number): void => {
    const [first] = some;
    if (written === 0) return;
    if (some.length === 1 && first !== undefined)
      message.success(t(`reassignment.told.${decision}.one`, { name: first.customerName }));
    else message.success(t(`reassignment.told.${decision}.many`, { count: written }));
  };
  return {
    deciding,
    decide: async (some, decision, comment) => {
      if (busy.current) return NOTHING;
      busy.current = true;
      setDeciding(decision);
      const { written, decided, failed } = await decide(workspace, some, decision, comment).finally(() => {
        busy.current = false;
        setDeciding(null);
      });
      if (!failed) tell(some, decision, written);
      else if (written === 0) message.error(t('reassignment.notSaved'));
      else message.error(t('reassignment.partlySaved', { count: written, left: some.length - decided.size }));
      return decided;
    },
    withdraw: async (request) => {
      try {
        await withdraw(workspace, request);
        message.success(t('reassignment.told.withdrawn', { name: request.customerName }));
      } catch {
        message.error(t('reassignment.notSaved'));
      }
    },
  };
}
