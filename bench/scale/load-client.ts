import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { uuidv7 } from '../../shared/lib/ids.ts';
import type { Mutation } from '../../shared/sync/mutations.ts';
import { type Cursor, SCHEMA_VERSION } from '../../shared/sync/protocol.ts';
import type { PullRequest, PullResponse, PushRequest, PushResponse } from '../../shared/sync/protocol.ts';
import { HeldRows } from './held-rows.ts';
import { Line, LostServer } from './line.ts';
import type { LoadPerson, LoadReport } from './load.ts';

const PAGE_ROWS = 1000;
/** How long a client looks for a server that answers before it counts as an error. */
const GIVES_UP_MS = 60_000;
const BETWEEN_TRIES_MS = 200;

/** One client of the load: cursors, the places of its rows for the sums, and the note that is on its way. */
export class LoadClient {
  readonly #urls: readonly string[];
  readonly #person: LoadPerson;
  readonly #clientId = randomUUID();
  readonly #cursors: Record<string, Cursor> = {};
  readonly #held = new HeldRows();
  #line: Line;
  #at: number;
  #epoch: string | null = null;
  #n = 0;

  /** @param at which of the servers it begins with */
  constructor(urls: readonly string[], at: number, person: LoadPerson) {
    this.#urls = urls;
    this.#at = at;
    this.#person = person;
    this.#line = new Line(this.#url, person.token);
  }

  /** Reads on until everything has come. */
  async pull(report: LoadReport): Promise<PullResponse> {
    for (;;) {
      const body: PullRequest = {
        client_id: this.#clientId,
        staff_id: this.#person.staffId,
        epoch: this.#epoch,
        schema: SCHEMA_VERSION,
        cursors: this.#cursors,
        limit: PAGE_ROWS,
      };
      const page = (await this.#ask('/sync/v1/pull', body, report, report.pulls)) as PullResponse;
      this.#epoch = page.epoch;
      for (const bucket of page.buckets) {
        this.#cursors[bucket.bucket] = bucket.to;
        this.#held.take(bucket);
        report.rows += bucket.ops.length;
      }
      if (page.complete) {
        this.#held.settle();
        return page;
      }
    }
  }

  /** Pulls once more and compares what it holds with what the server says it should. */
  async compare(report: LoadReport): Promise<void> {
    const { buckets } = await this.pull(report);
    for (const { bucket, n, h } of buckets) {
      if (n === undefined || h === undefined) continue;
      report.compared++;
      const held = this.#held.sums(bucket);
      if (held.n !== n || held.h !== h)
        report.differing.push(`${bucket}: ${held.n}/${held.h} held, ${n}/${h} said`);
    }
  }

  /** Writes one note, the same until a server has taken it. @throws Error where none does */
  async push(report: LoadReport): Promise<void> {
    const mutation = this.#note();
    const body: PushRequest = {
      client_id: this.#clientId,
      staff_id: this.#person.staffId,
      epoch: this.#epoch,
      schema: SCHEMA_VERSION,
      mutations: [mutation],
    };
    const { results } = (await this.#ask('/sync/v1/push', body, report, report.pushes)) as PushResponse;
    this.#n++;
    const status = results[0]?.status;
    // A server that died after its commit has answered nobody: then the next one knows the note already.
    if (status !== 'applied' && status !== 'duplicate') throw new Error(`push: ${JSON.stringify(results)}`);
    report.acknowledged.push(mutation.id);
  }

  close(): void {
    this.#line.close();
  }

  #note(): Mutation {
    const now = new Date();
    const interactionId = uuidv7(now.getTime(), randomBytes(16));
    return {
      uid: uuidv7(now.getTime(), randomBytes(16)),
      n: this.#n + 1,
      type: 'interaction.add',
      entity: 'interaction',
      id: interactionId,
      base_seq: null,
      occurred_at: now.toISOString(),
      clock_offset: 0,
      args: {
        interactionId,
        customerCode: this.#person.customerCode,
        kind: 'CALL',
        purpose: '续约',
        outcome: '已联系',
        note: '',
        happenedAt: now.toISOString(),
      },
    };
  }

  /** Asks until a server answers: one that is gone is left for the next. */
  async #ask(path: string, body: object, report: LoadReport, times: number[]): Promise<unknown> {
    const began = performance.now();
    for (;;) {
      try {
        const answer = await this.#line.post(path, body);
        times.push(performance.now() - began);
        return answer;
      } catch (error) {
        if (!(error instanceof LostServer) || performance.now() - began > GIVES_UP_MS) throw error;
        this.#line.close();
        this.#at++;
        this.#line = new Line(this.#url, this.#person.token);
        report.switched++;
        await sleep(BETWEEN_TRIES_MS);
      }
    }
  }

  get #url(): string {
    return this.#urls[this.#at % this.#urls.length]!;
  }
}
