import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { SyncPanel, SyncPill } from '../../features/sync-panel/index.ts';
import { MoveMachineViews } from '../../features/customers/index.ts';
import { NoticeBell } from '../../features/notices/index.ts';
import { RequestNotice } from '../../features/reassignment/index.ts';
import { ReminderDigest } from '../../features/reminders/index.ts';
import { RenewSignIn } from '../../features/sign-in/index.ts';
import { usePlatform } from '../../session/platform-context.tsx';
import { usePersonalSettings } from '../../session/react.tsx';
import { Bar } from '../brand.tsx';
import { ErrorBoundary } from '../error-boundary.tsx';
import { AppRoutes } from '../routes.tsx';
import { OfferedCommandsProvider } from '../../ui/index.ts';
import { APP_VERSION } from '../version.ts';
import { CommandPalette } from './palette/palette.tsx';
import { PersonMenu } from './person-menu.tsx';
import styles from './shell.module.css';
import { SideMenu } from './side-menu.tsx';
import { useArrivedLinks } from './use-arrived-links.ts';

/** The frame around the work: bar, menu, and one screen. */
export function Shell({ notice }: { notice?: ReactNode }): ReactNode {
  const { t } = useTranslation();
  const platform = usePlatform();
  const personal = usePersonalSettings();
  const [panelOpen, setPanelOpen] = useState(false);
  const [renewing, setRenewing] = useState(false);
  return (
    <OfferedCommandsProvider>
      <div className={styles['shell']}>
        <a className={styles['skip']} href="#content" onClick={skipTo}>
          {t('shell.skipToContent')}
        </a>
        <Bar>
          <CommandPalette settings={personal} />
          <div className={styles['right']}>
            <SyncPill open={panelOpen} onOpen={() => setPanelOpen((open) => !open)} />
            <NoticeBell />
            <PersonMenu />
          </div>
        </Bar>
        <div className={styles['below']}>
          <SideMenu />
          <ReminderDigest />
          <RequestNotice />
          <MoveMachineViews />
          <main id="content" className={styles['content']} tabIndex={-1}>
            {notice}
            <Screen />
          </main>
        </div>
        <SyncPanel
          open={panelOpen}
          platform={platform}
          version={APP_VERSION}
          onClose={() => setPanelOpen(false)}
          onSignInAgain={() => setRenewing(true)}
        />
        <RenewSignIn open={renewing} onClose={() => setRenewing(false)} />
      </div>
    </OfferedCommandsProvider>
  );
}

/** The one part of the frame that follows the address, so that the rest is not drawn anew with each choice in it. */
function Screen(): ReactNode {
  const { pathname } = useLocation();
  useArrivedLinks();
  return (
    <div className={styles['screen']}>
      <ErrorBoundary place={pathname}>
        <AppRoutes />
      </ErrorBoundary>
    </div>
  );
}

/** The address after # belongs to the routes, so the jump is made by hand. */
function skipTo(event: React.MouseEvent): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}
