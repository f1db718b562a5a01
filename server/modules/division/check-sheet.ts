import type { PoolClient } from 'pg';
import type { CheckedRow, DryRunResponse, SheetImport, SheetRow } from '../../../shared/api/division.ts';
import { type DivisionRefusal, divisionRefusal } from '../../../shared/domain/division.ts';
import { REPORTING_SEGMENTS, type ReportingSegment } from '../../../shared/domain/org-units.ts';
import { type Day, isoInShanghai, type Month } from '../../../shared/lib/dates.ts';
import type { Caller } from '../../plugins/auth.ts';
import { customersByCode, type PeriodCustomer } from './customers.ts';
import { readSheetBases, type SheetBase } from './sheet.ts';
import { CommunityFinder, type DivisionUnit, type FoundCommunity, readUnits } from './territory.ts';

/** Each row of a customer names the others: unlimited, a sheet of one customer would answer with their square. */
const NAMED_LINES = 10;

/** Where an accepted row sends its customer. */
export interface SheetMove {
  line: number;
  customerCode: string;
  toCommunity: string;
  segment: ReportingSegment;
}

export interface SheetCheck {
  response: DryRunResponse;
  moves: SheetMove[];
}

interface Context {
  caller: Caller;
  month: Month;
  day: Day;
  units: ReadonlyMap<string, DivisionUnit>;
  finder: CommunityFinder;
  customers: ReadonlyMap<string, PeriodCustomer>;
  bases: ReadonlyMap<string, SheetBase>;
  linesOfCode: ReadonlyMap<string, number[]>;
  takeSheet: ReadonlySet<number>;
}

/**
 * Says of each row of a sheet what applying it would do, and writes nothing. A row that its maker left as it went out
 * is UNCHANGED, whatever others did meanwhile; one that he changed is compared three ways.
 */
export async function checkSheet(
  client: Pick<PoolClient, 'query'>,
  caller: Caller,
  month: Month,
  day: Day,
  sheet: SheetImport,
): Promise<SheetCheck> {
  const units = await readUnits(client);
  const bases = await readSheetBases(
    client,
    month,
    sheet.rows.flatMap((row) => (row.row_key === null ? [] : [row.row_key])),
  );
  const codes = new Set(sheet.rows.map((row) => row.customer_code));
  const context: Context = {
    caller,
    month,
    day,
    units,
    finder: new CommunityFinder(units),
    customers: await customersByCode(client, [...codes]),
    bases,
    linesOfCode: linesOfCode(sheet.rows),
    takeSheet: new Set(sheet.take_sheet),
  };
  const checked = sheet.rows.map((row) => checkRow(context, { ...row, found: foundOf(context, row) }));
  const rows = checked.map(({ row }) => row);
  const madeAt = [...bases.values()].map((base) => base.made_at.getTime());
  const sum = (outcome: CheckedRow['outcome']) => rows.filter((row) => row.outcome === outcome).length;
  return {
    response: {
      total: rows.length,
      accepted: sum('ACCEPTED'),
      unchanged: sum('UNCHANGED'),
      rejected: sum('REJECTED'),
      exported_at: madeAt.length > 0 ? isoInShanghai(new Date(Math.max(...madeAt))) : null,
      rows,
    },
    moves: checked.flatMap(({ move }) => (move ? [move] : [])),
  };
}

function linesOfCode(rows: readonly SheetRow[]): Map<string, number[]> {
  const lines = new Map<string, number[]>();
  for (const row of rows) {
    const same = lines.get(row.customer_code);
    if (same) same.push(row.line);
    else lines.set(row.customer_code, [row.line]);
  }
  return lines;
}

/** A row and what its cell of a community names; undefined where that was left empty, which keeps what is there. */
interface ReadRow extends SheetRow {
  found: FoundCommunity | undefined;
}

const foundOf = ({ finder }: Context, { community }: SheetRow): FoundCommunity | undefined =>
  community === '' ? undefined : finder.find(community);

interface Verdict {
  row: CheckedRow;
  move?: SheetMove;
}

function checkRow(context: Context, row: ReadRow): Verdict {
  const base = row.row_key === null ? undefined : context.bases.get(row.row_key);
  const customer = context.customers.get(row.customer_code);
  const unreadable = whyUnreadable(context, row, base, customer);
  if (unreadable || !base || !customer) {
    return rejected(row, unreadable ?? { reason: 'FOREIGN_ROW', hint: '' }, undefined, context);
  }

  const { found } = row;
  const wanted = found?.kind === 'FOUND' ? found.unit : undefined;
  const segment = row.segment === '' ? customer.reporting_segment : segmentOf(row.segment);
  const goes = found === undefined ? context.units.get(base.community_code) : wanted;

  const refusal = divisionRefusal(
    context.caller.grants,
    asDivided(customer, context),
    goes ?? null,
    context.month,
    context.day,
  );
  const outOfReach = refusal === 'WINDOW_CLOSED' || refusal === 'CUSTOMER_OUT_OF_SCOPE';
  const untouched =
    goes?.unitCode === base.community_code && (row.segment === '' || segment === base.reporting_segment);
  const asItIs = goes?.unitCode === customer.community_code && segment === customer.reporting_segment;
  if (!outOfReach && (untouched || asItIs))
    return { row: verdict(context, row, 'UNCHANGED', base, customer) };

  if (refusal === 'UNKNOWN_COMMUNITY' && found?.kind === 'AMBIGUOUS') {
    return rejected(row, { reason: refusal, hint: found.codes.join(' ') }, base, context);
  }
  if (refusal)
    return rejected(
      row,
      { reason: refusal, hint: hintFor(refusal, context, row, customer, goes) },
      base,
      context,
    );
  if (segment === undefined)
    return rejected(row, { reason: 'UNKNOWN_SEGMENT', hint: row.segment }, base, context);
  const changedSince =
    customer.version !== base.version &&
    (customer.community_code !== base.community_code ||
      customer.reporting_segment !== base.reporting_segment);
  if (changedSince && !context.takeSheet.has(row.line)) {
    return rejected(row, { reason: 'CHANGED_SINCE_EXPORT', hint: '' }, base, context);
  }
  return {
    row: verdict(context, row, 'ACCEPTED', base, customer),
    move: { line: row.line, customerCode: row.customer_code, toCommunity: goes!.unitCode, segment },
  };
}

