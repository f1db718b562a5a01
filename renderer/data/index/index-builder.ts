import type { AnyRow, Entity, Interaction } from '../../../shared/domain/rows.ts';
import type { RowsByEntity } from '../../../shared/domain/rows.ts';
import type { IndexRow, InteractionPart } from './index-row.ts';
import type { Segment } from './segment.ts';
import { CharacterRanking } from './collation.ts';
import { balanceOf, emptyRow, interactionOf, isNewer, ledgerOf, profileOf } from './index-row.ts';
import { decodeSegment, encodeSegment, SEGMENT_ROWS } from './segment.ts';

/** Segments that changed, by place; those from `count` on are gone. */
export interface IndexUpdate {
  count: number;
  changed: { at: number; segment: Segment }[];
  /** All characters of names in reading order, where new ones have come; see collation.ts. */
  ranked: string | null;
}

interface Place {
  row: IndexRow;
  /** Segment that shows it; -1 while its profile has not come. */
  segment: number;
}

interface Shelf {
  codes: Set<string>;
  dirty: boolean;
}

/**
 * Keeps the index current row by row, in the worker. Rows may come in any order and any number of times; a
 * segment is encoded anew only when it is asked for, however many of its customers have changed since.
 */
export class IndexBuilder {
  readonly #places = new Map<string, Place>();
  readonly #shelves: Shelf[] = [];
  readonly #interactions = new Map<string, Map<string, InteractionPart>>();
  readonly #customerOfInteraction = new Map<string, string>();
  readonly #ranking = new CharacterRanking();
  #openShelf = 0;

  put<E extends Entity>(entity: E, id: string, row: RowsByEntity[E]): void;
  put(entity: Entity, id: string, row: AnyRow): void {
    switch (entity) {
      case 'customer': {
        const place = this.#place(id);
        place.row.profile = profileOf(row as RowsByEntity['customer']);
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
      case 'orgUnit':
      case 'freshness':
        return;
    }
  }

  remove(entity: Entity, id: string): void {
    if (entity === 'interaction') return this.#removeInteraction(id);
    const place = this.#places.get(id);
    if (place === undefined) return;
    if (entity === 'customer') {
      place.row.profile = null;
      if (place.segment >= 0) {
        this.#touch(place);
        this.#shelves[place.segment]!.codes.delete(id);
        this.#openShelf = Math.min(this.#openShelf, place.segment);
        place.segment = -1;
      }
    } else if (entity === 'ledger') this.#change(id, (row) => (row.ledger = null));
    else if (entity === 'balance') this.#change(id, (row) => (row.balance = null));
    const { profile, ledger, balance, interaction } = place.row;
    if (!profile && !ledger && !balance && !interaction) this.#places.delete(id);
  }

  /** What changed since it was asked last; null for nothing. */
  takeUpdate(): IndexUpdate | null {
    const changed: IndexUpdate['changed'] = [];
    this.#shelves.forEach((shelf, at) => {
      if (!shelf.dirty) return;
      shelf.dirty = false;
      const rows = Array.from(shelf.codes, (code) => this.#places.get(code)!.row);
      changed.push({ at, segment: encodeSegment(rows) });
    });
    if (changed.length === 0) return null;
    const ranked = this.#ranking.add(changed.flatMap(({ segment }) => segment.names.blob.split('\n')));
    return { count: this.#shelves.length, changed, ranked };
  }

  interactionsOf(customerCode: string): string[] {
    return [...(this.#interactions.get(customerCode)?.keys() ?? [])];
  }

  /** Takes over segments that were built before, with the interactions that they were built from. */
  adopt(segments: readonly Segment[], interactions: readonly (readonly [string, InteractionPart])[]): void {
    for (const segment of segments) {
      const at = this.#shelves.push({ codes: new Set(), dirty: true }) - 1;
      for (const row of decodeSegment(segment)) {
        const code = row.profile!.customerCode;
        this.#places.set(code, { row, segment: at });
        this.#shelves[at]!.codes.add(code);
      }
    }
    for (const [code, part] of interactions) this.#keepInteraction(code, part);
  }

  #place(id: string): Place {
    let place = this.#places.get(id);
    if (place === undefined) {
      place = { row: emptyRow(), segment: -1 };
      this.#places.set(id, place);
    }
    return place;
  }

  #change(id: string, change: (row: IndexRow) => void): void {
    const place = this.#place(id);
    change(place.row);
    this.#touch(place);
  }

  #touch(place: Place): void {
    if (place.segment >= 0) this.#shelves[place.segment]!.dirty = true;
  }

  #shelve(code: string): number {
    while ((this.#shelves[this.#openShelf]?.codes.size ?? 0) >= SEGMENT_ROWS) this.#openShelf++;
    const shelf = (this.#shelves[this.#openShelf] ??= { codes: new Set(), dirty: true });
    shelf.codes.add(code);
    return this.#openShelf;
  }

  #putInteraction(id: string, row: Interaction): void {
    const before = this.#customerOfInteraction.get(id);
    if (before !== undefined && before !== row.customerCode) this.#removeInteraction(id);
    this.#keepInteraction(row.customerCode, interactionOf(row));
    this.#newestOf(row.customerCode);
  }

  #keepInteraction(customerCode: string, part: InteractionPart): void {
    let own = this.#interactions.get(customerCode);
    if (own === undefined) this.#interactions.set(customerCode, (own = new Map<string, InteractionPart>()));
    own.set(part.interactionId, part);
    this.#customerOfInteraction.set(part.interactionId, customerCode);
  }

  #removeInteraction(id: string): void {
    const code = this.#customerOfInteraction.get(id);
    if (code === undefined) return;
    this.#customerOfInteraction.delete(id);
    this.#interactions.get(code)?.delete(id);
    this.#newestOf(code);
  }

  #newestOf(customerCode: string): void {
    let newest: InteractionPart | null = null;
    for (const part of this.#interactions.get(customerCode)?.values() ?? []) {
      if (newest === null || isNewer(part, newest)) newest = part;
    }
    this.#change(customerCode, (row) => (row.interaction = newest));
  }
}
