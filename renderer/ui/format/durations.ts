import type { Translate } from '../../i18n/index.ts';

/** A span of time in words, as coarse as a person would say it: `1 小时 6 分`, `9 秒`. */
export function formatDuration(ms: number, t: Translate): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return t('sync.duration.seconds', { count: seconds });
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return t('sync.duration.minutes', { count: minutes });
  return t('sync.duration.hoursMinutes', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** Time left at the speed so far; null before there is a speed to speak of. */
export function remainingMs(done: number, total: number | null, elapsedMs: number): number | null {
  if (total === null || done <= 0 || done >= total || elapsedMs < 500) return null;
  return (elapsedMs / done) * (total - done);
}
