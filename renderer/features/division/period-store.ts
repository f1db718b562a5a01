import {
  type DividedCustomerRow,
  periodCustomersResponse,
  type PeriodResponse,
  periodResponse,
} from '../../../shared/api/division.ts';
import type { Month } from '../../../shared/lib/dates.ts';
import { keptWith } from '../../../shared/lib/kept-with.ts';
import type { Online } from '../../data/online.ts';
import type { Store, Workspace } from '../../data/types.ts';

/** A month as the server told it, and when. */
export interface PeriodData {
  period: PeriodResponse;
  customers: readonly DividedCustomerRow[];
  /** ms since the epoch, by this machine's clock. */
  readAt: number;
}

export interface PeriodReading {
  /** The newest that was read; it stays when a later reading fails. */
  data: PeriodData | null;
  /** Why the last reading failed. */
  problem: unknown;
  reading: boolean;
}

/** What the server says of one month, kept while the person is signed in. */
export class PeriodStore implements Store<PeriodReading> {
  readonly #online: Online;
  readonly #month: Month;
  readonly #listeners = new Set<() => void>();
  #value: PeriodReading = { data: null, problem: null, reading: false };
  #running: Promise<void> | null = null;

  constructor(online: Online, month: Month) {
    this.#online = online;
    this.#month = month;
  }

  get(): PeriodReading {
    return this.#value;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Reads the month; a reading that runs already is shared. */
  load(): Promise<void> {
    this.#running ??= this.#read().finally(() => (this.#running = null));
    return this.#running;
  }

  /** After an act: what a reading that began before it says may be old. */
  async loadAnew(): Promise<void> {
    await this.#running;
    await this.load();
  }

  async #read(): Promise<void> {
    this.#set({ ...this.#value, reading: true });
    const path = `/division/v1/periods/${this.#month}`;
    try {
      const [period, { customers }] = await Promise.all([
        this.#online.ask({ path, answer: periodResponse }),
        this.#online.ask({ path: `${path}/customers`, answer: periodCustomersResponse }),
      ]);
      this.#set({ data: { period, customers, readAt: Date.now() }, problem: null, reading: false });
    } catch (problem) {
      this.#set({ ...this.#value, problem, reading: false });
    }
  }

  #set(value: PeriodReading): void {
    this.#value = value;
    for (const listener of [...this.#listeners]) listener();
  }
}

const storesOf = keptWith((_: Workspace) => new Map<Month, PeriodStore>());

/** The same store for the same person and month, so that a screen that is opened again shows what it had. */
export function periodStoreOf(workspace: Workspace, month: Month): PeriodStore {
  const ofMonths = storesOf(workspace);
  const store = ofMonths.get(month) ?? new PeriodStore(workspace.online, month);
  ofMonths.set(month, store);
  return store;
}
