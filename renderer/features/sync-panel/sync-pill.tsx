import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlatform } from '../../session/platform-context.tsx';
import { useOutbox, useSessionState, useSyncStatus } from '../../session/react.tsx';
import { countOutbox, pillOf } from './pill.ts';
import type { Pill } from './pill.ts';
import { pillText } from './pill-text.ts';
import styles from './sync-pill.module.css';
import {
  CheckCircleFilled,
  ExclamationCircleFilled,
  PauseCircleOutlined,
  SyncOutlined,
} from '../../ui/icons.tsx';

/** Always in the bar: how this machine stands with the server. One press opens the panel. */
export function SyncPill({ onOpen, open }: { onOpen: () => void; open: boolean }): ReactNode {
  const { t } = useTranslation();
  const status = useSyncStatus();
  const outbox = useOutbox();
  const state = useSessionState();
  const pill = pillOf(status, countOutbox(outbox), state.kind === 'signedIn' && state.signInExpired);
  const text = pillText(pill, t);
  const { desktop } = usePlatform();
  useEffect(() => desktop?.showSyncState(text), [desktop, text]);
  // Nobody is signed in any more, and nothing is synchronised.
  useEffect(() => () => desktop?.showSyncState(''), [desktop]);
  return (
    <button
      type="button"
      className={styles['pill']}
      data-kind={pill.kind}
      aria-haspopup="dialog"
      aria-expanded={open}
      title={t('shell.sync.open')}
      onClick={onOpen}
    >
      <PillIcon kind={pill.kind} />
      <span aria-live="polite">{text}</span>
    </button>
  );
}

function PillIcon({ kind }: { kind: Pill['kind'] }): ReactNode {
  switch (kind) {
    case 'verified':
      return <CheckCircleFilled className={styles['good']} />;
    case 'running':
      return <SyncOutlined spin className={styles['plain']} />;
    case 'paused':
      return <PauseCircleOutlined className={styles['plain']} />;
    case 'offline':
    case 'notYet':
      return <i className={styles['ring']} />;
    case 'attention':
    case 'signInExpired':
    case 'trouble':
      return <ExclamationCircleFilled className={styles['soon']} />;
  }
}
