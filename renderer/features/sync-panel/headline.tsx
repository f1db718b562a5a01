import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useOutbox, useSessionState, useSyncStatus } from '../../session/react.tsx';
import { formatDuration } from '../../ui/format/index.ts';
import { useNow } from '../../ui/index.ts';
import { headlineOf } from './headline-words.ts';
import { countOutbox } from './pill.ts';
import styles from './sync-panel.module.css';
import { CheckCircleFilled, ExclamationCircleFilled, SyncOutlined } from '../../ui/icons.tsx';

/** The calm sentence on top: how it stands, and what that means for what one writes. */
export function Headline({ onSignInAgain }: { onSignInAgain: () => void }): ReactNode {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const status = useSyncStatus();
  const state = useSessionState();
  const counts = countOutbox(useOutbox());
  const expired = state.kind === 'signedIn' && state.signInExpired;
  const headline = headlineOf(status, counts, expired, now, t);
  return (
    <section className={styles['headline']} data-tone={headline.tone}>
      <div className={styles['headlineHead']}>
        <HeadlineIcon tone={headline.tone} />
        <strong>{headline.title}</strong>
        {status.offlineSince !== null && status.state === 'offline' && (
          <span className={styles['aside']}>
            {t('sync.offlineFor', {
              time: formatDuration(now.getTime() - Date.parse(status.offlineSince), t),
            })}
          </span>
        )}
      </div>
      <p>{headline.sentences.join(i18n.language === 'zh-CN' ? '' : ' ')}</p>
      {expired && (
        <Button size="small" type="primary" onClick={onSignInAgain}>
          {t('sync.signInAgain')}
        </Button>
      )}
    </section>
  );
}

function HeadlineIcon({ tone }: { tone: 'good' | 'calm' | 'running' | 'soon' }): ReactNode {
  if (tone === 'good') return <CheckCircleFilled className={styles['good']} />;
  if (tone === 'running') return <SyncOutlined spin className={styles['primary']} />;
  if (tone === 'soon') return <ExclamationCircleFilled className={styles['soon']} />;
  return <i className={styles['ring']} />;
}
