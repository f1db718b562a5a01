import { Alert, Spin } from 'antd';
import { useLayoutEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionStaff } from '../../shared/api/auth.ts';
import { FirstDownloadPage, LockPage, ServerPage, SignInPage } from '../features/sign-in/index.ts';
import { StorageNotices, storageTroubleOf, StorageTroublePage } from '../features/storage-trouble/index.ts';
import { usePlatform } from '../session/platform-context.tsx';
import { useServer, useSessionState, useSyncStatus } from '../session/react.tsx';
import { setClockOffset } from '../ui/format/index.ts';
import styles from './app.module.css';
import { Bar } from './brand.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { LockWatch } from './lock-watch.tsx';
import { usePreferences } from './preferences.tsx';
import { ScreenWatermark } from './screen-watermark.tsx';
import { RegisteredExports } from './registered-exports.tsx';
import { Shell } from './shell/shell.tsx';
import { APP_VERSION } from './version.ts';

/** Decides between asking who works here, the first download, and the work itself. */
export function Gate(): ReactNode {
  const state = useSessionState();
  return (
    <ErrorBoundary place={state.kind}>
      {state.kind === 'unknown' && <Starting />}
      {(state.kind === 'signedOut' || state.kind === 'signingIn') && <Entry />}
      {state.kind === 'locked' && <Locked staff={state.staff} />}
      {state.kind === 'signedIn' && (
        <>
          {/* What somebody had begun stays as it is behind the lock. */}
          <div className={styles['work']} hidden={state.locked} inert={state.locked}>
            <Work key={state.staff.id} />
          </div>
          {state.locked ? <Locked staff={state.staff} /> : <LockWatch />}
        </>
      )}
    </ErrorBoundary>
  );
}

function Locked({ staff }: { staff: SessionStaff }): ReactNode {
  return (
    <div className={styles['screen']}>
      <Bar />
      <LockPage staff={staff} />
    </div>
  );
}

function Starting(): ReactNode {
  const { t } = useTranslation();
  return (
    <div className={styles['screen']}>
      <Bar />
      <div className={styles['starting']}>
        <Spin size="small" /> {t('signIn.starting')}
      </div>
    </div>
  );
}

function Entry(): ReactNode {
  const { desktop } = usePlatform();
  const { address } = useServer();
  const [choosing, setChoosing] = useState(false);
  const page = { version: APP_VERSION, onOtherLanguage: useOtherLanguage(), notice: <MissingLanguage /> };
  const mayChoose = desktop !== undefined && !desktop.serverFixed;
  return (
    <div className={styles['screen']}>
      <Bar />
      {mayChoose && (choosing || address === null) ? (
        <ServerPage
          {...page}
          desktop={desktop}
          onChosen={() => window.location.reload()}
          {...(address === null ? {} : { onBack: () => setChoosing(false) })}
        />
      ) : (
        <SignInPage {...page} {...(mayChoose ? { onOtherServer: () => setChoosing(true) } : {})} />
      )}
    </div>
  );
}

function Work(): ReactNode {
  const status = useSyncStatus();
  const { everComplete, clockOffsetMs = 0 } = status;
  const trouble = storageTroubleOf(status);
  const [wentOn, setWentOn] = useState(false);
  const other = useOtherLanguage();
  const [started, setStarted] = useState(false);
  useLayoutEffect(() => setClockOffset(clockOffsetMs), [clockOffsetMs]);
  // Once somebody is at work nothing takes the screen from under his hands: then the shell tells him.
  const shellIsUp = everComplete || started || wentOn;
  const [worked, setWorked] = useState(false);
  if (shellIsUp && trouble === null && !worked) setWorked(true);
  if (trouble !== null && !wentOn && !worked) {
    return (
      <div className={styles['screen']}>
        <Bar />
        <StorageTroublePage trouble={trouble} onGoOn={() => setWentOn(true)} />
      </div>
    );
  }
  if (shellIsUp || worked)
    return (
      <RegisteredExports>
        <ScreenWatermark>
          <Shell notice={<Notices />} />
        </ScreenWatermark>
      </RegisteredExports>
    );
  return (
    <div className={styles['screen']}>
      <Bar />
      <FirstDownloadPage version={APP_VERSION} onOtherLanguage={other} onStart={() => setStarted(true)} />
    </div>
  );
}

function Notices(): ReactNode {
  return (
    <>
      <MissingLanguage />
      <StorageNotices />
    </>
  );
}

function useOtherLanguage(): () => void {
  const { language, setLanguage } = usePreferences();
  return () => setLanguage(language === 'zh-CN' ? 'en-US' : 'zh-CN');
}

/** Said once, where somebody asked for a language that nobody has translated. */
function MissingLanguage(): ReactNode {
  const { t } = useTranslation();
  const { missingLanguage, dismissMissingLanguage } = usePreferences();
  if (missingLanguage === null) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={t('shell.languageMissing', { locale: missingLanguage })}
      closable={{ onClose: dismissMissingLanguage, 'aria-label': t('common.close') }}
    />
  );
}
