import type { Mutation } from '../../shared/sync/mutations.ts';
import type { AnyRow, Entity } from '../../shared/domain/rows.ts';
import type {
  BucketPage,
  MutationResult,
  Operation,
  PullRequest,
  PullResponse,
  PushRequest,
  PushResponse,
} from '../../shared/sync/protocol.ts';
import type { Exchange } from '../sync/ports.ts';
import type { Received, TokenSource } from '../sync/transport.ts';
import { addHash, rowHash } from '../../shared/sync/checksum.ts';
import { TransportError } from '../sync/transport-error.ts';

interface Logged {
  bucket: string;
  entity: Entity;
  id: string;
  seq: number;
  op: number;
  row: AnyRow | null;
}

/**
 * The server's side of SPEC.md in memory: a log of commits, buckets, mutations taken once. For what a test must
 * bring about at will; the real server proves the same client in real-server.db.test.ts.
 */
export class FakeServer implements Exchange {
  epoch = 'epoch-1';
  buckets: string[];
  time = (): Date => new Date();
  readonly receipts = new Map<string, MutationResult>();
  readonly applied: Mutation[] = [];
  /** What the next mutations are told instead of `applied`. */
  verdict: (mutation: Mutation) => Partial<MutationResult> = () => ({});
  #clock = 0;
  #lastN = 0;
  #state = new Map<string, Logged>();

  constructor(buckets: string[]) {
    this.buckets = buckets;
  }

  /** One commit. */
  put(bucket: string, rows: readonly (readonly [Entity, string, AnyRow | null])[]): void {
    this.#clock += 1;
    rows.forEach(([entity, id, row], op) =>
      this.#state.set(`${bucket}|${entity}|${id}`, { bucket, entity, id, seq: this.#clock, op, row }),
    );
  }

