import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Does one thing at a time; where it does not work, the person hears that nothing was changed. */
export function useAct(): { busy: boolean; act: (work: () => Promise<unknown>) => Promise<boolean> } {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const act = async (work: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    try {
      await work();
      return true;
    } catch {
      void message.error(t('sync.attention.failed'));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, act };
}
