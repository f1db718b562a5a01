import type { OutboxEntry, StorageLoss } from '../data/types.ts';

export interface Listed {
  entries: readonly OutboxEntry[];
  loss: StorageLoss | null;
}

/** Reads the outbox for the screen: once more after the last change, however many come in a row. */
export class OutboxListing {
  readonly #read: () => Promise<Listed>;
  readonly #show: (listed: Listed) => void;
  #running: Promise<void> | null = null;
  #again = false;
  #closed = false;

  constructor(read: () => Promise<Listed>, show: (listed: Listed) => void) {
    this.#read = read;
    this.#show = show;
  }

  refresh(): Promise<void> {
    if (this.#running !== null) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#refresh().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** What is being read may not hold what has just been written: then it is read once more. Else nothing is read. */
  outdated(): void {
    this.#again = this.#running !== null;
  }

  close(): void {
    this.#closed = true;
  }

  async #refresh(): Promise<void> {
    do {
      this.#again = false;
      if (this.#closed) return;
      const listed = await this.#read();
      if (!this.#again) this.#show(listed);
    } while (this.#again);
  }
}
