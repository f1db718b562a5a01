import { type AlarmsResponse, alarmsResponse } from '../../../../shared/api/feeds.ts';
import { keptWith } from '../../../../shared/lib/kept-with.ts';
import type { Store, Workspace } from '../../../data/types.ts';

const EVERY_MS = 5 * 60_000;
const NOTHING: AlarmsResponse = { alarms: [], open: 0, may_acknowledge: false };

/** For whoever does not look after feeds. */
export const NO_ALARMS: Store<AlarmsResponse> = { get: () => NOTHING, subscribe: () => () => undefined };

/** The alarms of the feeds as the server last told them; asked every few minutes as long as somebody shows them. */
export class AlarmStore implements Store<AlarmsResponse> {
  readonly #online: Pick<Workspace['online'], 'ask'>;
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  #value = NOTHING;
  #askedAt = -Infinity;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** @param now milliseconds of a clock that never goes back */
  constructor(online: Pick<Workspace['online'], 'ask'>, now: () => number = () => performance.now()) {
    this.#online = online;
    this.#now = now;
  }

  get(): AlarmsResponse {
    return this.#value;
  }

  /** Screens come and go: that alone asks nothing anew. */
  subscribe(listener: () => void): () => void {
    if (this.#listeners.size === 0) {
      if (this.#now() - this.#askedAt >= EVERY_MS) void this.load();
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
    this.#askedAt = this.#now();
    try {
      this.#value = await this.#online.ask({ path: '/admin/v1/feeds/alarms', answer: alarmsResponse });
    } catch {
      return;
    }
    for (const listener of [...this.#listeners]) listener();
  }
}

/** One for the menu and the screens, so that what is noted in one place is noted in all. */
export const alarmStoreOf = keptWith(({ online }: Workspace) => new AlarmStore(online));
