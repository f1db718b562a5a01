import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { countOutbox } from '../../features/sync-panel/index.ts';
import { useOutbox, useSession } from '../../session/react.tsx';

/** Asks first, and says what waits and that it stays. */
export function useSignOut(): () => void {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const session = useSession();
  const { waiting, attention } = countOutbox(useOutbox());
  return () => {
    const open = waiting + attention;
    void modal.confirm({
      title: t('shell.person.signOutTitle'),
      content: (
        <>
          {open > 0 && (
            <p style={{ margin: '0 0 4px' }}>{t('shell.person.signOutWaiting', { count: open })}</p>
          )}
          {t('shell.person.signOutKept')}
        </>
      ),
      icon: null,
      okText: t('shell.person.signOut'),
      cancelText: t('shell.person.stay'),
      autoFocusButton: open > 0 ? 'cancel' : 'ok',
      onOk: () => session.signOut(),
    });
  };
}
