import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Month } from '../../../shared/lib/dates.ts';
import { dayNumber, monthNumber, offerFold } from '../../../shared/reports/index.ts';
import type { OfferAsk, OfferMatches } from '../../../shared/reports/index.ts';
import type { CustomerIndex } from '../../data/types.ts';
import { useIndex } from '../../session/react.tsx';
import { useDictionary } from '../../session/use-dictionary.ts';
import { today as todayOf } from '../../ui/format/index.ts';
import { useServerNow } from '../../ui/index.ts';
import { useKeptViews } from '../saved-views/index.ts';
import type { KeptViews } from '../saved-views/index.ts';
import { offersOf } from './offers.ts';
import type { Offer } from './offers.ts';

export interface OffersState {
  index: CustomerIndex;
  /** Null before analytics delivered a month. */
  month: Month | null;
  ask: OfferAsk | null;
  offers: readonly Offer[];
  /** Whom each rule has found, by its id; nobody where it is off. */
  matches: ReadonlyMap<string, OfferMatches>;
  /** The one looked at. */
  chosen: Offer;
  unitCode: string | null;
  /** What stands in the address. */
  choose: (change: Partial<Record<'rule' | 'unit', string | null>>) => void;
  keep: KeptViews<'offerRule'>;
}

const NOBODY: OfferMatches = { keys: [], figures: [] };

/** The rules of the person over the customers that are here. */
export function useOffers(): OffersState {
  const { t } = useTranslation();
  const index = useIndex();
  const dictionary = useDictionary();
  const today = todayOf(useServerNow());
  const [params, setParams] = useSearchParams();
  const keep = useKeptViews('offerRule');
  const offers = useMemo(() => offersOf(keep.views, t), [keep.views, t]);
  const unitCode = params.get('unit');
  const month = index.thisMonth;
  const ask = useMemo(
    () => (month === null ? null : { month: monthNumber(month), today: dayNumber(today), dictionary }),
    [month, today, dictionary],
  );
  const matches = useMemo(() => {
    const asked = ask === null ? [] : offers.filter(({ rule }) => rule.off !== true);
    if (ask === null) return new Map<string, OfferMatches>();
    const fold = offerFold(
      asked.map(({ rule }) => rule.conditions),
      ask,
    );
    const found = index.fold(fold, unitCode === null ? {} : { unitCode });
    return new Map(asked.map(({ id }, i) => [id, found[i] ?? NOBODY]));
  }, [index, ask, offers, unitCode]);
  const choose = useCallback<OffersState['choose']>(
    (change) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [name, value] of Object.entries(change)) {
            if (value === null) next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  const chosen = offers.find(({ id }) => id === params.get('rule')) ?? offers[0]!;
  return { index, month, ask, offers, matches, chosen, unitCode, choose, keep };
}

export const matchesOf = (
  { matches }: Pick<OffersState, 'matches'>,
  { id }: Pick<Offer, 'id'>,
): OfferMatches => matches.get(id) ?? NOBODY;
