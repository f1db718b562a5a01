import type { Page } from '@playwright/test';
import { randomBytes, randomUUID } from 'node:crypto';
import type { SessionResponse } from '../../shared/api/auth.ts';
import { addDays } from '../../shared/lib/dates.ts';
import { uuidv7 } from '../../shared/lib/ids.ts';
import { SCHEMA_VERSION } from '../../shared/sync/protocol.ts';
import type { PushRequest, PushResponse } from '../../shared/sync/protocol.ts';
import { DEMO_PASSWORD } from '../../server/demo/sign-ins.ts';
import type { Bench } from '../bench.ts';
import { NOW } from '../stage/demo.ts';
import { startBrowser } from '../stage/page.ts';
import { post } from '../stage/post.ts';
import { note } from '../stage/stage.ts';
import type { Site, Stage } from '../stage/stage.ts';
import { quantile } from '../statistics.ts';
import { cacheOf } from './reopen.ts';

const CHANGES = 60;
/** Enough for all of a download, from its first page to the last row stored. */
const EDITS = 1500;
const FIRST_DAY = '2026-12-01';

/** What two people feel of each other, and what one feels of his own download. */
export const edits = (customers: number): Bench => ({
  names: ['change_seen_p95_ms', 'edit_saved_in_download_p95_ms'],
  run: async (stage) => {
    const site = await stage.site(customers);
    const cache = await cacheOf(stage, customers);
    const saved = await savedDuringDownload(stage, site);
    const browser = await startBrowser(cache.url, cache.profile);
    try {
      const seen = await browser.inPage(async (page) => {
        await page.evaluate((who) => window.bench.follow(who), cache.person);
        return changesSeen(page, site);
      });
      return [
        { name: 'change_seen_p95_ms', value: quantile(seen, 0.95), most: 300 },
        { name: 'edit_saved_in_download_p95_ms', value: quantile(saved, 0.95), most: 20 },
      ];
    } finally {
      await browser.close();
    }
  },
});

/**
 * One manager notes when he will call again; it is seen where all customers of the network are held: push, long
 * poll, pull, store, index. From the moment the push is sent.
 */
async function changesSeen(page: Page, { server, store, accountManager }: Site): Promise<number[]> {
  const { rows } = await store.pool.query<{ customer_code: string }>(
    `select c.customer_code from customer c
     join staff s on s.staff_no = $1
     join staff_role r on r.staff_id = s.staff_id and r.unit_code = c.community_code
     where c.closed_on is null order by c.customer_code limit 1`,
    [accountManager.staffNo],
  );
  const customerCode = rows[0]?.customer_code;
  if (customerCode === undefined) throw new Error('the account manager has no customer');
  const writer = await Writer.signIn(server.url, accountManager.staffNo);
  const times: number[] = [];
  for (let i = 0; i < CHANGES; i++) {
    const nextOn = addDays(FIRST_DAY, i);
    const seen = page.evaluate(([code, day]) => window.bench.seen(code, day), [
      customerCode,
      nextOn,
    ] as const);
    // The page is listening, and the poll of the last change has begun again.
    await new Promise((resolve) => setTimeout(resolve, 150 + (i % 7) * 50));
    const began = Date.now();
    await writer.note(customerCode, nextOn, new Date(Date.parse(NOW) + i * 60_000).toISOString());
    times.push((await seen) - began);
  }
  describe('changes seen', times);
  return times;
}

/** Another client of the same server, as plain as the protocol allows. */
class Writer {
  readonly #url: string;
  readonly #session: SessionResponse;
  readonly #clientId = randomUUID();
  #epoch: string | null = null;
  #n = 0;

  private constructor(url: string, session: SessionResponse) {
    this.#url = url;
    this.#session = session;
  }

  static async signIn(url: string, staffNo: string): Promise<Writer> {
    const device = { id: randomUUID(), name: 'bench' };
    const session = await post(url, '/auth/v1/login', { staff_no: staffNo, password: DEMO_PASSWORD, device });
    return new Writer(url, session as SessionResponse);
  }

  async note(customerCode: string, nextOn: string, happenedAt: string): Promise<void> {
    const interactionId = uuidv7(Date.now(), randomBytes(16));
    const args = {
      interactionId,
      customerCode,
      kind: 'CALL',
      purpose: '续约',
      outcome: '已联系',
      note: '',
      nextOn,
      happenedAt,
    };
    const mutation = {
      uid: uuidv7(Date.now(), randomBytes(16)),
      n: ++this.#n,
      type: 'interaction.add',
      entity: 'interaction',
      id: interactionId,
      base_seq: null,
      occurred_at: happenedAt,
      clock_offset: 0,
      args,
    };
    const request: PushRequest = {
      client_id: this.#clientId,
      staff_id: this.#session.staff.id,
      epoch: this.#epoch,
      schema: SCHEMA_VERSION,
      mutations: [mutation],
    };
    const answer = (await post(
      this.#url,
      '/sync/v1/push',
      request,
      this.#session.access_token,
    )) as PushResponse;
    this.#epoch = answer.epoch;
    if (answer.results[0]?.status !== 'applied') throw new Error(JSON.stringify(answer.results));
  }
}

async function savedDuringDownload(stage: Stage, { server, networkAdmin, customers }: Site) {
  const browser = await startBrowser(server.url, await stage.folder('profile-'));
  const person = { staffNo: networkAdmin.staffNo, password: DEMO_PASSWORD, staffId: '', customers, now: NOW };
  try {
    const { ms } = await browser.inPage((page) =>
      page.evaluate(([who, most]) => window.bench.writeDuringDownload(who, most), [person, EDITS] as const),
    );
    describe('edits saved', ms);
    return ms;
  } finally {
    await browser.close();
  }
}

const describe = (what: string, ms: readonly number[]): void =>
  note(
    `${ms.length} ${what}: median ${quantile(ms, 0.5).toFixed(1)} ms, p95 ${quantile(ms, 0.95).toFixed(1)} ms, ` +
      `longest ${Math.max(...ms).toFixed(1)} ms`,
  );
