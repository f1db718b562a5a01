import { useNavigate } from 'react-router';
import { useAccess, useHomeListPath, useViewCommands } from '../../../features/customers/index.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '../../../i18n/index.ts';
import { useSession, useWorkspace } from '../../../session/react.tsx';
import type { Command } from '../../../ui/index.ts';
import { THEME_PREFERENCES } from '../../../ui/theme/index.ts';
import { usePreferences } from '../../preferences.tsx';
import { useOpenElsewhere } from '../open-elsewhere.ts';
import { usePlaces } from '../places.tsx';
import { useSignOut } from '../use-sign-out.tsx';

/** What can be done from anywhere; the screens that stand open offer their own beside it. */
export function useShellCommands(): Command[] {
  const navigate = useNavigate();
  const access = useAccess();
  const workspace = useWorkspace();
  const session = useSession();
  const { theme, language, setTheme, setLanguage } = usePreferences();
  const signOut = useSignOut();
  const homeList = useHomeListPath();
  const places = usePlaces();
  const openElsewhere = useOpenElsewhere();
  const views = useViewCommands();
  return [
    { id: 'sync', group: 'act', title: (t) => t('shell.command.sync'), run: () => workspace.syncNow() },
    { id: 'lock', group: 'act', title: (t) => t('shell.command.lock'), run: () => void session.lock() },
    ...places.map(({ path, title, elsewhere }): Command => ({
      id: `go:${path}`,
      group: 'go',
      title,
      run: () => (elsewhere ? openElsewhere(path) : void navigate(path === '/customers' ? homeList : path)),
    })),
    ...(access.mayAnywhere('customer.read') ? views : []),
    ...THEME_PREFERENCES.filter((one) => one !== theme).map((one): Command => ({
      id: `theme:${one}`,
      group: 'look',
      title: (t) => t('shell.command.theme', { theme: t(`shell.theme.${one}`) }),
      run: () => setTheme(one),
    })),
    ...LANGUAGES.filter((one) => one !== language).map((one): Command => ({
      id: `language:${one}`,
      group: 'look',
      title: (t) => t('shell.command.language', { language: LANGUAGE_NAMES[one] }),
      run: () => setLanguage(one),
    })),
    { id: 'signOut', group: 'act', title: (t) => t('shell.person.signOut'), run: signOut },
  ];
}
