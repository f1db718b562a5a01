import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncAttempt } from '../../data/types.ts';
import type { Translate } from '../../i18n/index.ts';
import { useSyncStatus } from '../../session/react.tsx';
import { formatCount, formatDuration, preciseTimeOf, shortDay, today } from '../../ui/format/index.ts';
import { dayOf } from '../../../shared/lib/dates.ts';
import { Section } from './section.tsx';
import styles from './sync-panel.module.css';

const SHOWN = 8;

/** The last attempts with when, what came of it in words, and how long it took. */
export function AttemptList(): ReactNode {
  const { t } = useTranslation();
  const { attempts } = useSyncStatus();
  return (
    <Section title={t('sync.attempts.title')}>
      {attempts.length === 0 ? (
        <p className={styles['none']}>{t('sync.attempts.none')}</p>
      ) : (
        <ul className={styles['list']}>
          {attempts.slice(0, SHOWN).map((attempt) => (
            <li key={attempt.at}>
              <time className={styles['attemptTime']}>{attemptTime(attempt.at)}</time>
              <span className={styles['text']}>{attemptText(attempt, t)}</span>
              <span className={styles['figure']}>
                {succeeded(attempt)
                  ? t('sync.attempts.seconds', { seconds: (attempt.durationMs / 1000).toFixed(1) })
                  : '—'}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

const succeeded = (attempt: SyncAttempt): boolean =>
  attempt.result === 'complete' || attempt.result === 'unchanged';

function attemptTime(at: string): string {
  const day = dayOf(new Date(at));
  const now = today(new Date());
  return day === now ? preciseTimeOf(at) : `${shortDay(day, now)} ${preciseTimeOf(at).slice(0, 5)}`;
}

/** `完成，收 14 行，传 3 条，核对一致` · `连不上服务器，2 分钟后再试` */
export function attemptText(attempt: SyncAttempt, t: Translate): string {
  const parts = [t(`sync.attempts.result.${attempt.result}`)];
  if (attempt.rowsReceived > 0) {
    const rows = formatCount(attempt.rowsReceived);
    parts.push(t('sync.attempts.parts.received', { count: attempt.rowsReceived, rows }));
  }
  if (attempt.editsSent > 0) parts.push(t('sync.attempts.parts.sent', { count: attempt.editsSent }));
  if (attempt.verified) parts.push(t('sync.attempts.parts.verified'));
  if (attempt.nextTryAt !== undefined) {
    const wait = Date.parse(attempt.nextTryAt) - Date.parse(attempt.at);
    if (wait >= 1000) parts.push(t('sync.attempts.retryIn', { time: formatDuration(wait, t) }));
  }
  if (attempt.code !== undefined && !succeeded(attempt)) parts.push(attempt.code);
  return parts.join(t('sync.attempts.separator'));
}
