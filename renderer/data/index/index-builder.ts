import type { AnyRow, Entity, Interaction } from '../../../shared/domain/rows.ts';
import type { RowsByEntity } from '../../../shared/domain/rows.ts';
import type { IndexRow } from './index-row.ts';
import type { Contact } from '../../../shared/reports/index.ts';
import type { Segment } from './segment.ts';
import type { TextColumn } from './text.ts';
import { CharacterRanking } from './collation.ts';
import { contactOf, isNewer, packContacts } from '../../../shared/reports/index.ts';
import { balanceOf, emptyRow, ledgerOf, profileOf } from './index-row.ts';
import { oneLine } from './packed-columns.ts';
import { dayFrom, dayNumber, decodeSegment, encodeSegment, SEGMENT_ROWS } from './segment.ts';
import { textAt, textColumn } from './text.ts';

/** Segments that changed, by place; those from `count` on are gone. */
export interface IndexUpdate {
  count: number;
  changed: { at: number; segment: Segment }[];
  /** All characters of names in reading order, where new ones have come; see collation.ts. */
  ranked: string | null;
}

/** All interactions side by side, as a snapshot keeps them, with the reading order of characters. */
export interface InteractionColumns {
  customerCodes: TextColumn;
  ids: TextColumn;
  happenedAt: Float64Array;
  nextOn: Int32Array;
  kinds: Uint8Array;
  staff: TextColumn;
  outcomes: TextColumn;
  ranked: string;
}

export interface IndexSnapshot {
  segments: Segment[];
  interactions: InteractionColumns;
  /** Rows whose customer is not there, so that no segment shows them: to be read from the tables. */
  strays: { entity: Entity; id: string }[];
}

interface Place {
  /** Null where it is still in the segment that its shelf was taken over with. */
  row: IndexRow | null;
  /** Segment that shows it; -1 while its profile has not come. */
  segment: number;
}

interface Shelf {
  codes: Set<string>;
  /** What its customers look like; null since one of them changed. */
  segment: Segment | null;
  /** The windows have not seen it yet. */
  unseen: boolean;
}

/**
 * Keeps the index current row by row, in the worker. Rows may come in any order and any number of times; a
 * segment is encoded anew only when it is asked for, however many of its customers have changed since.
 */
export class IndexBuilder {
  readonly #places = new Map<string, Place>();
  readonly #shelves: Shelf[] = [];
  readonly #interactions = new Map<string, Map<string, Contact>>();
  readonly #customerOfInteraction = new Map<string, string>();
  readonly #ranking = new CharacterRanking();
  #openShelf = 0;
  /** Taken over, and not looked at yet. */
  #adopted: InteractionColumns | null = null;

  put<E extends Entity>(entity: E, id: string, row: RowsByEntity[E]): void;
  put(entity: Entity, id: string, row: AnyRow): void {
    switch (entity) {
      case 'customer': {
        const place = this.#place(id);
        this.#rowOf(place).profile = profileOf(row as RowsByEntity['customer']);
        if (place.segment < 0) place.segment = this.#shelve(id);
        this.#touch(place);
        return;
      }
      case 'ledger':
        return this.#change(id, (place) => (place.ledger = ledgerOf(row as RowsByEntity['ledger'])));
      case 'balance':
        return this.#change(id, (place) => (place.balance = balanceOf(row as RowsByEntity['balance'])));
      case 'interaction':
        return this.#putInteraction(id, row as Interaction);
      default:
        return;
    }
  }

  remove(entity: Entity, id: string): void {
    if (entity === 'interaction') return this.#removeInteraction(id);
    const place = this.#places.get(id);
    if (place === undefined) return;
    const row = this.#rowOf(place);
    if (entity === 'customer') {
      row.profile = null;
      if (place.segment >= 0) {
        this.#touch(place);
        this.#shelves[place.segment]!.codes.delete(id);
        this.#openShelf = Math.min(this.#openShelf, place.segment);
        place.segment = -1;
      }
    } else if (entity === 'ledger') this.#change(id, (changed) => (changed.ledger = null));
    else if (entity === 'balance') this.#change(id, (changed) => (changed.balance = null));
    if (!row.profile && !row.ledger && !row.balance && !row.interaction) this.#places.delete(id);
  }

