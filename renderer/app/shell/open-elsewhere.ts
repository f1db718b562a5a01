import { App } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { MENU_LINKS_PATH, menuLinks } from '../../../shared/api/menu-links.ts';
import { usePlatform } from '../../session/platform-context.tsx';
import { useWorkspace } from '../../session/react.tsx';

/**
 * Opens an address that an administrator put into the menu, beside the application and without telling it where it came
 * from. The desktop lets out what it has heard the server name, so the server is asked first; without a network what it
 * named last still counts.
 */
export function useOpenElsewhere(): (address: string) => void {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { desktop } = usePlatform();
  const { online } = useWorkspace();
  return useCallback(
    (address: string) => {
      if (desktop === undefined) {
        window.open(address, '_blank', 'noopener,noreferrer');
        return;
      }
      void online
        .ask({ path: MENU_LINKS_PATH, answer: menuLinks })
        .catch(() => undefined)
        .then(() => desktop.openExternal(address))
        .then((opened) => !opened && message.warning(t('shell.linkNotOpened')));
    },
    [t, message, desktop, online],
  );
}
