import type { Channel } from '../../shared/domain/org-units.ts';
import { addDays, daysBetween } from '../../shared/lib/dates.ts';
import type { Day } from '../../shared/lib/dates.ts';
import type { SubscriptionStatus } from '../../shared/domain/rows.ts';
import { customerName, isShopName } from './names.ts';
import type { DemoCalendar, DemoOptions } from './options.ts';
import { takeLine } from './lines.ts';
import type { Line, LineStock } from './lines.ts';
import { RandomStream, scattered } from './random.ts';
import { channelWord } from './region.ts';
import type { Centre, Department, Region } from './region.ts';
import { businessPackage, plainLine, products } from './resources.ts';
import type { Product } from './resources.ts';

export interface DemoSubscription {
  subscriptionId: string;
  name: string;
  line: Line;
  /** False while 97 does not know the line yet. */
  in97: boolean;
  product: Product;
  status: SubscriptionStatus;
  /** Since when it is suspended or number-retained. */
  statusSince: Day | undefined;
  activatedOn: Day;
  terminatedOn: Day | undefined;
  contactPhone: string;
  /** How much larger its bills are than an average line's. */
  scale: number;
}

export interface DemoCustomer {
  billingAccountNumber: string;
  channel: Channel;
  centre: Centre;
  /** Where the old system had put it; undefined where the rules decide. */
  opening: { community: string; segment: string } | undefined;
  subscriptions: DemoSubscription[];
}

const PART = 3;
const MAX_SUBSCRIPTIONS = 12;
/** New customers are this part of all, at least two dozen so that a division has something to divide. */
export const newCustomersOf = (customers: number): number => Math.max(24, Math.round(customers * 0.014));

const CHANNELS: readonly Channel[] = ['MASS_MARKET', 'BUSINESS', 'KEY_ACCOUNT', 'CONTRACT_AGENT'];
const CHANNEL_WEIGHTS = [78, 11, 4, 7];
const SCALES: Record<Channel, number> = {
  MASS_MARKET: 1,
  BUSINESS: 1.8,
  KEY_ACCOUNT: 5,
  CONTRACT_AGENT: 1.3,
};

export interface CustomerMaker {
  /** The customer at `index`; to be called in rising order, because lines are given away one after another. */
  make(index: number): DemoCustomer;
}

export function customerMaker(
  options: DemoOptions,
  calendar: DemoCalendar,
  region: Region,
  stocks: ReadonlyMap<string, LineStock>,
): CustomerMaker {
  const centres = region.centres.filter((centre) => centre.share > 0);
  const shares = centres.map((centre) => centre.share);
  const channels = options.spread === 'department' ? CHANNELS.slice(0, 1) : CHANNELS;
  const firstNew = options.customers - newCustomersOf(options.customers);
  const make = (index: number): DemoCustomer => {
    const random = new RandomStream(options.seed, PART, index);
    // The very first ones see to it that no pool of any channel is empty, however small the demo.
    const first = index < centres.length * channels.length;
    const centre = centres[first ? index % centres.length : random.weighted(shares)]!;
    const channel =
      channels[
        first
          ? Math.floor(index / centres.length)
          : random.weighted(CHANNEL_WEIGHTS.slice(0, channels.length))
      ]!;
    const isNew = index >= firstNew;
    const name = customerName(random, channel, centre.city, centre.area);
    // A shop in the street: a public department serves it, and it is reported as a business.
    const isShop = channel === 'MASS_MARKET' && !isNew && isShopName(name, centre.area);
    const billingAccountNumber = `${centre.areaCode}${String(scattered(index, options.seed)).padStart(10, '0')}`;
    const count = subscriptionCount(random, channel);
    const scale = SCALES[isShop ? 'BUSINESS' : channel] * random.skewed();
    const home = homeOf(random, centre, channel, stocks.get(centre.code)!);
    const subscriptions = Array.from({ length: count }, (_, position): DemoSubscription => {
      const drawn = products[random.weighted(products.map((each) => each.weight[channel]))]!;
      const product = isShop && drawn.name === plainLine ? businessPackage : drawn;
      const line = takeLine(random, centre, home.stock, home.cabinets, product.broadband);
      // A sign of life of an old customer: some take a further line in the anchor month.
      const joinsNow = isNew || (position > 0 && random.chance(0.03));
      const life = lifeOf(random, calendar, joinsNow);
      return {
        subscriptionId: `3${String(scattered(index * MAX_SUBSCRIPTIONS + position, options.seed)).padStart(9, '0')}`,
        name: position > 0 && channel === 'KEY_ACCOUNT' ? `${name}(${position + 1}号点)` : name,
        line,
        in97: home.has97 && life.activatedOn <= (calendar.lineDay ?? calendar.openingDay),
        product,
        ...life,
        contactPhone: contactPhone(random, centre),
        scale,
      };
    });
    return {
      billingAccountNumber,
      channel,
      centre,
      opening: isNew ? undefined : (openingOf(random, centre, channel, first) ?? openingOfShop(isShop, home)),
      subscriptions,
    };
  };
  return { make };
}

