import { addHash, rowHash } from '../../../shared/sync/checksum.ts';
import type { Mutation } from '../../../shared/sync/mutations.ts';
import {
  type BucketPage,
  type Cursor,
  type PullRequest,
  type PullResponse,
  pullResponse,
  type PushRequest,
  type PushResponse,
} from '../../../shared/sync/protocol.ts';
import type { App } from '../../plugins/zod-types.ts';
import { accessTokenFor, bearer } from '../../test-support/people.ts';

export interface HeldRow {
  bucket: string;
  entity: string;
  id: string;
  seq: number;
  body: Record<string, unknown>;
}

export interface Refused {
  status: number;
  code: string;
  error: Record<string, unknown>;
}

/**
 * A client as SPEC.md tells it (C1 to C3), kept in memory and written without a look at the server's code: it holds
 * rows and cursors, takes pages, and checks n and h at completion by its own sums.
 */
export class SyncClient {
  readonly rows = new Map<string, HeldRow>();
  readonly app: App;
  readonly staffId: string;
  readonly clientId: string;
  cursors: Record<string, Cursor> = {};
  epoch: string | null = null;
  bucketSet: string[] = [];
  pages: PullResponse[] = [];
  #removes: { bucket: string; key: string; seq: number }[] = [];
  #swept = new Map<string, Set<string>>();

  constructor(app: App, staffId: string, clientId = `client-of-${staffId}`) {
    this.app = app;
    this.staffId = staffId;
    this.clientId = clientId;
  }

  get headers(): Record<string, string> {
    return { ...bearer(accessTokenFor(this.app, this.staffId)), 'sync-protocol': '1' };
  }

  async ask(request: Partial<PullRequest> = {}): Promise<PullResponse> {
    const answer = await this.post('/sync/v1/pull', this.pullRequest(request));
    if (answer.status !== 200) throw new RefusedError(answer);
    return pullResponse.parse(answer.body);
  }

  pullRequest(request: Partial<PullRequest> = {}): PullRequest {
    return {
      client_id: this.clientId,
      staff_id: this.staffId,
      epoch: this.epoch,
      schema: 1,
      cursors: this.cursors,
      ...request,
    };
  }

  /** One page, applied. */
  async pullPage(request: Partial<PullRequest> = {}): Promise<PullResponse> {
    const page = await this.ask(request);
    this.#apply(page);
    return page;
  }

  /** Pages until a complete answer; `between` may change the world in the middle of a download. */
  async pull(request: Partial<PullRequest> = {}, between?: () => Promise<void>): Promise<PullResponse> {
    for (;;) {
      const page = await this.pullPage(request);
      if (page.complete) return page;
      await between?.();
    }
  }

  async push(mutations: Mutation[], request: Partial<PushRequest> = {}): Promise<PushResponse> {
    const answer = await this.post('/sync/v1/push', this.pushRequest(mutations, request));
    if (answer.status !== 200) throw new RefusedError(answer);
    return answer.body as unknown as PushResponse;
  }

  pushRequest(mutations: Mutation[], request: Partial<PushRequest> = {}): PushRequest {
    return {
      client_id: this.clientId,
      staff_id: this.staffId,
      epoch: this.epoch,
      schema: 1,
      mutations,
      ...request,
    };
  }

  async post(
    url: string,
    payload: object,
    headers: Record<string, string> = this.headers,
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await this.app.inject({ method: 'POST', url, headers, payload });
    return { status: response.statusCode, body: response.json() };
  }

  /** SPEC S9: the data stay, cursors and seqs mean nothing any more. */
  beginEpoch(epoch: string): void {
    this.epoch = epoch;
    this.cursors = {};
    this.#removes = [];
    this.#swept.clear();
    for (const row of this.rows.values()) row.seq = 0;
  }

  /** `customer` ids that it holds, sorted. */
  ids(entity = 'customer'): string[] {
    return [...this.rows.values()]
      .filter((row) => row.entity === entity)
      .map((row) => row.id)
      .sort();
  }

  #apply(page: PullResponse): void {
    this.pages.push(page);
    this.epoch = page.epoch;
    this.bucketSet = page.bucket_set;
    for (const bucket of page.buckets) this.#applyBucket(bucket);
    if (page.complete) this.#complete(page);
  }

  #applyBucket({ bucket, reset, to, ops }: BucketPage): void {
    if (reset) this.#swept.set(bucket, new Set());
    for (const [entity, id, seq, , deleted, body] of ops) {
      const key = `${entity}|${id}`;
      if (deleted) this.#removes.push({ bucket, key, seq: Number(seq) });
      else {
        const held = this.rows.get(key);
        if (!held || held.seq <= Number(seq)) {
          this.rows.set(key, { bucket, entity, id, seq: Number(seq), body });
        }
        this.#swept.get(bucket)?.add(key);
      }
    }
    this.cursors[bucket] = to;
  }

  #complete(page: PullResponse): void {
    for (const { bucket, key, seq } of this.#removes) {
      const held = this.rows.get(key);
      if (held?.bucket === bucket && held.seq < seq) this.rows.delete(key);
    }
    this.#removes = [];
    for (const [key, row] of this.rows) {
      const kept = this.#swept.get(row.bucket);
      if ((kept && !kept.has(key)) || !page.bucket_set.includes(row.bucket)) this.rows.delete(key);
    }
    this.#swept.clear();
    for (const { bucket, n, h } of page.buckets) {
      const mine = this.sumOf(bucket);
      if (mine.n !== n || mine.h !== h) {
        throw new Error(`${bucket} at ${page.seq}: mine ${JSON.stringify(mine)}, told ${n} ${h}`);
      }
    }
  }

  sumOf(bucket: string): { n: number; h: number } {
    let n = 0;
    let h = 0;
    for (const row of this.rows.values()) {
      if (row.bucket !== bucket) continue;
      n++;
      h = addHash(h, rowHash(row.entity, row.id, String(row.seq)));
    }
    return { n, h };
  }
}

export class RefusedError extends Error {
  readonly refused: Refused;
  constructor({ status, body }: { status: number; body: Record<string, unknown> }) {
    const error = (body.error ?? {}) as Record<string, unknown>;
    super(`${status} ${String(error.code)}`);
    this.refused = { status, code: String(error.code), error };
  }
}
