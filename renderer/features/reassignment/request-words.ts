import { REQUEST_EXPIRES_AFTER_DAYS } from '../../../shared/domain/reassignment.ts';
import type { RequestView } from '../../data/request-view.ts';
import type { Translate } from '../../i18n/index.ts';
import { momentOf } from '../../ui/format/index.ts';
import type { Wait } from './groups.ts';

/** How it stands, in words: `上官竹凯 11-21 09:10 批准`, `30 天没有人批，已过期`. */
export function stateWords(request: RequestView, today: string, t: Translate): string {
  const { state, decidedByName: by, decidedBy, decidedAt } = request;
  const who = by ?? decidedBy ?? '';
  const at = decidedAt === undefined ? '' : momentOf(decidedAt, today);
  switch (state) {
    case 'OPEN':
      return request.arrivedAt === '' ? t('reassignment.state.notSent') : t('reassignment.state.OPEN');
    case 'EXPIRED':
      return t('reassignment.state.EXPIRED', { count: REQUEST_EXPIRES_AFTER_DAYS });
    case 'OVERTAKEN':
      return t('reassignment.state.OVERTAKEN');
    default:
      return t(`reassignment.state.${state}`, { who, at });
  }
}

/** One word of it, for a column. */
export const stateTone = ({ state }: RequestView): 'good' | 'bad' | 'quiet' | 'open' => {
  if (state === 'OPEN') return 'open';
  if (state === 'APPROVED') return 'good';
  return state === 'REJECTED' ? 'bad' : 'quiet';
};

export function waitWords({ hours, days }: Wait, t: Translate): string {
  if (days > 0) return t('reassignment.wait.days', { count: days });
  return hours > 0 ? t('reassignment.wait.hours', { count: hours }) : t('reassignment.wait.now');
}

const OFFLINE_FROM_MS = 5 * 60_000;

/** `温诗 11-20 14:58 离线写下，15:52 到达`, where that took a while. */
export function askedWords(request: RequestView, today: string, t: Translate): string {
  const { askedByName: name, askedAt, arrivedAt } = request;
  const at = momentOf(askedAt, today);
  if (arrivedAt === '') return t('reassignment.asked.waiting', { name, at });
  if (Date.parse(arrivedAt) - Date.parse(askedAt) < OFFLINE_FROM_MS)
    return t('reassignment.asked.online', { name, at });
  return t('reassignment.asked.offline', { name, at, arrived: momentOf(arrivedAt, today) });
}
