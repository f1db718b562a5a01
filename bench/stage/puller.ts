import type { SessionResponse } from '../../shared/api/auth.ts';
import { type Cursor, SCHEMA_VERSION } from '../../shared/sync/protocol.ts';
import type { PullRequest, PullResponse } from '../../shared/sync/protocol.ts';
import { post } from './post.ts';

const PAGE_ROWS = 1000;

/** Sends one request of a person who has signed in, and gives its answer. */
export type Ask = (path: string, body: object) => Promise<unknown>;

export const signIn = async (url: string, staffNo: string, password: string): Promise<SessionResponse> =>
  (await post(url, '/auth/v1/login', {
    staff_no: staffNo,
    password,
    device: { id: 'bench', name: 'bench' },
  })) as SessionResponse;

/** Pulls as a client does, and keeps nothing but how far it has come. */
export class Puller {
  readonly #staffId: string;
  readonly #ask: Ask;
  #epoch: string | null = null;
  /** Pulls that were sent. */
  sent = 0;

  constructor(staffId: string, ask: Ask) {
    this.#staffId = staffId;
    this.#ask = ask;
  }

  async pull(cursors: Record<string, Cursor>): Promise<PullResponse> {
    const request: PullRequest = {
      client_id: 'bench',
      staff_id: this.#staffId,
      epoch: this.#epoch,
      schema: SCHEMA_VERSION,
      cursors,
      limit: PAGE_ROWS,
    };
    this.sent++;
    const page = (await this.#ask('/sync/v1/pull', request)) as PullResponse;
    this.#epoch = page.epoch;
    return page;
  }

  /** Reads everything from zero. @returns the cursors at the end */
  async readAll(): Promise<Record<string, Cursor>> {
    const cursors: Record<string, Cursor> = {};
    for (;;) {
      const page = await this.pull(cursors);
      for (const { bucket, to } of page.buckets) cursors[bucket] = to;
      if (page.complete) return cursors;
    }
  }
}
