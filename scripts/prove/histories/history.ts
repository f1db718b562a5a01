import { setTimeout as sleep } from 'node:timers/promises';
import { Chance } from '../../../shared/lib/chance.ts';
import type { Step } from '../../../shared/sync/model/steps.ts';
import { accessTokenFor } from '../../../server/test-support/people.ts';
import { Desk } from './desk.ts';
import { Gateway } from './gateway.ts';
import { faultsOfEdits, faultsOfRows } from './judge.ts';
import { COMMUNITIES, Office, PERSONS } from './office.ts';
import { StandsStill, Watchdog } from './watchdog.ts';

/** The model's steps, as far as they are to be drawn: the engines of real clients pull and push by themselves. */
const WEIGHTS = {
  write: 16,
  drop: 3,
  pull: 12,
  lose: 2,
  crash: 3,
  secondWindow: 2,
  loseStorage: 1,
  rot: 1,
  change: 14,
  membership: 2,
  purge: 1.5,
  backup: 1.5,
  restore: 0.7,
  restoreUnannounced: 0.5,
} as const satisfies Partial<Record<Step, number>>;
type HistoryStep = keyof typeof WEIGHTS;

export const STEPS = 60;
const LONGEST_PAUSE_MS = 12;
/** Until everything must have come to rest, on a machine that is busy with other work. */
const HEALING_MS = 20_000;
const LONG_AGO = { now: () => new Date('2020-01-01T00:00:00Z') };

export interface HistoryResult {
  faults: string[];
  edits: number;
  /** How many exchanges went how. */
  exchanges: Record<string, number>;
  restores: number;
}

/**
 * One history with the real client and the real server: so many steps, then everything heals, then it is judged.
 * What is drawn follows from the seed; how it falls together in time does not altogether.
 */
export async function runHistory(seed: number, steps: number): Promise<HistoryResult> {
  const watchdog = new Watchdog();
  const history = await watchdog.watch('opening', () => History.open(seed));
  const stands = (): string[] => history.describe();
  try {
    for (let at = 0; at < steps; at++)
      await watchdog.watch(
        `step ${at}`,
        () => history.step((said) => watchdog.at(`step ${at}: ${said}`)),
        stands,
      );
    const faults = await watchdog.watch('healing', () => history.heal(), stands);
    return { faults, ...history.counts() };
  } catch (error) {
    if (!(error instanceof StandsStill)) throw error;
    return { faults: error.said, ...history.counts() };
  } finally {
    // Whoever stands still may do so here as well; that he did has been said by then.
    await watchdog.watch('closing', () => history.close(), stands).catch(() => undefined);
  }
}

class History {
  readonly #chance: Chance;
  readonly #office: Office;
  readonly #desks: Desk[];
  #restores = 0;

  private constructor(chance: Chance, office: Office, desks: Desk[]) {
    this.#chance = chance;
    this.#office = office;
    this.#desks = desks;
  }

  static async open(seed: number): Promise<History> {
    const chance = new Chance(seed);
    const office = await Office.open(chance);
    const desks: Desk[] = [];
    for (const [at, staffId] of ['20001', '20001', '20002'].entries()) {
      const gateway = await Gateway.open(office.server, new Chance(seed * 31 + at));
      const token = (expired: boolean): string =>
        accessTokenFor(office.server.app, staffId, expired ? { clock: LONG_AGO } : {});
      const desk = new Desk(`desk-${at}`, staffId, { chance: new Chance(seed * 37 + at), gateway, token });
      await desk.open();
      desks.push(desk);
    }
    return new History(chance, office, desks);
  }

  /** @param say what it is about to do */
  async step(say: (what: string) => void): Promise<void> {
    const desk = this.#chance.pick(this.#desks)!;
    const step = this.#chance.weighted<HistoryStep>(WEIGHTS);
    say(`${step} of ${desk.name}`);
    await this.#act(step, desk);
    await sleep(this.#chance.below(LONGEST_PAUSE_MS));
  }

  async #act(step: HistoryStep, desk: Desk): Promise<void> {
    switch (step) {
      case 'write':
        return desk.write(this.#office.codes);
      case 'drop':
        return desk.decide();
      case 'pull':
        return desk.workspace.syncNow();
      case 'lose':
        desk.gateway.cut = !desk.gateway.cut;
        return;
      case 'crash':
        desk.kill();
        return desk.windows === 0 ? desk.open() : undefined;
      case 'secondWindow':
        return desk.windows === 1 ? desk.open() : undefined;
      case 'loseStorage':
        desk.loseStorage();
        return desk.open();
      case 'rot':
        return desk.rot();
      case 'change':
        return this.#office.change();
      case 'membership': {
        const staffId = this.#chance.pick(Object.keys(PERSONS))!;
        const communities = COMMUNITIES.filter(() => this.#chance.is(0.6));
        return this.#office.setCommunities(staffId, communities);
      }
      case 'purge':
        return this.#office.purge();
      case 'backup':
        return this.#office.backUp();
      case 'restore':
        return this.#restore(true);
      case 'restoreUnannounced':
        return this.#restore(false);
    }
  }

  async #restore(announced: boolean): Promise<void> {
    const forgotten = new Set(await this.#office.restore(announced));
    this.#restores += 1;
    for (const edit of this.#desks.flatMap((desk) => desk.edits)) {
      if (forgotten.has(edit.uid)) edit.undone = true;
    }
  }

  /** Everything works again, everybody starts anew, and has time. @returns what is still wrong then */
  async heal(): Promise<string[]> {
    for (const desk of this.#desks) {
      Object.assign(desk.gateway, { cut: false, calm: true });
      // A start counts the rows: what has rotted is found.
      while (desk.windows > 0) desk.kill();
      await desk.open();
    }
    const end = performance.now() + HEALING_MS;
    for (;;) {
      for (const desk of this.#desks) desk.workspace.syncNow();
      await sleep(120);
      const faults = await this.#judge();
      if (faults.length === 0) return [];
      if (performance.now() > end) return [...faults, ...this.describe()];
    }
  }

  async #judge(): Promise<string[]> {
    const faults: string[] = [];
    for (const desk of this.#desks) {
      faults.push(...(await faultsOfRows(this.#office, desk)), ...(await faultsOfEdits(this.#office, desk)));
    }
    return faults;
  }

  /** Where every actor stands. */
  describe(): string[] {
    return this.#desks.map((desk) => desk.describe());
  }

  counts(): Omit<HistoryResult, 'faults'> {
    const exchanges: Record<string, number> = {};
    for (const { gateway } of this.#desks) {
      for (const [fault, count] of Object.entries(gateway.counts)) {
        exchanges[fault] = (exchanges[fault] ?? 0) + count;
      }
    }
    const edits = this.#desks.reduce((sum, desk) => sum + desk.edits.length, 0);
    return { edits, exchanges, restores: this.#restores };
  }

  async close(): Promise<void> {
    for (const desk of this.#desks) {
      await desk.close();
      desk.gateway.close();
    }
    await this.#office.close();
  }
}
