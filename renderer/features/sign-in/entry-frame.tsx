import { Button, Steps } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useServer } from '../../session/react.tsx';
import styles from './entry.module.css';

export interface EntryStep {
  /** Which step is being done. */
  current: 'server' | 'signIn' | 'download';
  /** What stands under the step of signing in once it is done: who. */
  who?: string;
  /** What stands under the download: how much. */
  download?: string;
}

/** The card before the work: at the left the steps with their answers, at the right the step being done. */
export function EntryFrame(props: {
  step: EntryStep;
  version: string;
  onOtherLanguage: () => void;
  children: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const { step } = props;
  return (
    <main className={styles['stage']}>
      <div className={styles['card']}>
        <aside className={styles['steps']} aria-label={t('signIn.steps.label')}>
          <Steps
            orientation="vertical"
            size="small"
            current={['server', 'signIn', 'download'].indexOf(step.current)}
            items={[
              { title: t('signIn.steps.server'), content: <ServerName /> },
              { title: t('signIn.steps.signIn'), content: step.who ?? t('signIn.steps.signInHint') },
              { title: t('signIn.steps.download'), content: step.download ?? t('signIn.steps.downloadHint') },
            ]}
          />
          <div className={styles['version']}>{t('signIn.version', { version: props.version })}</div>
          <Button
            type="link"
            size="small"
            className={styles['language'] ?? ''}
            onClick={props.onOtherLanguage}
          >
            {t('signIn.otherLanguage')}
          </Button>
        </aside>
        <section className={styles['content']}>{props.children}</section>
      </div>
    </main>
  );
}

/** The host of the server, which is how people speak of it. */
export function ServerName(): ReactNode {
  return serverName(useServer().address);
}

export function serverName(address: string | null): string {
  if (address === null) return '—';
  try {
    return new URL(address).host;
  } catch {
    return address;
  }
}
