import type { WorkSeal } from '../seal/work-seal.ts';
import type { StorageLoss } from '../types.ts';
import type { OutboxDatabase } from './outbox-database.ts';

/** What stands beside the edits: whether this storage is the one that was kept last, and what became of it. */
export class OutboxNotes {
  readonly #db: OutboxDatabase;
  readonly #seal: WorkSeal;

  constructor(db: OutboxDatabase, seal: WorkSeal) {
    this.#db = db;
    this.#seal = seal;
  }

  marker(): Promise<string | undefined> {
    return this.#db.recall('marker');
  }

  setMarker(marker: string): Promise<void> {
    return this.#db.remember('marker', marker);
  }

  /** Whether the cache was set up once: where it is gone now, it was lost. */
  async cacheWasKept(): Promise<boolean> {
    return (await this.#db.recall('cacheKept')) === true;
  }

  rememberCache(): Promise<void> {
    return this.#db.remember('cacheKept', true);
  }

  async loss(): Promise<StorageLoss | null> {
    const kept = await this.#db.recall('loss');
    if (kept === undefined || !('body' in kept)) return kept ?? null;
    const text = this.#seal.open(kept, 'loss');
    return text === null ? null : (JSON.parse(text) as StorageLoss);
  }

  /** It names customers. */
  async sealAnew(): Promise<void> {
    const loss = await this.loss();
    if (loss !== null) await this.#rememberLoss(loss);
  }

  /** Told until the person has seen it; what came back earlier and was not seen yet stays told. */
  async noteLoss(loss: StorageLoss): Promise<void> {
    await this.#db.transaction('rw', this.#db.meta, async () => {
      const before = await this.loss();
      const seen = new Set(loss.recovered.map(({ uid }) => uid));
      const recovered = [...(before?.recovered ?? []).filter(({ uid }) => !seen.has(uid)), ...loss.recovered];
      const unread = (before?.unread ?? 0) + (loss.unread ?? 0);
      await this.#rememberLoss({ ...loss, recovered, ...(unread > 0 && { unread }) });
    });
  }

  async #rememberLoss(loss: StorageLoss): Promise<void> {
    await this.#db.remember('loss', this.#seal.seal(JSON.stringify(loss), 'loss'));
  }

  async forgetLoss(): Promise<void> {
    await this.#db.meta.delete('loss');
  }

  /** These edits are in a file of the person's, and a wipe loses none of them (SPEC C11). */
  async rememberExport(uids: readonly string[]): Promise<void> {
    await this.#db.remember('exported', [...uids]);
  }

  async exported(): Promise<ReadonlySet<string>> {
    return new Set(await this.#db.recall('exported'));
  }
}