  /** The ids that it shows of an entity; of ledgers and balances, those of whom it may have one. */
  ids(entity: Entity): Set<string> {
    if (entity === 'interaction') {
      this.#unpackInteractions();
      return new Set(this.#customerOfInteraction.keys());
    }
    const places = [...this.#places];
    const shown = entity === 'customer' ? places.filter(([, place]) => place.segment >= 0) : places;
    return new Set(shown.map(([id]) => id));
  }

  /** What changed since it was asked last; null for nothing. */
  takeUpdate(): IndexUpdate | null {
    const changed: IndexUpdate['changed'] = [];
    this.#shelves.forEach((shelf, at) => {
      if (!shelf.unseen) return;
      shelf.unseen = false;
      shelf.segment ??= encodeSegment(
        Array.from(shelf.codes, (code) => this.#rowOf(this.#places.get(code)!)),
      );
      changed.push({ at, segment: shelf.segment });
    });
    if (changed.length === 0) return null;
    const ranked = this.#ranking.add(changed.flatMap(({ segment }) => segment.names.blob.split('\n')));
    return { count: this.#shelves.length, changed, ranked };
  }

  interactionsOf(customerCode: string): string[] {
    this.#unpackInteractions();
    return [...(this.#interactions.get(customerCode)?.keys() ?? [])];
  }

  /** All of it as columns; null while there are changes that were not taken. */
  snapshot(): IndexSnapshot | null {
    this.#unpackInteractions();
    const segments = this.#shelves.map((shelf) => shelf.segment);
    if (!segments.every((segment) => segment !== null)) return null;
    const strays: IndexSnapshot['strays'] = [];
    for (const [id, place] of this.#places) {
      if (place.segment >= 0) continue;
      strays.push({ entity: 'ledger', id }, { entity: 'balance', id });
      for (const own of this.interactionsOf(id)) strays.push({ entity: 'interaction', id: own });
    }
    const parts = [...this.#interactions].flatMap(([code, own]) =>
      Array.from(own.values(), (part) => ({ code, part })),
    );
    return {
      segments,
      strays,
      interactions: {
        customerCodes: textColumn(parts.map(({ code }) => code)),
        ids: textColumn(parts.map(({ part }) => part.interactionId)),
        happenedAt: Float64Array.from(parts, ({ part }) => part.happenedAt),
        nextOn: Int32Array.from(parts, ({ part }) => dayNumber(part.nextOn)),
        kinds: Uint8Array.from(parts, ({ part }) => part.kind),
        staff: textColumn(parts.map(({ part }) => part.staffNo)),
        outcomes: textColumn(parts.map(({ part }) => oneLine(part.outcome))),
        ranked: this.#ranking.ranked,
      },
    };
  }

  /** Takes over what was built before into this empty index. Rows are unpacked when one of them changes. */
  adopt(segments: readonly Segment[], interactions: InteractionColumns): void {
    this.#ranking.take(interactions.ranked);
    for (const segment of segments) {
      const codes = segment.size === 0 ? [] : segment.codes.blob.slice(0, -1).split('\n');
      const at = this.#shelves.push({ codes: new Set(codes), segment, unseen: true }) - 1;
      for (const code of codes) this.#places.set(code, { row: null, segment: at });
    }
    this.#adopted = interactions;
  }

  #place(id: string): Place {
    let place = this.#places.get(id);
    if (place === undefined) {
      place = { row: emptyRow(), segment: -1 };
      this.#places.set(id, place);
    }
    return place;
  }

  #rowOf(place: Place): IndexRow {
    if (place.row === null) {
      const { segment } = this.#shelves[place.segment]!;
      for (const row of decodeSegment(segment!)) this.#places.get(row.profile!.customerCode)!.row = row;
    }
    return place.row!;
  }

  #change(id: string, change: (row: IndexRow) => void): void {
    const place = this.#place(id);
    change(this.#rowOf(place));
    this.#touch(place);
  }

  #touch(place: Place): void {
    const shelf = this.#shelves[place.segment];
    if (shelf === undefined) return;
    shelf.segment = null;
    shelf.unseen = true;
  }

  #shelve(code: string): number {
    while ((this.#shelves[this.#openShelf]?.codes.size ?? 0) >= SEGMENT_ROWS) this.#openShelf++;
    const shelf = (this.#shelves[this.#openShelf] ??= { codes: new Set(), segment: null, unseen: true });
    if (shelf.segment !== null) this.#unpackShelf(shelf);
    shelf.codes.add(code);
    return this.#openShelf;
  }

  /** Before its segment is given up, what only stands there must be read out of it. */
  #unpackShelf(shelf: Shelf): void {
    for (const code of shelf.codes) {
      const place = this.#places.get(code)!;
      if (place.row === null) {
        this.#rowOf(place);
        return;
      }
    }
  }

  #putInteraction(id: string, row: Interaction): void {
    this.#unpackInteractions();
    const before = this.#customerOfInteraction.get(id);
    if (before !== undefined && before !== row.customerCode) this.#removeInteraction(id);
    this.#keepInteraction(row.customerCode, contactOf(row));
    this.#newestOf(row.customerCode);
  }

  #keepInteraction(customerCode: string, part: Contact): void {
    let own = this.#interactions.get(customerCode);
    if (own === undefined) this.#interactions.set(customerCode, (own = new Map<string, Contact>()));
    own.set(part.interactionId, part);
    this.#customerOfInteraction.set(part.interactionId, customerCode);
  }

  #removeInteraction(id: string): void {
    this.#unpackInteractions();
    const code = this.#customerOfInteraction.get(id);
    if (code === undefined) return;
    this.#customerOfInteraction.delete(id);
    this.#interactions.get(code)?.delete(id);
    this.#newestOf(code);
  }

  #newestOf(customerCode: string): void {
    let newest: Contact | null = null;
    for (const part of this.#interactions.get(customerCode)?.values() ?? []) {
      if (newest === null || isNewer(part, newest)) newest = part;
    }
    const contacts = packContacts([...(this.#interactions.get(customerCode)?.values() ?? [])]);
    this.#change(customerCode, (row) => {
      row.interaction = newest;
      row.contacts = contacts;
    });
  }

  #unpackInteractions(): void {
    const columns = this.#adopted;
    if (columns === null) return;
    this.#adopted = null;
    columns.happenedAt.forEach((happenedAt, row) =>
      this.#keepInteraction(textAt(columns.customerCodes, row), {
        interactionId: textAt(columns.ids, row),
        happenedAt,
        nextOn: dayFrom(columns.nextOn[row]!),
        kind: columns.kinds[row]!,
        staffNo: textAt(columns.staff, row),
        outcome: textAt(columns.outcomes, row),
      }),
    );
  }
}