interface Refused {
  reason: DivisionRefusal;
  hint: string;
}

/** What makes a row no row of ours, before anything of it is looked at. */
function whyUnreadable(
  context: Context,
  row: SheetRow,
  base: SheetBase | undefined,
  customer: PeriodCustomer | undefined,
): Refused | undefined {
  if (!base) return { reason: 'FOREIGN_ROW', hint: '' };
  if (!customer) return { reason: 'UNKNOWN_CUSTOMER', hint: base.customer_code };
  if (base.customer_code !== row.customer_code) return { reason: 'FOREIGN_ROW', hint: base.customer_code };
  const lines = context.linesOfCode.get(row.customer_code) ?? [];
  return lines.length > 1 ? { reason: 'DUPLICATE_ROW', hint: otherLines(lines, row.line) } : undefined;
}

/** `3 4 5`, or ten of them and how many more: `3 4 5 6 7 8 9 10 11 12 +1989`. */
function otherLines(lines: readonly number[], own: number): string {
  const named = lines
    .slice(0, NAMED_LINES + 1)
    .filter((line) => line !== own)
    .slice(0, NAMED_LINES);
  const more = lines.length - 1 - named.length;
  return [...named, ...(more > 0 ? [`+${more}`] : [])].join(' ');
}

const isSegment = (written: string): written is ReportingSegment =>
  (REPORTING_SEGMENTS as readonly string[]).includes(written);
const segmentOf = (written: string): ReportingSegment | undefined =>
  isSegment(written) ? written : undefined;

const asDivided = (customer: PeriodCustomer, { units }: Context) => ({
  community: units.get(customer.community_code) ?? { path: [], channel: null, networkCode: null },
  billingArea: customer.billing_area,
  firstSeenMonth: customer.first_seen_month,
  openingStock: customer.opening_stock,
  lockedUntil: customer.locked_until,
  closedOn: customer.closed_on,
});

function hintFor(
  refusal: DivisionRefusal,
  context: Context,
  row: ReadRow,
  customer: PeriodCustomer,
  goes: DivisionUnit | undefined,
): string {
  switch (refusal) {
    case 'LOCKED':
      return customer.locked_until ?? '';
    case 'NOT_OF_PERIOD':
      return customer.first_seen_month;
    case 'UNKNOWN_COMMUNITY':
      return row.found?.kind === 'UNKNOWN' ? context.finder.namesLike(row.community).join(' ') : '';
    case 'OTHER_BILLING_AREA':
      return customer.billing_area;
    case 'TARGET_OUT_OF_SCOPE':
    case 'OTHER_NETWORK':
    case 'NO_PERMISSION':
      return goes?.name ?? '';
    default:
      return '';
  }
}

/** Of a customer outside his scope he learns nothing. */
function rejected(row: ReadRow, refused: Refused, base: SheetBase | undefined, context: Context): Verdict {
  const secret = refused.reason === 'CUSTOMER_OUT_OF_SCOPE' || base === undefined;
  const customer = secret ? undefined : context.customers.get(row.customer_code);
  return { row: { ...verdict(context, row, 'REJECTED', secret ? undefined : base, customer), ...refused } };
}

function verdict(
  context: Context,
  row: ReadRow,
  outcome: CheckedRow['outcome'],
  base: SheetBase | undefined,
  customer: PeriodCustomer | undefined,
): CheckedRow {
  const { found } = row;
  const place = (communityCode: string, segment: string) => {
    const unit = context.units.get(communityCode);
    return {
      community_name: unit?.name ?? communityCode,
      responsible_unit: unit?.departmentName ?? '',
      segment,
    };
  };
  return {
    line: row.line,
    customer_code: row.customer_code,
    name: customer?.name ?? '',
    outcome,
    reason: null,
    hint: '',
    base: base ? place(base.community_code, base.reporting_segment) : null,
    now: customer
      ? {
          ...place(customer.community_code, customer.reporting_segment),
          by: customer.changed_by,
          at: isoInShanghai(customer.changed_at),
        }
      : null,
    sheet:
      found?.kind === 'FOUND'
        ? place(found.unit.unitCode, row.segment)
        : { community_name: row.community, responsible_unit: '', segment: row.segment },
  };
}
