import type { StoredCustomer } from '../data/cache/read.ts';
import type { OutboxEntry } from '../data/types.ts';
import type { EngineLink } from './messages.ts';
import { MUTATION_TYPES } from '../../shared/sync/mutations.ts';

const MOST_SEQS = 20_000;

/** Customers as the cache has them, asked of the engine; and what the person has been shown of them. */
export class CustomerReads {
  readonly #post: EngineLink['post'];
  readonly #waiting = new Map<
    number,
    { resolve: (rows: (StoredCustomer | null)[]) => void; reject: (error: Error) => void }
  >();
  /** Seqs of the rows that the person has been shown, by `entity|id`: what his edits are based on. */
  readonly #seqs = new Map<string, string>();
  #last = 0;
  #closed = false;

  constructor(post: EngineLink['post']) {
    this.#post = post;
  }

  read(codes: readonly string[]): Promise<(StoredCustomer | null)[]> {
    if (this.#closed) return Promise.reject(new Error('the workspace was closed'));
    const request = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(request, { resolve, reject });
      this.#post({ kind: 'read', request, codes });
    });
  }

  /** For showing to the person: his next edit is based on it. */
  async show(code: string): Promise<StoredCustomer | null> {
    const [stored] = await this.read([code]);
    if (!stored) return null;
    this.#remember(stored);
    return stored;
  }

  /**
   * What an edit of this row is based on; null for nothing in particular, as of a row that he has not been shown. Nobody
   * is asked: whether a value has moved on meanwhile the server tells by what the edit says it was before, and saving
   * waits for nothing but its own commit (SPEC C9).
   */
  seqOf({ type, id }: Pick<OutboxEntry, 'type' | 'id'>): string | null {
    return this.#seqs.get(`${MUTATION_TYPES[type].entity}|${id}`) ?? null;
  }

  answer(request: number, customers: (StoredCustomer | null)[]): void {
    this.#waiting.get(request)?.resolve(customers);
    this.#waiting.delete(request);
  }

  fail(request: number, message: string): void {
    this.#waiting.get(request)?.reject(new Error(message));
    this.#waiting.delete(request);
  }

  /** Another engine answers from here on: nothing that the old one was asked will be answered. */
  startAnew(): void {
    for (const request of [...this.#waiting.keys()]) this.fail(request, 'the cache was opened anew');
    this.#seqs.clear();
  }

  close(): void {
    this.#closed = true;
    for (const request of [...this.#waiting.keys()]) this.fail(request, 'the workspace was closed');
  }

  #remember({ customer, interactions }: StoredCustomer): void {
    if (this.#seqs.size > MOST_SEQS) this.#seqs.clear();
    this.#seqs.set(`customer|${customer.id}`, customer.seq);
    for (const { id, seq } of interactions) this.#seqs.set(`interaction|${id}`, seq);
  }
}
