import { FEED_KINDS, type FeedKind } from '../../../shared/domain/rows.ts';
import { FEED_REFUSALS, type FeedRefusal } from '../../../shared/api/feeds.ts';
import type { Translate } from '../../i18n/index.ts';

const isFeed = (text: string): text is FeedKind => (FEED_KINDS as readonly string[]).includes(text);
const isRefusal = (text: string): text is FeedRefusal => (FEED_REFUSALS as readonly string[]).includes(text);

/** What a kind of feed is called; files of which nobody knows stand under their own names. */
export const feedWord = (feed: string | null, t: Translate): string =>
  feed !== null && isFeed(feed) ? t(`domain.feedKind.${feed}`) : (feed ?? '—');

/** Why a file was not taken; the code where a newer server has another reason. */
export const refusalWord = (code: string | null | undefined, t: Translate): string =>
  code && isRefusal(code) ? t(`administration.refusal.${code}`) : (code ?? '');
