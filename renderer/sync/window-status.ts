import type { WritableStore } from '../data/store.ts';
import type { CustomerIndex, OutboxEntry, StorageLoss, StorageTrouble, SyncStatus } from '../data/types.ts';
import { createStore } from '../data/store.ts';
import { departedCustomers } from './departed.ts';
import { initialStatus } from './status-board.ts';

/** What only the window knows of the outbox: it opened that itself, in both homes. */
export interface OutboxStanding {
  trouble: StorageTrouble | null;
  /** Edits whose key only the server has. */
  sealedEdits: number;
  /** The second home takes nothing for now. */
  withoutCopy: boolean;
}

/** The status as screens show it: what the engine says, with what only the window knows. */
export class WindowStatus {
  readonly store: WritableStore<SyncStatus> = createStore(initialStatus);
  readonly #entries: () => readonly OutboxEntry[];
  readonly #index: () => CustomerIndex;
  readonly #onLost: () => void;
  #told: SyncStatus = initialStatus;
  #outbox: OutboxStanding = { trouble: null, sealedEdits: 0, withoutCopy: false };

  /** @param onLost called as often as storage is said to be lost */
  constructor(entries: () => readonly OutboxEntry[], index: () => CustomerIndex, onLost: () => void) {
    this.#entries = entries;
    this.#index = index;
    this.#onLost = onLost;
  }

  get outboxTrouble(): StorageTrouble | null {
    return this.#outbox.trouble;
  }

  /** There was no room even to open the storage: nobody tries that again by himself. */
  get stuckInFullStorage(): boolean {
    const { trouble, nextTryAt } = this.store.get();
    return this.#outbox.trouble === 'storageFull' || (trouble === 'storageFull' && nextTryAt === null);
  }

  hear(status: SyncStatus): void {
    this.#told = { ...status, loss: this.#told.loss ?? null };
    this.#show();
  }

  engineIsGone(): void {
    this.#told = { ...this.#told, state: 'trouble', trouble: 'storageLost' };
    this.#show();
  }

  knowLoss(loss: StorageLoss | null): void {
    this.#told = { ...this.#told, loss };
    this.#show();
  }

  knowOutbox(standing: Partial<OutboxStanding>): void {
    this.#outbox = { ...this.#outbox, ...standing };
    this.#show();
  }

  #show(): void {
    const { sealedEdits, withoutCopy } = this.#outbox;
    const trouble = this.#outbox.trouble ?? this.#told.trouble;
    const departed = this.#told.everComplete ? departedCustomers(this.#entries(), this.#index()) : [];
    this.store.set({
      ...this.#told,
      departed,
      ...(sealedEdits > 0 ? { sealedEdits } : {}),
      ...(withoutCopy ? { withoutCopy } : {}),
      ...(trouble === null ? {} : { state: 'trouble', trouble }),
    });
    if (trouble === 'storageLost') this.#onLost();
  }
}
