import type { OrgUnitRow } from '../../../shared/domain/rows.ts';
import type { Day, Month } from '../../../shared/lib/dates.ts';
import type { IndexColumns } from './columns.ts';
import { FactsCursor } from './customer-facts.ts';
import { monthNumber } from './index-row.ts';
import { dayNumber, NONE } from './segment.ts';
import { zeroChargesIn } from './zero-charges.ts';

/** What a waiting edit changes of a customer in the list. */
export interface IndexOverlay {
  /** Milliseconds since 1970. */
  happenedAt: number;
  nextOn: Day | null;
}

/** What the index needs to know beside the rows. */
export interface IndexContext {
  version: number;
  /** By the server's clock, in Asia/Shanghai. */
  today: Day;
  thisMonth: Month | null;
  units: ReadonlyMap<string, OrgUnitRow>;
  /** By customer code. */
  overlay: ReadonlyMap<string, IndexOverlay>;
  /** Customer codes by group. */
  members: ReadonlyMap<string, ReadonlySet<string>>;
}

const NOBODY: ReadonlySet<string> = new Set();

/** The columns as they are at this moment: of this day and month, with waiting edits laid over. */
export class IndexView {
  readonly columns: IndexColumns;
  readonly context: IndexContext;
  readonly size: number;
  readonly today: number;
  readonly thisMonth: Month | null;
  readonly revenue: Float64Array;
  readonly revenueBefore: Float64Array;
  readonly agreementEnd: Int32Array;
  readonly happenedAt: Float64Array;
  readonly nextOn: Int32Array;

  constructor(columns: IndexColumns, context: IndexContext) {
    this.columns = columns;
    this.context = context;
    this.size = columns.size;
    this.thisMonth = context.thisMonth;
    this.today = dayNumber(context.today);
    const month = context.thisMonth === null ? NONE : monthNumber(context.thisMonth);
    this.revenue = columns.revenue(month);
    this.revenueBefore = columns.revenue(month - 1);
    this.agreementEnd = columns.agreementEnds(this.today);
    const { happenedAt, nextOn } = overlaid(columns, context.overlay);
    this.happenedAt = happenedAt;
    this.nextOn = nextOn;
  }

  /** Counted at the first question: a list that nobody opens does without. */
  get zeroCharge(): ArrayLike<number> {
    return zeroChargesIn(this.columns, this.thisMonth).zeroCharge;
  }

  /** A cursor of one's own over what reports ask of customers. */
  facts(): FactsCursor {
    return new FactsCursor(this.columns, zeroChargesIn(this.columns, this.thisMonth));
  }

  members(groupId: string): ReadonlySet<string> {
    return this.context.members.get(groupId) ?? NOBODY;
  }
}

function overlaid(
  columns: IndexColumns,
  overlay: ReadonlyMap<string, IndexOverlay>,
): { happenedAt: Float64Array; nextOn: Int32Array } {
  if (overlay.size === 0) return columns;
  const happenedAt = columns.happenedAt.slice();
  const nextOn = columns.nextOn.slice();
  for (const [code, changed] of overlay) {
    const position = columns.positionOf(code);
    if (position === undefined) continue;
    happenedAt[position] = changed.happenedAt;
    nextOn[position] = dayNumber(changed.nextOn);
  }
  return { happenedAt, nextOn };
}
