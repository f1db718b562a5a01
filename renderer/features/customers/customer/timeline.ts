import type { Customer, Balance, Placement } from '../../../../shared/domain/rows.ts';
import { compareText } from '../../../../shared/lib/compare.ts';
import { dayOf, type Day } from '../../../../shared/lib/dates.ts';
import type { InteractionView } from '../../../data/types.ts';
import { foundingSubscription } from './why-here.ts';

export const TIMELINE_FILTERS = ['all', 'visit', 'call', 'placement'] as const;
export type TimelineFilter = (typeof TIMELINE_FILTERS)[number];

/** One entry of 往来. `at` is an ISO moment for what people did and a day for what the sources reported. */
export type TimelineEntry =
  | { kind: 'interaction'; id: string; at: string; interaction: InteractionView }
  | { kind: 'placement'; id: string; at: Day; placement: Placement }
  | { kind: 'joined'; id: string; at: Day; accessNumber: string }
  | { kind: 'arrears'; id: string; at: Day; accessNumber: string; sinceMonth: string };

/** What people wrote and what happened to the customer, the newest first. */
export function buildTimeline(
  customer: Customer,
  balance: Balance | undefined,
  interactions: readonly InteractionView[],
): TimelineEntry[] {
  const entries: TimelineEntry[] = [
    ...interactions.map((interaction): TimelineEntry => ({
      kind: 'interaction',
      id: interaction.interactionId,
      at: interaction.happenedAt,
      interaction,
    })),
    { kind: 'placement', id: 'placement', at: customer.placement.decidedOn, placement: customer.placement },
    ...joinedLater(customer),
    ...arrearsEntries(customer, balance),
  ];
  return entries.sort((a, b) => compareText(sortKey(b.at), sortKey(a.at)) || compareText(a.id, b.id));
}

/**
 * Only those activated after the customer was there: of those that came along with it, the first file does not tell
 * which was first.
 */
function joinedLater(customer: Customer): TimelineEntry[] {
  const founding = foundingSubscription(customer);
  return customer.subscriptions
    .filter((subscription) => founding && subscription.activatedOn > founding.activatedOn)
    .map((subscription) => ({
      kind: 'joined',
      id: `joined-${subscription.subscriptionId}`,
      at: subscription.activatedOn,
      accessNumber: subscription.accessNumber,
    }));
}

function arrearsEntries(customer: Customer, balance: Balance | undefined): TimelineEntry[] {
  return (balance?.arrears ?? []).map((item) => ({
    kind: 'arrears',
    id: `arrears-${item.subscriptionId}`,
    at: `${item.sinceMonth}-01`,
    accessNumber:
      customer.subscriptions.find((one) => one.subscriptionId === item.subscriptionId)?.accessNumber ?? '',
    sinceMonth: item.sinceMonth,
  }));
}

/** A day stands before the moments of that day; moments of any offset compare by the day and time in Shanghai. */
const sortKey = (at: string): string => {
  if (at.length === 10) return at;
  const moment = new Date(at);
  return `${dayOf(moment)} ${String(moment.getTime()).padStart(15, '0')}`;
};

export function filterTimeline(entries: readonly TimelineEntry[], filter: TimelineFilter): TimelineEntry[] {
  if (filter === 'all') return [...entries];
  if (filter === 'placement')
    return entries.filter((entry) => entry.kind === 'placement' || entry.kind === 'joined');
  const kind = filter === 'visit' ? 'VISIT' : 'CALL';
  return entries.filter((entry) => entry.kind === 'interaction' && entry.interaction.kind === kind);
}
