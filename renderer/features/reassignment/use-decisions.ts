import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import type { RequestView } from '../../data/request-view.ts';
import { useWorkspace } from '../../session/react.tsx';
import { decide, withdraw } from './acts.ts';
import type { Decision } from './acts.ts';

/** Writes decisions and says what happened; offline as well. */
export function useDecisions(): {
  decide: (some: readonly RequestView[], decision: Decision, comment: string) => Promise<boolean>;
  withdraw: (request: RequestView) => Promise<void>;
} {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const workspace = useWorkspace();
  return {
    decide: async (some, decision, comment) => {
      try {
        await decide(workspace, some, decision, comment);
      } catch {
        message.error(t('reassignment.notSaved'));
        return false;
      }
      const [first] = some;
      if (some.length === 1 && first !== undefined)
        message.success(t(`reassignment.told.${decision}.one`, { name: first.customerName }));
      else message.success(t(`reassignment.told.${decision}.many`, { count: some.length }));
      return true;
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
