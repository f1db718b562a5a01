import { randomBytes, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { uuidv7 } from '../../shared/lib/ids.ts';
import { type Cursor, SCHEMA_VERSION } from '../../shared/sync/protocol.ts';
import type { PullRequest, PullResponse, PushRequest, PushResponse } from '../../shared/sync/protocol.ts';
import type { LoadPerson, LoadReport } from './load.ts';

const PAGE_ROWS = 1000;
const PATIENCE_MS = 30_000;

/** One client of the load: it holds cursors and nothing else, and keeps its connection. */
export class LoadClient {
  readonly #url: string;
  readonly #person: LoadPerson;
  readonly #clientId = randomUUID();
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #cursors: Record<string, Cursor> = {};
  #epoch: string | null = null;
  #n = 0;

  constructor(url: string, person: LoadPerson) {
    this.#url = url;
    this.#person = person;
  }

  /** Reads on until everything has come. */
  async pull(report: LoadReport): Promise<void> {
    for (;;) {
      const body: PullRequest = {
        client_id: this.#clientId,
        staff_id: this.#person.staffId,
        epoch: this.#epoch,
        schema: SCHEMA_VERSION,
        cursors: this.#cursors,
        limit: PAGE_ROWS,
      };
      const page = (await this.#timed('/sync/v1/pull', body, report.pulls)) as PullResponse;
      this.#epoch = page.epoch;
      for (const { bucket, to, ops } of page.buckets) {
        this.#cursors[bucket] = to;
        report.rows += ops.length;
      }
      if (page.complete) return;
    }
  }

  /** Writes one note. @throws Error where it is not taken */
  async push(report: LoadReport): Promise<void> {
    const now = new Date();
    const interactionId = uuidv7(now.getTime(), randomBytes(16));
    const body: PushRequest = {
      client_id: this.#clientId,
      staff_id: this.#person.staffId,
      epoch: this.#epoch,
      schema: SCHEMA_VERSION,
      mutations: [
        {
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
        },
      ],
    };
    const { results } = (await this.#timed('/sync/v1/push', body, report.pushes)) as PushResponse;
    this.#n++;
    if (results[0]?.status !== 'applied') throw new Error(`push: ${JSON.stringify(results)}`);
  }

  close(): void {
    this.#agent.destroy();
  }

  async #timed(path: string, body: object, times: number[]): Promise<unknown> {
    const began = performance.now();
    const { status, bytes } = await this.#send(path, JSON.stringify(body));
    times.push(performance.now() - began);
    const text = bytes.toString('utf8');
    if (status !== 200) throw new Error(`${path} answered ${status}: ${text.slice(0, 200)}`);
    return JSON.parse(text);
  }

  #send(path: string, body: string): Promise<{ status: number; bytes: Buffer }> {
    return new Promise((resolve, reject) => {
      const sent = request(
        this.#url + path,
        {
          method: 'POST',
          agent: this.#agent,
          timeout: PATIENCE_MS,
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
            'accept-encoding': 'gzip',
            'sync-protocol': '1',
            authorization: `Bearer ${this.#person.token}`,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const whole = Buffer.concat(chunks);
            const zipped = response.headers['content-encoding'] === 'gzip';
            resolve({ status: response.statusCode ?? 0, bytes: zipped ? gunzipSync(whole) : whole });
          });
        },
      );
      sent.on('timeout', () => sent.destroy(new Error(`${path}: no answer in ${PATIENCE_MS} ms`)));
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
