import { CALL_RESULTS, isToCall } from '../../../shared/domain/calls.ts';
import type { CallEntry, CallOrder, CallResult } from '../../../shared/domain/calls.ts';
import { compareText } from '../../../shared/lib/compare.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import type { CustomerSummary } from '../../data/types.ts';

export interface CallProgress {
  total: number;
  called: number;
  /** Not called yet, or to be called again by today. */
  toCall: number;
  /** Not called, and with somebody else by now. */
  away: number;
  results: Record<CallResult, number>;
}

export function progressOf(
  entries: readonly CallEntry[],
  today: Day,
  isHere: (customerCode: string) => boolean,
): CallProgress {
  const results = Object.fromEntries(CALL_RESULTS.map((result) => [result, 0])) as Record<CallResult, number>;
  const progress: CallProgress = { total: entries.length, called: 0, toCall: 0, away: 0, results };
  for (const entry of entries) {
    if (entry.result !== undefined) {
      progress.called += 1;
      results[entry.result] += 1;
    }
    if (!isToCall(entry, today)) continue;
    if (isHere(entry.customerCode)) progress.toCall += 1;
    else if (entry.result === undefined) progress.away += 1;
  }
  return progress;
}

type SortedBy = Pick<CustomerSummary, 'agreementEnd' | 'arrears' | 'communityCode' | 'installationAddress'>;

/**
 * The order in which a list is worked. It hangs on facts of the customers alone and not on what was called, so the list
 * does not jump under the hand. Who is not here comes last, others that tie as the list was made.
 */
export function inCallOrder<E extends Pick<CallEntry, 'customerCode' | 'place'>>(
  entries: readonly E[],
  order: CallOrder,
  factsOf: (customerCode: string) => SortedBy | undefined,
): E[] {
  const keyed = entries.map((entry) => ({ entry, facts: factsOf(entry.customerCode) }));
  const compare = COMPARE[order];
  return keyed
    .sort((a, b) => {
      if (a.facts === undefined || b.facts === undefined)
        return Number(a.facts === undefined) - Number(b.facts === undefined) || a.entry.place - b.entry.place;
      return compare(a.facts, b.facts) || a.entry.place - b.entry.place;
    })
    .map(({ entry }) => entry);
}

const COMPARE: Record<CallOrder, (a: SortedBy, b: SortedBy) => number> = {
  DUE: (a, b) => compareText(a.agreementEnd ?? '9', b.agreementEnd ?? '9'),
  ARREARS: (a, b) => b.arrears - a.arrears,
  COMMUNITY: (a, b) =>
    compareText(a.communityCode, b.communityCode) ||
    compareText(a.installationAddress, b.installationAddress),
};
