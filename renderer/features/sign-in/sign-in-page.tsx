import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNewcomer, useServer, useSessionState } from '../../session/react.tsx';
import { EntryFrame, serverName } from './entry-frame.tsx';
import styles from './entry.module.css';
import { SignInForm } from './sign-in-form.tsx';

export interface SignInPageProps extends EntryPageProps {
  /** Where another server may be chosen. */
  onOtherServer?: () => void;
}

export interface EntryPageProps {
  version: string;
  onOtherLanguage: () => void;
  /** Something to be told before anything else, such as a language that is not there. */
  notice?: ReactNode;
}

/** Who works here. */
export function SignInPage({ version, onOtherLanguage, onOtherServer, notice }: SignInPageProps): ReactNode {
  const { t } = useTranslation();
  const state = useSessionState();
  const newcomer = useNewcomer();
  const staffNo =
    state.kind === 'signedOut' ? state.lastStaffNo : state.kind === 'signingIn' ? state.staffNo : null;
  return (
    <EntryFrame step={{ current: 'signIn' }} version={version} onOtherLanguage={onOtherLanguage}>
      {notice !== undefined && <div className={styles['notice']}>{notice}</div>}
      <h1 className={styles['title']}>{t(newcomer === null ? 'signIn.title' : 'signIn.change.title')}</h1>
      <div className={styles['server']}>
        <Connection />
        {onOtherServer !== undefined && (
          <Button type="link" size="small" onClick={onOtherServer}>
            {t('signIn.server.other')}
          </Button>
        )}
      </div>
      <SignInForm staffNo={staffNo} />
      <p className={styles['footer']}>{t('signIn.footer')}</p>
    </EntryFrame>
  );
}

function Connection(): ReactNode {
  const { t } = useTranslation();
  const { address, reachable } = useServer();
  const server = serverName(address);
  if (reachable === null) return t('signIn.connecting', { server });
  return reachable ? t('signIn.connected', { server }) : t('signIn.notConnected', { server });
}
