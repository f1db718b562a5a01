import type { Rollup } from '../../shared/domain/rollups.ts';
import { messageOf } from '../../shared/lib/errors.ts';
import type { Holdings } from '../data/holdings.ts';
import type { RowCodec } from '../data/cache/codec.ts';
import type { Coming } from '../data/cache/read.ts';
import type { CacheDatabase } from '../data/cache/schema.ts';
import type { SyncStatus } from '../data/types.ts';
import { close, open, readHoldings, readRollups } from '../data/cache/opened.ts';

export type TerritoryQuestion =
  | { kind: 'open' | 'close'; communityCode: string }
  | { kind: 'rollups'; request: number; unitCodes: string[] };

export type TerritoryAnswer =
  | { kind: 'holdings'; holdings: Holdings }
  | { kind: 'rollups'; request: number; rollups: Rollup[] }
  | { kind: 'failed'; request: number; message: string };

/** Answers, beside the cache, what a window asks of roll-ups and opened communities. */
export class TerritoryDesk {
  readonly #db: CacheDatabase;
  readonly #codec: RowCodec;
  readonly #coming: Coming;
  readonly #post: (answer: TerritoryAnswer) => void;
  #known = '';

  constructor(db: CacheDatabase, codec: RowCodec, coming: Coming, post: (answer: TerritoryAnswer) => void) {
    this.#db = db;
    this.#codec = codec;
    this.#coming = coming;
    this.#post = post;
  }

  /** @returns whether the next pull brings something else because of it */
  async answer(question: TerritoryQuestion): Promise<boolean> {
    if (question.kind === 'rollups') {
      await this.#answerRollups(question.request, question.unitCodes);
      return false;
    }
    await (question.kind === 'open' ? open : close)(this.#db, question.communityCode);
    await this.tell();
    return true;
  }

  async tell(): Promise<void> {
    // A cache that cannot be read has a screen of its own; what was told last stays.
    const holdings = await readHoldings(this.#db, this.#coming).catch(() => null);
    if (holdings !== null) this.#post({ kind: 'holdings', holdings });
  }

  /** After each attempt to pull, and where all is verified, things may stand differently; in between only counts change. */
  learned({ attempts: [newest], verifiedAt }: Pick<SyncStatus, 'attempts' | 'verifiedAt'>): void {
    const known = `${newest?.at} ${newest?.durationMs} ${verifiedAt}`;
    if (known === this.#known) return;
    this.#known = known;
    void this.tell();
  }

  async #answerRollups(request: number, unitCodes: readonly string[]): Promise<void> {
    try {
      const rollups = await readRollups(this.#db, this.#codec, unitCodes, this.#coming);
      this.#post({ kind: 'rollups', request, rollups });
    } catch (error) {
      this.#post({
        kind: 'failed',
        request,
        message: messageOf(error),
      });
    }
  }
}
