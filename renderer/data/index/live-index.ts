import type { OutboxEntry, Reference } from '../types.ts';
import type { CustomerIndex } from '../types.ts';
import type { IndexUpdate } from './index-builder.ts';
import type { IndexOverlay } from './index-view.ts';
import type { Segment } from './segment.ts';
import type { InteractionPart } from './index-row.ts';
import { dayOf } from '../../../shared/lib/dates.ts';
import type { Day, Month } from '../../../shared/lib/dates.ts';
import type { GroupMembership } from '../../../shared/domain/groups.ts';
import { membersKey, overlayMembers } from '../groups.ts';
import { overlayIndex } from '../overlay.ts';
import { createStore } from '../store.ts';
import type { WritableStore } from '../store.ts';
import { IndexColumns } from './columns.ts';
import { ColumnarCustomerIndex } from './customer-index.ts';
import { dayFrom, monthFrom, NONE } from './segment.ts';
import { textAt } from './text.ts';

/** The index as it stands in a window: a new object for each change of rows, edits, units or day. */
export class LiveIndex {
  readonly store: WritableStore<CustomerIndex>;
  #segments: Segment[] = [];
  #columns = new IndexColumns([], '');
  #ranked = '';
  #reference: Reference = { units: new Map(), freshness: [] };
  #entries: readonly OutboxEntry[] = [];
  #overlayKey = '';
  #memberships: readonly GroupMembership[] = [];
  #members: ReadonlyMap<string, ReadonlySet<string>> = new Map();
  #membersKey = '';
  #today: Day;
  #version = 0;

  constructor(now: Date) {
    this.#today = dayOf(now);
    this.store = createStore<CustomerIndex>(this.#make());
  }

  update({ count, changed, ranked }: IndexUpdate): void {
    this.#segments = this.#segments.slice(0, count);
    for (const { at, segment } of changed) this.#segments[at] = segment;
    this.#ranked = ranked ?? this.#ranked;
    this.#columns = new IndexColumns(this.#segments, this.#ranked);
    this.#publish();
  }

  setReference(reference: Reference): void {
    this.#reference = reference;
    this.#publish();
  }

  setMemberships(rows: readonly GroupMembership[]): void {
    this.#memberships = rows;
    this.#members = overlayMembers(rows, this.#entries);
    this.#publish();
  }

  setEntries(entries: readonly OutboxEntry[]): void {
    this.#entries = entries;
    const members = membersKey(entries);
    if (members !== this.#membersKey) this.setMemberships(this.#memberships);
    this.#membersKey = members;
    const overlay = this.#overlay();
    const key = [...overlay].map(([code, o]) => `${code} ${o.happenedAt} ${o.nextOn}`).join('\n');
    if (key !== this.#overlayKey) this.#publish(overlay);
    this.#overlayKey = key;
  }

  /** A new day changes what is due; within a day nothing does. */
  setNow(now: Date): void {
    const today = dayOf(now);
    if (today === this.#today) return;
    this.#today = today;
    this.#publish();
  }

  #publish(overlay?: Map<string, IndexOverlay>): void {
    this.store.set(this.#make(overlay));
  }

  #make(overlay = this.#overlay()): CustomerIndex {
    return new ColumnarCustomerIndex(this.#columns, {
      version: ++this.#version,
      today: this.#today,
      thisMonth: this.#thisMonth(),
      units: this.#reference.units,
      overlay,
      members: this.#members,
    });
  }

  #overlay(): Map<string, IndexOverlay> {
    return overlayIndex(this.#entries, (code) => this.#newestOf(code));
  }

  #newestOf(customerCode: string): InteractionPart | null {
    const position = this.#columns.positionOf(customerCode);
    if (position === undefined) return null;
    const { segment, row } = this.#columns.row(position);
    const happenedAt = segment.happenedAt[row]!;
    return Number.isNaN(happenedAt)
      ? null
      : {
          interactionId: textAt(segment.interactionId, row),
          happenedAt,
          nextOn: dayFrom(segment.nextOn[row]!),
        };
  }

  /** What analytics delivered last; before its freshness row has come, what the newest ledger shows. */
  #thisMonth(): Month | null {
    const delivered = this.#reference.freshness.find((row) => row.kind === 'bi_fees');
    if (delivered) return delivered.asOf.slice(0, 7);
    const newest = this.#columns.lastMonth.reduce((most, month) => Math.max(most, month), NONE);
    return newest === NONE ? null : monthFrom(newest);
  }
}
