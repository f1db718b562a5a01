import type { SubscriptionStatus } from '../../shared/domain/rows.ts';
import type { Day } from '../../shared/lib/dates.ts';
import { agreementOf, arrearsOf, orderOf, prepaidOf } from './accounts.ts';
import { planCabinets } from './cabinets.ts';
import { customerMaker } from './customers.ts';
import type { DemoCustomer, DemoSubscription } from './customers.ts';
import { FEED_HEADERS, compact, yuan } from './feed-files.ts';
import type { FeedFile, FeedSink } from './feed-files.ts';
import { feeHistory } from './fees.ts';
import type { FeeMonth } from './fees.ts';
import { stockOf } from './lines.ts';
import type { LineStock } from './lines.ts';
import { calendarOf } from './options.ts';
import type { DemoCalendar, DemoOptions } from './options.ts';
import { RandomStream, scattered } from './random.ts';
import { buildRegion } from './region.ts';
import type { Region } from './region.ts';
import { buildStaff } from './staff.ts';
import type { StaffRow } from './staff.ts';

export interface DemoSummary {
  region: Region;
  staff: StaffRow[];
  calendar: DemoCalendar;
  subscriptions: number;
  /** The deliveries in the order in which they are to be taken, each in the folder `compact(day)`; the last is today's. */
  days: [opening: Day, ...later: Day[]];
}

const STATUS_WORDS: Record<SubscriptionStatus, string> = {
  IN_SERVICE: '在用',
  SUSPENDED: '停机',
  NUMBER_RETAINED: '停机保号',
  TERMINATED: '拆机',
};
const FEE_PART = 4;
const ACCOUNT_PART = 5;
/** The fee columns in the order of the file, which is not the order in which charts stack them. */
const FEE_COLUMNS = [
  'rent',
  'local',
  'longDistance',
  'international',
  'internet',
  'valueAdded',
  'other',
] as const;

/**
 * Writes the whole demo as feed files, in two deliveries: the opening stock of the last day before the anchor
 * month, and today's daily files with the customers who came since. Where the anchor month is over, the billing file
 * of its last day lies between them: a customer is new in the month of the file that brings him. Nothing but the
 * options decides a byte of it; memory does not grow with the number of customers.
 */
export function generateDemoFeeds(options: DemoOptions, sink: FeedSink): DemoSummary {
  const calendar = calendarOf(options);
  const region = buildRegion(options);
  const staff = buildStaff(region, options);
  const stocks = new Map<string, LineStock>();
  const { openingDay, monthEnd, today } = calendar;
  const days: DemoSummary['days'] = [openingDay, ...(monthEnd === undefined ? [] : [monthEnd]), today];
  const files = openFiles(sink, calendar, days);

  for (const { code, name, parent, type, channel, area } of region.units)
    files.units.row(code, name, parent, type, channel, area);
  for (const { staffNo, name, role, unitCode } of staff) files.staff.row(staffNo, name, role, unitCode);
  for (const centre of region.centres) {
    const { cabinets, rules } = planCabinets(region, centre, options.customers);
    stocks.set(centre.code, stockOf(cabinets));
    for (const { cabinet, area, from, to, community } of rules)
      files.cabinets.row(cabinet, area, from, to, community);
  }

  const customers = customerMaker(options, calendar, region, stocks);
  let serial = 0;
  for (let index = 0; index < options.customers; index++) {
    const customer = customers.make(index);
    if (customer.opening)
      files.openings.row(customer.billingAccountNumber, customer.opening.community, customer.opening.segment);
    for (const subscription of customer.subscriptions) {
      writeSubscription(files, calendar, customer, subscription);
      const history = feeHistory(
        new RandomStream(options.seed, FEE_PART, serial),
        subscription,
        calendar.feeMonths,
      );
      writeFees(files, subscription, history);
      writeAccounts(files, calendar, customer, subscription, history, options.seed, serial);
      serial++;
    }
  }
  sink.close();
  return { region, staff, calendar, subscriptions: serial, days };
}

interface DemoFiles {
  units: FeedFile;
  cabinets: FeedFile;
  staff: FeedFile;
  openings: FeedFile;
  /** One for each delivery: who was there on that day, as it was then. */
  billing: readonly { day: Day; file: FeedFile }[];
  openingLines: FeedFile;
  lines: FeedFile | undefined;
  fees: ReadonlyMap<string, FeedFile>;
  arrears: FeedFile;
  agreements: FeedFile;
  prepaid: FeedFile;
  orders: FeedFile;
}

