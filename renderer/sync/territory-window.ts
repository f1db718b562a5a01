import type { Rollup } from '../../shared/domain/rollups.ts';
import type { Holdings, TerritoryAccess } from '../data/holdings.ts';
import { NO_HOLDINGS } from '../data/holdings.ts';
import type { WritableStore } from '../data/store.ts';
import { createStore } from '../data/store.ts';
import type { TerritoryAnswer, TerritoryQuestion } from './territory-desk.ts';

/** The window's end of the line to TerritoryDesk. */
export class TerritoryWindow implements TerritoryAccess {
  readonly holdings: WritableStore<Holdings> = createStore<Holdings>(NO_HOLDINGS);
  readonly #ask: (question: TerritoryQuestion) => void;
  readonly #waiting = new Map<
    number,
    { resolve: (rollups: Map<string, Rollup>) => void; reject: (error: Error) => void }
  >();
  #last = 0;
  #told = '';

  constructor(ask: (question: TerritoryQuestion) => void) {
    this.#ask = ask;
  }

  rollups(unitCodes: readonly string[]): Promise<ReadonlyMap<string, Rollup>> {
    const request = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(request, { resolve, reject });
      this.#ask({ kind: 'rollups', request, unitCodes: [...unitCodes] });
    });
  }

  open(communityCode: string): void {
    this.#ask({ kind: 'open', communityCode });
  }

  close(communityCode: string): void {
    this.#ask({ kind: 'close', communityCode });
  }

  hear(answer: TerritoryAnswer): void {
    if (answer.kind === 'holdings') return this.#take(answer.holdings);
    const waiting = this.#waiting.get(answer.request);
    this.#waiting.delete(answer.request);
    if (answer.kind === 'failed') waiting?.reject(new Error(answer.message));
    else waiting?.resolve(new Map(answer.rollups.map((rollup) => [rollup.unitCode, rollup])));
  }

  /** Told after every attempt: who watches is woken by a difference alone. */
  #take(holdings: Holdings): void {
    const text = JSON.stringify([
      holdings.opened,
      [...holdings.communities],
      [...holdings.mine],
      [...holdings.units],
      holdings.rollupVersion,
    ]);
    if (text === this.#told) return;
    this.#told = text;
    this.holdings.set(holdings);
  }
}
