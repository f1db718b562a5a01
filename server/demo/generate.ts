import type { SubscriptionStatus } from '../../shared/domain/rows.ts';
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
  /** The two folders in the order in which they are to be taken. */
  folders: [opening: string, today: string];
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
 * month, and today's daily files with the customers who came since. Nothing but the options decides a byte of it;
 * memory does not grow with the number of customers.
 */
export function generateDemoFeeds(options: DemoOptions, sink: FeedSink): DemoSummary {
  const calendar = calendarOf(options);
  const region = buildRegion(options);
  const staff = buildStaff(region, options);
  const stocks = new Map<string, LineStock>();
  const folders: DemoSummary['folders'] = [compact(calendar.openingDay), compact(calendar.today)];
  const files = openFiles(sink, calendar, folders);

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
  return { region, staff, calendar, subscriptions: serial, folders };
}

interface DemoFiles {
  units: FeedFile;
  cabinets: FeedFile;
  staff: FeedFile;
  openings: FeedFile;
  openingBilling: FeedFile;
  billing: FeedFile;
  openingLines: FeedFile;
  lines: FeedFile | undefined;
  fees: ReadonlyMap<string, FeedFile>;
  arrears: FeedFile;
  agreements: FeedFile;
  prepaid: FeedFile;
  orders: FeedFile;
}

function openFiles(sink: FeedSink, calendar: DemoCalendar, folders: readonly [string, string]): DemoFiles {
  const [opening, today] = folders;
  const open = (folder: string, kind: keyof typeof FEED_HEADERS, date?: string): FeedFile =>
    sink.open(`${folder}/${kind}${date === undefined ? '' : `_${date}`}.csv`, FEED_HEADERS[kind]);
  return {
    units: open(opening, 'org_units'),
    cabinets: open(opening, 'cross_boxes'),
    staff: open(opening, 'staff'),
    openings: open(opening, 'opening_assignments'),
    openingBilling: open(opening, 'billing_users', opening),
    openingLines: open(opening, 'line97', opening),
    fees: new Map(
      calendar.feeMonths.map((month) => [month, open(opening, 'bi_fees', compact(month))] as const),
    ),
    billing: open(today, 'billing_users', today),
    lines: calendar.lineDay === undefined ? undefined : open(today, 'line97', compact(calendar.lineDay)),
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
  const write = (file: FeedFile, statusThen: SubscriptionStatus, endedOn: string): void =>
    file.row(
      subscription.subscriptionId,
      subscription.name,
      line.accessNumber,
      subscription.product.name,
      line.address,
      STATUS_WORDS[statusThen],
      customer.billingAccountNumber,
      customer.centre.area,
      activatedOn,
      endedOn,
      subscription.contactPhone,
    );
  const hadOpened = activatedOn <= openingDay;
  if (hadOpened) {
    // What changed after the opening day was not yet so when the opening stock was drawn.
    const changedSince = (terminatedOn ?? statusSince ?? '') > openingDay;
    write(
      files.openingBilling,
      changedSince ? 'IN_SERVICE' : status,
      changedSince ? '' : (terminatedOn ?? ''),
    );
  }
  write(files.billing, status, terminatedOn ?? '');
  if (!subscription.in97) return;
  const cells = [line.accessNumber, line.cabinet, line.terminal, `${customer.centre.area}局`] as const;
  if (hadOpened) files.openingLines.row(...cells);
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
