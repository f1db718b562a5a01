import type { SyncStatus } from '../../data/types.ts';
import type { Translate } from '../../i18n/index.ts';
import { formatCount, formatDuration, momentOf, today } from '../../ui/format/index.ts';
import type { OutboxCounts } from './pill.ts';

export interface HeadlineWords {
  tone: 'good' | 'calm' | 'running' | 'soon';
  title: string;
  sentences: string[];
}

/** What to say on top of the panel, and in how many sentences. */
export function headlineOf(
  status: SyncStatus,
  counts: OutboxCounts,
  signInExpired: boolean,
  now: Date,
  t: Translate,
): HeadlineWords {
  const verified = verifiedSentence(status, t);
  if (status.trouble !== null) {
    return {
      tone: 'soon',
      title: t(`sync.headline.trouble.${status.trouble}`),
      sentences: [t(`sync.explain.trouble.${status.trouble}`)],
    };
  }
  if (signInExpired || status.state === 'signInExpired') {
    return {
      tone: 'soon',
      title: t('sync.headline.signInExpired'),
      sentences: [verified, t('sync.explain.signInExpired')],
    };
  }
  if (status.state === 'offline') {
    return {
      tone: 'calm',
      title: t('sync.headline.offline'),
      sentences: [verified, ...waitingSentence('waiting', counts, t), ...nextTrySentence(status, now, t)],
    };
  }
  if (status.paused) {
    return {
      tone: 'calm',
      title: t('sync.headline.paused'),
      sentences: [progressSentence(status, t) ?? verified],
    };
  }
  const progress = progressSentence(status, t);
  if (progress !== null) return { tone: 'running', title: t('sync.headline.running'), sentences: [progress] };
  if (status.verifiedAt === null) {
    return { tone: 'calm', title: t('sync.headline.neverComplete'), sentences: [verified] };
  }
  return {
    tone: 'good',
    title: t('sync.headline.verified'),
    sentences: [verified, ...waitingSentence('waitingOnline', counts, t)],
  };
}

function verifiedSentence(status: SyncStatus, t: Translate): string {
  if (status.verifiedAt === null) return t('sync.explain.notYet');
  return t('sync.explain.verified', {
    // Stamped by the server.
    time: momentOf(status.verifiedAt, today()),
    buckets: formatCount(status.verifiedBuckets),
    rows: formatCount(status.verifiedRows),
  });
}

const waitingSentence = (key: 'waiting' | 'waitingOnline', counts: OutboxCounts, t: Translate): string[] =>
  counts.waiting === 0 ? [] : [t(`sync.explain.${key}`, { count: counts.waiting })];

function nextTrySentence(status: SyncStatus, now: Date, t: Translate): string[] {
  if (status.nextTryAt === null) return [];
  const left = Date.parse(status.nextTryAt) - now.getTime();
  return left < 1000 ? [] : [t('sync.explain.nextTry', { time: formatDuration(left, t) })];
}

function progressSentence(status: SyncStatus, t: Translate): string | null {
  const { progress } = status;
  if (progress === null) return null;
  const rows = formatCount(progress.rows);
  return progress.expectedRows === null
    ? t('sync.explain.running', { rows })
    : t('sync.explain.runningOf', { rows, total: formatCount(progress.expectedRows) });
}
