import type { ReportingSegment } from '../../../shared/domain/org-units.ts';
import type { Segment } from './segment.ts';
import type { TextColumn } from './text.ts';
import { REPORTING_SEGMENTS } from '../../../shared/domain/org-units.ts';
import { TREND_MONTHS } from './index-row.ts';
import { NONE } from './segment.ts';
import { textAt } from './text.ts';

/**
 * All segments side by side, so that a condition is one loop over one array. Texts stay where they are.
 * Position p lies in segment `segmentOf[p]` at row `p - starts[segmentOf[p]]`.
 */
export class IndexColumns {
  readonly segments: readonly Segment[];
  readonly size: number;
  readonly ranked: string;
  readonly starts: readonly number[];
  readonly segmentOf: Uint16Array;
  /** Positions in `communities`. */
  readonly community: Uint16Array;
  readonly communities: readonly string[];
  readonly reportingSegment: Uint8Array;
  readonly status: Uint8Array;
  readonly live: Uint16Array;
  readonly inService: Uint16Array;
  readonly agreementCount: Uint16Array;
  readonly openOrders: Uint16Array;
  readonly closed: Uint8Array;
  readonly firstSeen: Int32Array;
  readonly lastMonth: Int32Array;
  readonly mean: Float64Array;
  readonly arrears: Float64Array;
  readonly arrearsMonths: Uint16Array;
  readonly prepaid: Float64Array;
  readonly happenedAt: Float64Array;
  readonly nextOn: Int32Array;
  /** Orders that depend on the rows alone, by what they sort; they outlast a new day and a waiting edit. */
  readonly orders = new Map<string, Uint32Array>();
  /** By month, and by day. A waiting edit makes another view of the same rows, and none of this is of it. */
  readonly #revenues = new Map<number, Float64Array>();
  readonly #agreementEnds = new Map<number, Int32Array>();
  #positions: Map<string, number> | null = null;

  /** @param ranked characters of names in reading order */
  constructor(segments: readonly Segment[], ranked: string) {
    this.segments = segments;
    this.ranked = ranked;
    this.size = segments.reduce((sum, segment) => sum + segment.size, 0);
    const starts: number[] = [];
    this.segmentOf = new Uint16Array(this.size);
    let start = 0;
    segments.forEach((segment, at) => {
      starts.push(start);
      this.segmentOf.fill(at, start, start + segment.size);
      start += segment.size;
    });
    this.starts = starts;
    this.reportingSegment = this.#join(new Uint8Array(this.size), (s) => s.reportingSegment);
    this.status = this.#join(new Uint8Array(this.size), (s) => s.status);
    this.closed = this.#join(new Uint8Array(this.size), (s) => s.closed);
    this.live = this.#join(new Uint16Array(this.size), (s) => s.live);
    this.inService = this.#join(new Uint16Array(this.size), (s) => s.inService);
    this.agreementCount = this.#join(new Uint16Array(this.size), (s) => s.agreementCount);
    this.openOrders = this.#join(new Uint16Array(this.size), (s) => s.openOrders);
    this.arrearsMonths = this.#join(new Uint16Array(this.size), (s) => s.arrearsMonths);
    this.firstSeen = this.#join(new Int32Array(this.size), (s) => s.firstSeen);
    this.lastMonth = this.#join(new Int32Array(this.size), (s) => s.lastMonth);
    this.nextOn = this.#join(new Int32Array(this.size), (s) => s.nextOn);
    this.mean = this.#join(new Float64Array(this.size), (s) => s.mean);
    this.arrears = this.#join(new Float64Array(this.size), (s) => s.arrears);
    this.prepaid = this.#join(new Float64Array(this.size), (s) => s.prepaid);
    this.happenedAt = this.#join(new Float64Array(this.size), (s) => s.happenedAt);
    const { ids, values } = this.#communities();
    this.community = ids;
    this.communities = values;
  }

  row(position: number): { segment: Segment; row: number } {
    const at = this.segmentOf[position]!;
    return { segment: this.segments[at]!, row: position - this.starts[at]! };
  }

  text(position: number, of: (segment: Segment) => TextColumn): string {
    const { segment, row } = this.row(position);
    return textAt(of(segment), row);
  }

  texts(of: (segment: Segment) => TextColumn): string[] {
    return this.segments.flatMap((segment) => {
      const { blob } = of(segment);
      return segment.size === 0 ? [] : blob.slice(0, -1).split('\n');
    });
  }

  /** Position of a customer. Built at the first call: a list that nobody opens does without. */
  positionOf(customerCode: string): number | undefined {
    if (this.#positions === null) {
      const positions = new Map<string, number>();
      this.texts((segment) => segment.codes).forEach((code, position) => positions.set(code, position));
      this.#positions = positions;
    }
    return this.#positions.get(customerCode);
  }

  /** The total that a customer was charged in a month of its trend; NaN where nothing was delivered. */
  revenue(month: number): Float64Array {
    return remembered(this.#revenues, month, () => this.#revenue(month));
  }

  /** The nearest agreement end not before `today`, else the latest passed; NONE without agreement. */
  agreementEnds(today: number): Int32Array {
    return remembered(this.#agreementEnds, today, () => this.#agreementEndsFrom(today));
  }

  #revenue(month: number): Float64Array {
    const values = new Float64Array(this.size).fill(Number.NaN);
    this.segments.forEach((segment, at) => {
      for (let row = 0; row < segment.size; row++) {
        const last = segment.lastMonth[row]!;
        const slot = segment.trendLength[row]! - 1 - (last - month);
        if (last !== NONE && month <= last && slot >= 0) {
          values[this.starts[at]! + row] = segment.trend[row * TREND_MONTHS + slot]!;
        }
      }
    });
    return values;
  }

  #agreementEndsFrom(today: number): Int32Array {
    const values = new Int32Array(this.size);
    this.segments.forEach(({ agreementEnds, size }, at) => {
      const { ends, items } = agreementEnds;
      let from = 0;
      for (let row = 0; row < size; row++) {
        const to = ends[row]!;
        let end = to > from ? items[to - 1]! : NONE;
        for (let i = from; i < to; i++) {
          if (items[i]! >= today) {
            end = items[i]!;
            break;
          }
        }
        values[this.starts[at]! + row] = end;
        from = to;
      }
    });
    return values;
  }

  #join<T extends Uint8Array | Uint16Array | Int32Array | Float64Array>(
    into: T,
    of: (segment: Segment) => ArrayLike<number>,
  ): T {
    this.segments.forEach((segment, at) => into.set(of(segment), this.starts[at]!));
    return into;
  }

  #communities(): { ids: Uint16Array; values: string[] } {
    const values: string[] = [];
    const known = new Map<string, number>();
    const ids = new Uint16Array(this.size);
    this.segments.forEach(({ community, size }, at) => {
      const own = community.values.map((value) => {
        let id = known.get(value);
        if (id === undefined) {
          id = values.push(value) - 1;
          known.set(value, id);
        }
        return id;
      });
      for (let row = 0; row < size; row++) ids[this.starts[at]! + row] = own[community.ids[row]!]!;
    });
    return { ids, values };
  }
}

export const reportingSegmentId = (segment: ReportingSegment): number => REPORTING_SEGMENTS.indexOf(segment);

function remembered<V>(known: Map<number, V>, key: number, make: () => V): V {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