  /** Another life of the history: what was received since is forgotten, rows get new places. */
  restore(epoch: string, keep: (uid: string) => boolean): void {
    this.epoch = epoch;
    for (const uid of [...this.receipts.keys()]) if (!keep(uid)) this.receipts.delete(uid);
    this.#lastN = Math.max(0, ...[...this.receipts.values()].map((result) => result.n));
    let seq = 0;
    for (const logged of this.#state.values()) logged.seq = ++seq;
    this.#clock = seq;
  }

  /** An older copy in its place without a word, and by now its clock is past what anybody has read. */
  forget(uid: string): void {
    this.receipts.delete(uid);
    this.#lastN = Math.max(0, ...[...this.receipts.values()].map((result) => result.n));
    this.#clock += 10;
  }

  async pull(tokens: TokenSource, request: PullRequest): Promise<Received<PullResponse>> {
    await tokens.accessToken(null);
    const known =
      request.epoch === null ? Object.keys(request.cursors).length === 0 : request.epoch === this.epoch;
    this.#checkEpoch(known, request);
    const asked = this.buckets.filter((bucket) => request.buckets?.includes(bucket) ?? true);
    const left = { rows: request.limit ?? 1000 };
    const pages = asked.map((bucket) => this.#page(bucket, request, left));
    const value: PullResponse = {
      epoch: this.epoch,
      seq: String(this.#clock),
      server_time: this.time().toISOString(),
      complete: pages.every((page) => !page.more),
      bucket_set: this.buckets,
      buckets: pages,
      sizes: pages
        .filter((page) => page.reset)
        .map(({ bucket }) => ({ bucket, rows: this.#live(bucket).length, bytes: 100, customers: 1 })),
      last_n: this.#lastN,
    };
    return { value: structuredClone(value), size: 1 };
  }

  async push(tokens: TokenSource, request: PushRequest): Promise<PushResponse> {
    await tokens.accessToken(null);
    this.#checkEpoch(request.epoch === null || request.epoch === this.epoch, request);
    const results: MutationResult[] = [];
    for (const mutation of request.mutations) {
      const known = this.receipts.get(mutation.uid);
      const follows = request.replay ? mutation.n > this.#lastN : mutation.n === this.#lastN + 1;
      if (!follows && !(known && mutation.n <= this.#lastN)) throw this.#gap(results);
      if (known) results.push({ ...known, status: 'duplicate', first_status: known.status });
      else {
        const result: MutationResult = {
          uid: mutation.uid,
          n: mutation.n,
          status: 'applied',
          ...this.verdict(mutation),
        };
        results.push(result);
        if (result.status === 'retry') break;
        if (result.status === 'applied') this.applied.push(mutation);
        this.receipts.set(mutation.uid, result);
        this.#clock += 1;
      }
      this.#lastN = Math.max(this.#lastN, mutation.n);
    }
    return structuredClone(this.#answer(results));
  }

  report(): Promise<void> {
    return Promise.resolve();
  }

  wait(_tokens: TokenSource, seq: string, signal?: AbortSignal): Promise<string> {
    if (this.#clock > Number(seq)) return Promise.resolve(String(this.#clock));
    return new Promise((_resolve, reject) =>
      signal?.addEventListener('abort', () => reject(new TransportError('offline', 'ended')), { once: true }),
    );
  }

  #checkEpoch(known: boolean, { settled_n: settledN = 0 }: { settled_n?: number | undefined }): void {
    if (known && settledN <= this.#lastN) return;
    const details = { epoch: this.epoch };
    throw new TransportError('epoch', 'epoch', { status: 409, code: 'E_EPOCH', details });
  }

  #answer(results: MutationResult[]): PushResponse {
    return {
      epoch: this.epoch,
      write_seq: String(this.#clock),
      server_time: this.time().toISOString(),
      results,
    };
  }

  #gap(results: MutationResult[]): TransportError {
    const details = { expected_n: this.#lastN + 1, ...this.#answer(results) };
    return new TransportError('gap', 'gap', { status: 409, code: 'E_GAP', details });
  }

  #live(bucket: string): Logged[] {
    return [...this.#state.values()].filter((logged) => logged.bucket === bucket && logged.row !== null);
  }

  #page(bucket: string, request: PullRequest, left: { rows: number }): BucketPage {
    const cursor = request.cursors[bucket];
    const reset = cursor === undefined;
    const from = cursor ?? { seq: '0', op: '0', base: String(this.#clock) };
    const after = [...this.#state.values()]
      .filter((logged) => logged.bucket === bucket)
      .filter(({ seq, op }) => seq > Number(from.seq) || (seq === Number(from.seq) && op > Number(from.op)))
      .filter(({ row, seq }) => row !== null || seq > Number(from.base))
      .sort((a, b) => a.seq - b.seq || a.op - b.op);
    // A position that no row has stands before the first one.
    const fresh = reset ? this.#live(bucket).sort((a, b) => a.seq - b.seq || a.op - b.op) : after;
    const sent = fresh.slice(0, left.rows);
    left.rows -= sent.length;
    const more = sent.length < fresh.length;
    const last = sent.at(-1);
    const done = { seq: String(this.#clock), op: '9007199254740991', base: String(this.#clock) };
    const partial = last
      ? { seq: String(last.seq), op: String(last.op), base: from.base }
      : { ...from, op: reset ? '-1' : from.op };
    const live = this.#live(bucket);
    return {
      bucket,
      reset,
      from,
      to: more ? partial : done,
      more,
      ops: sent.map(({ entity, id, seq, op, row }): Operation =>
        row === null
          ? [entity, id, String(seq), String(op), true]
          : [entity, id, String(seq), String(op), false, row as unknown as Record<string, unknown>],
      ),
      ...(more
        ? {}
        : {
            n: live.length,
            h: live.reduce((sum, { entity, id, seq }) => addHash(sum, rowHash(entity, id, String(seq))), 0),
          }),
    };
  }
}
