import type { Entity } from '../../shared/domain/rows.ts';
import { isHeldWhole, type HeldEntity } from '../data/held.ts';
import type { PutRow } from '../data/cache/apply-page.ts';
import type { RowCodec } from '../data/cache/codec.ts';
import type { CacheDatabase } from '../data/cache/schema.ts';
import type { IndexBuilder, IndexUpdate } from '../data/index/index-builder.ts';
import { ENTITIES } from '../../shared/domain/rows.ts';
import { type Coming, renewIndex } from '../data/cache/read.ts';

/**
 * Tells the windows of changes in the index: the first at once, those of a download bundled, so that building
 * takes at most a ninth of the worker's time however large the cache is.
 */
const LEAST_PAUSE_MS = 250;
const PAUSE_PER_TIME_TAKEN = 8;
/** Between two looks of somebody who has a list to work with already. */
const UNHURRIED_PAUSE_MS = 1500;

export class IndexFeed {
  readonly builder: IndexBuilder;
  /** Much is there and much is still to come. */
  unhurried = false;
  readonly #publish: (update: IndexUpdate) => void;
  readonly #publishReference: () => Promise<void>;
  readonly #publishHeld: (entity: HeldEntity) => Promise<void>;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #pauseUntil = 0;
  #referenceChanged = false;
  readonly #heldChanged = new Set<HeldEntity>();

  constructor(
    builder: IndexBuilder,
    publish: (update: IndexUpdate) => void,
    publishReference: () => Promise<void>,
    publishHeld: (entity: HeldEntity) => Promise<void>,
  ) {
    this.builder = builder;
    this.#publish = publish;
    this.#publishReference = publishReference;
    this.#publishHeld = publishHeld;
  }

  /** A flush that fails, fails on a cache that is closing or lost: the engine says which. */
  changed(entity: Entity): void {
    if (entity === 'orgUnit' || entity === 'freshness' || entity === 'access') this.#referenceChanged = true;
    if (isHeldWhole(entity)) this.#heldChanged.add(entity);
    this.#timer ??= setTimeout(
      () => void this.flush().catch(() => undefined),
      Math.max(0, this.#pauseUntil - performance.now()),
    );
  }

  /** Rows that have come, stored or not. */
  show(rows: readonly PutRow[]): void {
    for (const { entity, id, row } of rows) {
      this.builder.put(entity, id, row as never);
      this.changed(entity);
    }
  }

  /** Looks at the tables once more: others have changed them, or rows were shown that did not come to be stored. */
  async renew(db: CacheDatabase, codec: RowCodec, coming: Coming): Promise<void> {
    await renewIndex(db, codec, this.builder, coming);
    for (const entity of ENTITIES) this.changed(entity);
  }

  async flush(): Promise<void> {
    this.stop();
    const begun = performance.now();
    if (this.#referenceChanged) {
      this.#referenceChanged = false;
      await this.#publishReference();
    }
    const held = [...this.#heldChanged];
    this.#heldChanged.clear();
    for (const entity of held) await this.#publishHeld(entity);
    const update = this.builder.takeUpdate();
    if (update !== null) this.#publish(update);
    const took = performance.now() - begun;
    const least = this.unhurried ? UNHURRIED_PAUSE_MS : LEAST_PAUSE_MS;
    const pause = Math.max(least, PAUSE_PER_TIME_TAKEN * took);
    this.#pauseUntil = performance.now() + pause;
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