function openFiles(sink: FeedSink, calendar: DemoCalendar, days: DemoSummary['days']): DemoFiles {
  const { lineDay } = calendar;
  const opening = compact(calendar.openingDay);
  const today = compact(calendar.today);
  const open = (folder: string, kind: keyof typeof FEED_HEADERS, date?: string): FeedFile =>
    sink.open(`${folder}/${kind}${date === undefined ? '' : `_${date}`}.csv`, FEED_HEADERS[kind]);
  return {
    units: open(opening, 'org_units'),
    cabinets: open(opening, 'cross_boxes'),
    staff: open(opening, 'staff'),
    openings: open(opening, 'opening_assignments'),
    openingLines: open(opening, 'line97', opening),
    fees: new Map(
      calendar.feeMonths.map((month) => [month, open(opening, 'bi_fees', compact(month))] as const),
    ),
    billing: days.map((day) => ({ day, file: open(compact(day), 'billing_users', compact(day)) })),
    lines:
      lineDay === undefined
        ? undefined
        : open(compact(days.find((day) => day >= lineDay)!), 'line97', compact(lineDay)),
    arrears: open(today, 'arrears', today),
    agreements: open(today, 'agreements', today),
    prepaid: open(today, 'prepaid', today),
    orders: open(today, 'orders10000', today),
  };
}

function writeSubscription(
  files: DemoFiles,
  { openingDay }: DemoCalendar,
  customer: DemoCustomer,
  subscription: DemoSubscription,
): void {
  const { line, activatedOn, terminatedOn, statusSince, status } = subscription;
  for (const { day, file } of files.billing) {
    if (activatedOn > day) continue;
    // What changed later was not yet so on the day of the file.
    const changedSince = (terminatedOn ?? statusSince ?? '') > day;
    file.row(
      subscription.subscriptionId,
      subscription.name,
      line.accessNumber,
      subscription.product.name,
      line.address,
      STATUS_WORDS[changedSince ? 'IN_SERVICE' : status],
      customer.billingAccountNumber,
      customer.centre.area,
      activatedOn,
      changedSince ? '' : (terminatedOn ?? ''),
      subscription.contactPhone,
    );
  }
  if (!subscription.in97) return;
  const cells = [line.accessNumber, line.cabinet, line.terminal, `${customer.centre.area}局`] as const;
  if (activatedOn <= openingDay) files.openingLines.row(...cells);
  files.lines?.row(...cells);
}

function writeFees(files: DemoFiles, subscription: DemoSubscription, history: readonly FeeMonth[]): void {
  for (const row of history) {
    let line = `${subscription.subscriptionId},${compact(row.month)}`;
    for (const feeClass of FEE_COLUMNS) line += `,${yuan(row.fees[feeClass])}`;
    const { localMinutes, longDistanceMinutes, internationalMinutes, megabytes } = row;
    line += `,${yuan(row.total)},${localMinutes},${longDistanceMinutes},${internationalMinutes},${megabytes}`;
    files.fees.get(row.month)?.plainRow(line);
  }
}

function writeAccounts(
  files: DemoFiles,
  calendar: DemoCalendar,
  customer: DemoCustomer,
  subscription: DemoSubscription,
  history: readonly FeeMonth[],
  seed: number,
  serial: number,
): void {
  const random = new RandomStream(seed, ACCOUNT_PART, serial);
  const { subscriptionId } = subscription;
  const number = String(scattered(serial, seed + 17)).padStart(9, '0');
  const arrears = arrearsOf(random, subscription, history);
  if (arrears)
    files.arrears.row(
      customer.billingAccountNumber,
      subscriptionId,
      compact(arrears.since),
      arrears.months,
      yuan(arrears.amount),
    );
  const agreement = agreementOf(random, subscription, history, calendar.today);
  if (agreement)
    files.agreements.row(
      `LJXY${number}`,
      subscriptionId,
      agreement.plan,
      agreement.start,
      agreement.end,
      yuan(agreement.commitment),
      yuan(agreement.penalty),
    );
  const prepaid = prepaidOf(random, subscription);
  if (prepaid !== undefined) files.prepaid.row(subscriptionId, yuan(prepaid), calendar.today);
  const order = orderOf(random, subscription, calendar);
  if (order) files.orders.row(`LJGD${number}`, subscriptionId, order.kind, order.stage, order.acceptedAt);
}
