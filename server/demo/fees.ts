import { FEE_CLASSES } from '../../shared/domain/rows.ts';
import type { FeeClass, SubscriptionStatus } from '../../shared/domain/rows.ts';
import type { Day, Month } from '../../shared/lib/dates.ts';
import type { Fen } from '../../shared/lib/money.ts';
import type { RandomStream } from './random.ts';
import type { Product } from './resources.ts';

/** One month of one subscription, as analytics delivers it. Fees in fen, traffic in whole minutes and megabytes. */
export interface FeeMonth {
  month: Month;
  fees: Record<FeeClass, Fen>;
  total: Fen;
  localMinutes: number;
  longDistanceMinutes: number;
  internationalMinutes: number;
  megabytes: number;
}

/** What happens to a line over the two years; most are steady. */
export const STORIES = [
  'steady',
  'jump',
  'drop',
  'longDistanceLost',
  'localLost',
  'fading',
  'silent',
  'silentWithoutRows',
] as const;
export type Story = (typeof STORIES)[number];
const STORY_WEIGHTS = [885, 10, 12, 14, 12, 25, 25, 17];

export interface FeeSubject {
  product: Product;
  status: SubscriptionStatus;
  /** Since when it is suspended or number-retained. */
  statusSince: Day | undefined;
  activatedOn: Day;
  terminatedOn: Day | undefined;
  /** How much larger than an average line. */
  scale: number;
}

// Spring Festival brings long-distance calls, the summer holidays data, the year's end business.
const VOICE_SEASON = [1.08, 1.2, 0.96, 0.96, 0.98, 0.99, 1.02, 1.04, 1.0, 0.98, 0.99, 1.07];
const DATA_SEASON = [1.04, 1.06, 0.97, 0.96, 0.97, 0.99, 1.06, 1.08, 0.98, 0.97, 0.99, 1.02];
const FLAT_SEASON = VOICE_SEASON.map(() => 1);
const SEASON: Record<FeeClass, readonly number[]> = {
  rent: FLAT_SEASON,
  local: VOICE_SEASON,
  longDistance: VOICE_SEASON.map((factor) => 1 + (factor - 1) * 2),
  international: VOICE_SEASON,
  internet: DATA_SEASON,
  valueAdded: DATA_SEASON,
  other: FLAT_SEASON,
};
const FEN_PER_LOCAL_MINUTE = 11;
const FEN_PER_LONG_DISTANCE_MINUTE = 22;
/** By a calling card, so that also a small fee is some minutes. */
const FEN_PER_INTERNATIONAL_MINUTE = 24;
const RETAINED_RENT = 500;

/** The months with a fee row, oldest first. A month without row is one in which nothing was charged. */
export function feeHistory(random: RandomStream, subject: FeeSubject, months: readonly Month[]): FeeMonth[] {
  const story = STORIES[random.weighted(STORY_WEIGHTS)]!;
  const silentFor = random.int(1, 7);
  const growth = (random.next() - 0.48) * 0.016;
  const levels = FEE_CLASSES.map((feeClass) => {
    const used = feeClass === 'international' ? random.chance(0.12) : true;
    return used ? subject.product.means[feeClass] * subject.scale * (0.7 + random.next() * 0.6) : 0;
  });
  const rows: FeeMonth[] = [];
  months.forEach((month, index) => {
    const part = partOfMonth(subject, month);
    const fromEnd = months.length - 1 - index;
    // Drawn for every month, used or not, so that one month's fate does not shift the numbers of the next.
    const noise = 0.94 + random.next() * 0.12;
    const traffic = random.next();
    if (part === 0) return;
    const silent = subject.status === 'IN_SERVICE' && fromEnd < silentFor;
    if (silent && story === 'silentWithoutRows') return;
    const factor = part * noise * (1 + growth) ** index * (silent && story === 'silent' ? 0 : 1);
    rows.push(feeMonth(subject, story, month, levels, factor, fromEnd, traffic));
  });
  return rows;
}

function feeMonth(
  subject: FeeSubject,
  story: Story,
  month: Month,
  levels: readonly number[],
  factor: number,
  fromEnd: number,
  traffic: number,
): FeeMonth {
  const stopped = subject.statusSince !== undefined && month > subject.statusSince.slice(0, 7);
  const fees = {} as Record<FeeClass, Fen>;
  let total = 0;
  FEE_CLASSES.forEach((feeClass, i) => {
    const season = SEASON[feeClass][Number(month.slice(5)) - 1]!;
    let fee = Math.round(levels[i]! * factor * season * storyFactor(story, feeClass, fromEnd));
    if (stopped) fee = stoppedFee(subject.status, feeClass, fee);
    fees[feeClass] = fee;
    total += fee;
  });
  const online = fees.internet > 0;
  return {
    month,
    fees,
    total,
    localMinutes: Math.round(fees.local / FEN_PER_LOCAL_MINUTE),
    longDistanceMinutes: Math.round(fees.longDistance / FEN_PER_LONG_DISTANCE_MINUTE),
    internationalMinutes: Math.round(fees.international / FEN_PER_INTERNATIONAL_MINUTE),
    megabytes: online ? 800 + Math.round(traffic * traffic * 90_000 * (1 + (24 - fromEnd) * 0.012)) : 0,
  };
}

function storyFactor(story: Story, feeClass: FeeClass, fromEnd: number): number {
  switch (story) {
    case 'jump':
      return fromEnd === 0 && feeClass !== 'rent' ? 3.4 : 1;
    case 'drop':
      return fromEnd === 0 ? 0.2 : 1;
    case 'longDistanceLost':
      return fromEnd < 3 && (feeClass === 'longDistance' || feeClass === 'international') ? 0 : 1;
    case 'localLost':
      return fromEnd < 3 && feeClass === 'local' ? 0.05 : 1;
    case 'fading':
      return fromEnd < 6 ? 0.4 + fromEnd * 0.1 : 1;
    case 'steady':
    case 'silent':
    case 'silentWithoutRows':
      return 1;
  }
}

/** A suspended line still owes its rent; a retained number costs a small fixed fee and nothing else. */
function stoppedFee(status: SubscriptionStatus, feeClass: FeeClass, fee: Fen): Fen {
  if (feeClass !== 'rent') return 0;
  return status === 'NUMBER_RETAINED' ? RETAINED_RENT : fee;
}

/** 0 before the line was there and after it went, the days' part in the first and last month, else 1. */
function partOfMonth({ activatedOn, terminatedOn }: FeeSubject, month: Month): number {
  const first = activatedOn.slice(0, 7);
  const last = terminatedOn?.slice(0, 7);
  if (month < first || (last !== undefined && month > last)) return 0;
  if (month === last) return Number(terminatedOn!.slice(8)) / 31;
  return month === first ? (32 - Number(activatedOn.slice(8))) / 31 : 1;
}
