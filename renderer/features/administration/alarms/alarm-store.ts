import { type AlarmsResponse, alarmsResponse } from '../../../../shared/api/feeds.ts';
import type { Store, Workspace } from '../../../data/types.ts';

const EVERY_MS = 5 * 60_000;
const NOTHING: AlarmsResponse = { alarms: [], open: 0, may_acknowledge: false };

/** The alarms of the feeds as the server last told them; asked every few minutes as long as somebody shows them. */
class AlarmStore implements Store<AlarmsResponse> {
  readonly #online: Workspace['online'];
  readonly #listeners = new Set<() => void>();
  #value = NOTHING;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(online: Workspace['online']) {
    this.#online = online;
  }

  get(): AlarmsResponse {
    return this.#value;
  }

  subscribe(listener: () => void): () => void {
    if (this.#listeners.size === 0) {
      void this.load();
      this.#timer = setInterval(() => void this.load(), EVERY_MS);
    }
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) clearInterval(this.#timer);
    };
  }

  /** Where the server cannot be asked, what it last said stays. */
  async load(): Promise<void> {
    try {
      this.#value = await this.#online.ask({ path: '/admin/v1/feeds/alarms', answer: alarmsResponse });
    } catch {
      return;
    }
    for (const listener of [...this.#listeners]) listener();
  }
}

const kept = new WeakMap<Workspace, AlarmStore>();

/** One for the menu and the screens, so that what is noted in one place is noted in all. */
export function alarmStoreOf(workspace: Workspace): AlarmStore {
  const store = kept.get(workspace) ?? new AlarmStore(workspace.online);
  kept.set(workspace, store);
  return store;
}
export type { AlarmStore };
