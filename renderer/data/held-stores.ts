import type { RowsByEntity } from '../../shared/domain/rows.ts';
import { HELD_WHOLE } from './held.ts';
import type { HeldEntity, HeldRows } from './held.ts';
import { createStore, type WritableStore } from './store.ts';

type Stores = { [E in HeldEntity]: WritableStore<readonly RowsByEntity[E][]> };

/** A store for each entity that a window holds whole; empty until the engine has told of it. */
export class HeldStores {
  readonly #stores = Object.fromEntries(
    HELD_WHOLE.map((entity) => [entity, createStore<readonly unknown[]>([])]),
  ) as unknown as Stores;

  of<E extends HeldEntity>(entity: E): WritableStore<readonly RowsByEntity[E][]> {
    return this.#stores[entity];
  }

  set({ entity, rows }: HeldRows): void {
    (this.#stores[entity] as WritableStore<readonly unknown[]>).set(rows);
  }
}
