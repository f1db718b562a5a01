import { compareText } from '../../../shared/lib/compare.ts';
import type { CustomerDetail } from '../../data/types.ts';
import type { TodayItem } from './today.ts';

/** One customer on the way through the day. */
export interface PlanStop {
  item: TodayItem;
  communityCode: string;
  /** The address up to the house: `武鸣区五一中路18号`. */
  building: string;
  address: string;
  /** Of the first live line that 97 knows; empty where it knows none. */
  cabinet: string;
}

/** `武鸣区五一中路18号2单元301` → `武鸣区五一中路18号`; an address without a house number is its own building. */
export const buildingOf = (address: string): string =>
  /^.*?(?:\d+号(?:楼|院)?|\d+(?:栋|幢|座)|大厦|大楼)/.exec(address.trim())?.[0] ?? address.trim();

/** What is to be done, in the order in which one walks: community, building, cabinet. What is done is left out. */
export function dayPlan(
  items: readonly TodayItem[],
  details: ReadonlyMap<string, CustomerDetail>,
  withSuggestions: boolean,
): PlanStop[] {
  return items
    .filter(
      ({ group }) => group === 'overdue' || group === 'today' || (withSuggestions && group === 'suggested'),
    )
    .map((item) => {
      const { customer } = item;
      const lines = details.get(customer.customerCode)?.customer.subscriptions ?? [];
      const at = lines.find((line) => line.accessNumber === customer.accessNumber);
      return {
        item,
        communityCode: customer.communityCode,
        building: buildingOf(customer.installationAddress),
        address: customer.installationAddress,
        cabinet: at?.cabinet ?? lines.find(({ cabinet }) => cabinet !== undefined)?.cabinet ?? '',
      };
    })
    .sort(
      (a, b) =>
        compareText(a.communityCode, b.communityCode) ||
        compareText(a.building, b.building) ||
        compareText(a.cabinet, b.cabinet) ||
        compareText(a.address, b.address) ||
        compareText(a.item.customer.customerCode, b.item.customer.customerCode),
    );
}

/** Stops of one community stand together. */
export function byCommunity(stops: readonly PlanStop[]): { communityCode: string; stops: PlanStop[] }[] {
  const groups: { communityCode: string; stops: PlanStop[] }[] = [];
  for (const stop of stops) {
    const last = groups.at(-1);
    if (last?.communityCode === stop.communityCode) last.stops.push(stop);
    else groups.push({ communityCode: stop.communityCode, stops: [stop] });
  }
  return groups;
}
