import { setTimeout as sleep } from 'node:timers/promises';
import { expect, type Page } from '@playwright/test';
import { seeded } from '../../shared/lib/chance.ts';
import type { PullRequest, PullResponse } from '../../shared/sync/protocol.ts';
import { CustomersPage } from '../pages/customers.ts';
import { SignInPage } from '../pages/sign-in.ts';
import { SyncPanel } from '../pages/sync-panel.ts';
import { FaultyLine, type Heard, SERVER_PATH } from '../support/faulty-line.ts';
import { KillableBrowser } from '../support/killable-browser.ts';
import { DEMO_PASSWORD } from '../support/people.ts';

export interface DownloadingResult {
  kills: number;
  /** Rows that this person holds in the end. */
  rows: number;
  /**
   * Rows that each kill has cost: the server had to send them once more. Not always after the next start: which
   * communities are read first changes from start to start.
   */
  wasted: number[];
  /** The most that may be wasted: the pages that had not come to be kept. */
  most: number;
  /** Said by the screen in the end, sample: `11:42 已核对一致`. */
  said: string;
  /** Customers that the server sent, and those that are listed after a kill at the moment of that word, without a network. */
  customers: number;
  listed: number;
}

export interface DownloadingOptions {
  staffNo: string;
  kills: number;
  seed: number;
  /** How long every page is on its way: few pages would all be there before anybody can be killed. */
  pageMs?: number;
  say?: (line: string) => void;
}

const PULL = '/sync/v1/pull';
/** Rows before the first kill; the server says only on the way how many there are. */
const FIRST_GOAL = 500;

/** Kills the browser at random points of a first download until it is whole, and counts what the server sends. */
export async function killWhileDownloading(
  address: string,
  options: DownloadingOptions,
): Promise<DownloadingResult> {
  const random = seeded(options.seed);
  const line = await FaultyLine.to(address);
  const browser = await KillableBrowser.create();
  /** By row: after how many kills it was sent last. */
  const held = new Map<string, number>();
  const wasted = Array.from({ length: options.kills + 1 }, () => 0);
  let total = Infinity;
  const { pageMs = 0 } = options;
  if (pageMs > 0)
    line.fault = ({ path }) =>
      path === PULL ? { kind: 'stall', afterBytes: 0, until: sleep(pageMs * (0.5 + random())) } : null;
  try {
    let page = await browser.start();
    await page.goto(line.address);
    await new SignInPage(page).submit(options.staffNo, DEMO_PASSWORD);
    for (let kill = 1; kill <= options.kills; kill++) {
      const from = line.heard.length;
      const left = total === Infinity ? FIRST_GOAL : (total - held.size) / (options.kills - kill + 2);
      const goal = Math.max(1, Math.floor(left * (0.5 + random())));
      await until(() => {
        total = Math.min(total, expectedRows(line.heard));
        return newRows(line.heard.slice(from), held) >= goal || isWhole(line.heard.slice(from));
      });
      await sleep(Math.floor(random() * 100));
      await browser.kill();
      // What was on its way when the browser went has been sent, too.
      await sleep(50);
      take(line.heard.slice(from), kill - 1, held, wasted);
      options.say?.(`kill ${kill}/${options.kills} at ${held.size} rows`);
      page = await browser.start();
      await page.goto(line.address);
    }
    const from = line.heard.length;
    const said = await whole(page);
    take(line.heard.slice(from), options.kills, held, wasted);
    options.say?.(`sent once more for each kill, and within the last run: ${wasted.join(' ')}`);
    await browser.kill();
    const listed = await listedOffline(line, await browser.start());
    const asked = line.at(PULL).map((heard) => (heard.json() as PullRequest).limit ?? 0);
    return {
      kills: options.kills,
      rows: held.size,
      wasted,
      most: PAGES_UNDER_WAY * Math.max(...asked),
      said,
      customers: new Set(
        [...held.keys()].filter((key) => key.startsWith('customer|')).map((key) => key.split('|')[1]),
      ).size,
      listed,
    };
  } finally {
    await browser.dispose();
    await line.close();
  }
}

/** Rows are still being stored when they are all said to be here (SPEC C12): nothing of them may need the server again. */
async function listedOffline(line: FaultyLine, page: Page): Promise<number> {
  line.fault = ({ path }) => (SERVER_PATH.test(path) ? { kind: 'refuse' } : null);
  await page.goto(`${line.address}/#/customers`);
  const customers = new CustomersPage(page);
  await expect(customers.rows.first()).toBeVisible({ timeout: 120_000 });
  return customers.total();
}

/** SPEC C12: one of each group that is read. */
const PAGES_UNDER_WAY = 2;

async function until(check: () => boolean): Promise<void> {
  for (let waited = 0; !check(); waited += 5) {
    if (waited > 120_000) throw new Error('the download stands still');
    await sleep(5);
  }
}

const answers = (heard: readonly Heard[]): PullResponse[] =>
  heard.flatMap(({ path, answer }) => (path === PULL && answer?.status === 200 ? [cached(answer)] : []));

const parsed = new WeakMap<object, PullResponse>();
function cached(answer: NonNullable<Heard['answer']>): PullResponse {
  const known = parsed.get(answer) ?? (answer.json() as PullResponse);
  parsed.set(answer, known);
  return known;
}

/** Sample of a key: `customer|KH0000000012|417`. */
const keysOf = (page: PullResponse): string[] =>
  page.buckets.flatMap(({ ops }) =>
    ops.filter((op) => !op[4]).map(([entity, id, seq]) => `${entity}|${id}|${seq}`),
  );

const isPage = (heard: Heard): boolean => heard.path !== PULL || (heard.json() as PullRequest).limit !== 1;

const newRows = (heard: readonly Heard[], held: ReadonlyMap<string, number>): number =>
  answers(heard.filter(isPage)).reduce(
    (sum, page) => sum + keysOf(page).filter((key) => !held.has(key)).length,
    0,
  );

/** Counts what was sent before for the kill that came after that: it was lost by it. */
function take(
  heard: readonly Heard[],
  killsBefore: number,
  held: Map<string, number>,
  wasted: number[],
): void {
  for (const key of answers(heard.filter(isPage)).flatMap(keysOf)) {
    const sent = held.get(key);
    if (sent !== undefined) wasted[sent]! += 1;
    held.set(key, killsBefore);
  }
}

const isWhole = (heard: readonly Heard[]): boolean =>
  answers(heard).some((page) => page.complete && page.buckets.length === page.bucket_set.length);

/** What the server has said that there is, once it has. */
function expectedRows(heard: readonly Heard[]): number {
  const sizes = new Map<string, number>();
  for (const page of answers(heard)) for (const { bucket, rows } of page.sizes ?? []) sizes.set(bucket, rows);
  const known = [...sizes.values()].reduce((sum, rows) => sum + rows, 0);
  return sizes.size > 2 ? known : Infinity;
}

async function whole(page: Page): Promise<string> {
  const { pill } = new SyncPanel(page);
  await expect(pill).toContainText('已核对一致', { timeout: 240_000 });
  return pill.innerText();
}
