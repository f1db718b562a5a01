import { isDay, isMonth } from '../../shared/lib/dates.ts';
import type { FeedDefinition } from './definition.ts';
import { feedByName } from './kinds/index.ts';
import { Refusal } from './refusal.ts';

export interface NamedFeed {
  feed: FeedDefinition;
  /** `2026-11-20` or `2026-10`; null for an undated file. */
  period: string | null;
}

const FILE_NAME = /^([a-z0-9_]+?)(?:_(\d{8}|\d{6}))?\.csv$/i;

/** `20261120` → `2026-11-20`; undefined where that is no day. */
export function compactDay(digits: string): string | undefined {
  const day = digits.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  return isDay(day) ? day : undefined;
}

/**
 * `billing_users_20261120.csv` → billing_users of 2026-11-20.
 * @throws Refusal E_NAME
 */
export function feedOfFileName(name: string): NamedFeed {
  const match = FILE_NAME.exec(name);
  const feed = feedByName(match?.[1]?.toLowerCase() ?? '');
  if (!match || !feed) throw new Refusal('E_NAME', 'expected <kind>_<YYYYMMDD|YYYYMM>.csv of a known kind');
  const digits = match[2];
  switch (feed.period) {
    case 'day': {
      const day = compactDay(digits ?? '');
      if (!day) throw new Refusal('E_NAME', `expected ${feed.kind}_<YYYYMMDD>.csv`);
      return { feed, period: day };
    }
    case 'month': {
      const month = digits?.length === 6 ? `${digits.slice(0, 4)}-${digits.slice(4)}` : '';
      if (!isMonth(month)) throw new Refusal('E_NAME', `expected ${feed.kind}_<YYYYMM>.csv`);
      return { feed, period: month };
    }
    case 'none': {
      const day = digits === undefined ? null : compactDay(digits);
      if (day === undefined)
        throw new Refusal('E_NAME', `expected ${feed.kind}.csv or ${feed.kind}_<YYYYMMDD>.csv`);
      return { feed, period: day };
    }
  }
}
