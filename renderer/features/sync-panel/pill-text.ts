import type { Translate } from '../../i18n/index.ts';
import { momentOf, today } from '../../ui/format/index.ts';
import type { Pill } from './pill.ts';

/** `离线 · 5 条待传 · 1 条需处理` */
export function pillText(pill: Pill, t: Translate): string {
  switch (pill.kind) {
    case 'verified':
      return facts(t('shell.sync.verified', { time: momentOf(pill.at, today()) }), waiting(pill.waiting, t));
    case 'notYet':
      return facts(t('shell.sync.notYet'), waiting(pill.waiting, t));
    case 'running':
      return pill.percent === null
        ? t('shell.sync.runningUnknown')
        : t('shell.sync.running', { percent: pill.percent });
    case 'paused':
      return t('shell.sync.paused');
    case 'offline':
      return facts(
        t('shell.sync.offline'),
        waiting(pill.waiting, t) ?? (pill.attention === 0 ? t('shell.sync.noneWaiting') : null),
        pill.attention > 0 ? t('shell.sync.attention', { count: pill.attention }) : null,
      );
    case 'attention':
      return t('shell.sync.attention', { count: pill.count });
    case 'signInExpired':
      return t('shell.sync.signInExpired');
    case 'trouble':
      return t(`shell.sync.trouble.${pill.trouble}`);
  }
}

const waiting = (count: number, t: Translate): string | null =>
  count > 0 ? t('shell.sync.waiting', { count }) : null;

const facts = (...parts: (string | null)[]): string => parts.filter((part) => part !== null).join(' · ');