/** 1.14 on average; key accounts have most of the many. */
function subscriptionCount(random: RandomStream, channel: Channel): number {
  const more = random.next();
  if (channel === 'KEY_ACCOUNT') return more < 0.55 ? 1 : 1 + random.int(1, more > 0.95 ? 10 : 3);
  if (more < 0.92) return 1;
  return more < 0.985 ? 2 : more < 0.997 ? 3 : 4;
}

interface Home {
  stock: LineStock;
  cabinets: LineStock['all'];
  has97: boolean;
  /** Where the cabinets lie; undefined where their rules lead to no community. */
  community?: string;
}

/** The cabinets a customer's lines may hang on. */
function homeOf(random: RandomStream, centre: Centre, channel: Channel, stock: LineStock): Home {
  const chance = random.next();
  if (channel !== 'CONTRACT_AGENT' && chance < 0.03) return { stock, cabinets: stock.pool, has97: true };
  const department = centre.departments[channel === 'CONTRACT_AGENT' ? 'CONTRACT_AGENT' : 'MASS_MARKET'];
  const community = communityOf(random, department);
  return { stock, cabinets: stock.byCommunity.get(community) ?? stock.all, has97: chance > 0.045, community };
}

/** The old system knew a shop for a business, and left it where its line lies. */
const openingOfShop = (isShop: boolean, { community }: Home): DemoCustomer['opening'] =>
  isShop && community !== undefined ? { community, segment: channelWord('BUSINESS') } : undefined;

const communityOf = (random: RandomStream, department: Department): string =>
  department.communities[random.weighted(department.communities.map((each) => each.weight))]!.code;

/** Businesses and key accounts were placed by hand in the old system, and some others too. */
function openingOf(
  random: RandomStream,
  centre: Centre,
  channel: Channel,
  inPool: boolean,
): DemoCustomer['opening'] {
  const byHand = inPool || channel === 'BUSINESS' || channel === 'KEY_ACCOUNT';
  if (!byHand && !random.chance(channel === 'CONTRACT_AGENT' ? 0.25 : 0.03)) return undefined;
  const department = centre.departments[channel];
  const community = inPool || random.chance(0.08) ? department.pool : communityOf(random, department);
  return { community, segment: !byHand && random.chance(0.3) ? '流动' : channelWord(channel) };
}

type Life = Pick<DemoSubscription, 'status' | 'statusSince' | 'activatedOn' | 'terminatedOn'>;

/** When the line came, what it is now and since when. A line of the anchor month is simply in service. */
function lifeOf(
  random: RandomStream,
  { today, openingDay, monthEnd = today }: DemoCalendar,
  joinsNow: boolean,
): Life {
  const daysOfMonth = daysBetween(openingDay, monthEnd);
  if (joinsNow) {
    const activatedOn = addDays(openingDay, random.int(1, daysOfMonth));
    return { status: 'IN_SERVICE', statusSince: undefined, activatedOn, terminatedOn: undefined };
  }
  const age = random.chance(0.3) ? random.int(0, 730) : random.int(731, 5_400);
  const activatedOn = addDays(openingDay, -age);
  const fate = random.next();
  // Counted back from today: a few changes fall into the anchor month, after the opening stock was drawn.
  const since = (longest: number): Day => addDays(today, -random.int(0, Math.min(longest, age)));
  if (fate < 0.865)
    return { status: 'IN_SERVICE', statusSince: undefined, activatedOn, terminatedOn: undefined };
  if (fate < 0.9)
    return { status: 'SUSPENDED', statusSince: since(280), activatedOn, terminatedOn: undefined };
  if (fate < 0.925)
    return { status: 'NUMBER_RETAINED', statusSince: since(420), activatedOn, terminatedOn: undefined };
  return { status: 'TERMINATED', statusSince: undefined, activatedOn, terminatedOn: since(500) };
}

/** Numbers that no network gives out, so that nobody is rung up from a demonstration. */
function contactPhone(random: RandomStream, centre: Centre): string {
  const digits = String(random.int(0, 99_999_999)).padStart(8, '0');
  return random.chance(0.92) ? `154${digits}` : `${centre.areaCode}-1${digits.slice(2)}`;
}
