import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { countHeld, type HeldRows } from '../server/feeds/test-support/count-held.ts';
import { SampleRecount } from '../server/feeds/test-support/recount.ts';
import { CustomersPage } from './pages/customers.ts';
import { SignInPage } from './pages/sign-in.ts';
import { createBackend } from './support/backend.ts';
import { createDesk } from './support/desk.ts';
import { expect, test } from './support/test.ts';

const SAMPLE = resolve(import.meta.dirname, '../../shared/feeds');
const CHANNEL_ADMIN = '10002';
const PASSWORD = 'Sample-2026';

test.skip(!existsSync(SAMPLE), 'the sample feeds are not beside this checkout');
test.setTimeout(300_000);

test('what the client of a whole region holds equals a count of the files of its feeds', async () => {
  const recount = new SampleRecount();
  const backend = await createBackend();
  try {
    await backend.start();
    for (const day of ['20261120', '20261121']) {
      await backend.run('feeds', 'take', resolve(SAMPLE, day));
      recount.take(resolve(SAMPLE, day));
    }
    await backend.run('admin', 'set-password', CHANNEL_ADMIN, PASSWORD);
    const { desk, close } = await createDesk(backend.address);
    try {
      await desk.context.addInitScript(keepCacheKey);
      await new SignInPage(desk.page).enter(CHANNEL_ADMIN, PASSWORD);
      expectSame(countHeld(await rowsInCache(desk.page)), recount.result());
      const expected = [...recount.result().accountsOfCommunity.values()].flat().length;
      expect(await new CustomersPage(desk.page).total()).toBe(expected);

      // The next delivery reaches the same client as a change, not as a new download.
      await backend.run('feeds', 'take', resolve(SAMPLE, '20261123'));
      recount.take(resolve(SAMPLE, '20261123'));
      await expect
        .poll(async () => countHeld(await rowsInCache(desk.page)).prepaid, { timeout: 60_000 })
        .toEqual(recount.result().prepaid);
      await expect(desk.page.getByText(/已核对一致/)).toBeVisible({ timeout: 30_000 });
      expectSame(countHeld(await rowsInCache(desk.page)), recount.result());
    } finally {
      await close();
    }
  } finally {
    await backend.dispose();
  }
});

function expectSame(held: ReturnType<typeof countHeld>, counted: ReturnType<SampleRecount['result']>): void {
  for (const key of Object.keys(counted) as (keyof typeof counted)[]) {
    expect(held[key], key).toEqual(counted[key]);
  }
}

interface SealedRow {
  id: string;
  seq: string;
  body: Uint8Array<ArrayBuffer>;
}

declare global {
  interface Window {
    /** What the client opens its cache with. */
    cacheKey?: Uint8Array<ArrayBuffer>;
  }
}

/** Runs in the page before everything else: the key passes here on its way to the client's worker, and nowhere else. */
function keepCacheKey(): void {
  const post = Worker.prototype.postMessage as (message: unknown, ...others: unknown[]) => void;
  Worker.prototype.postMessage = function (this: Worker, message: unknown, ...others: unknown[]): void {
    const find = (value: unknown, depth: number): void => {
      if (typeof value !== 'object' || value === null || depth > 4) return;
      for (const [name, inner] of Object.entries(value)) {
        if (name === 'cache' && inner instanceof Uint8Array && inner.length === 32)
          window.cacheKey = new Uint8Array(inner);
        else find(inner, depth + 1);
      }
    };
    find(message, 0);
    post.call(this, message, ...others);
  };
}

/**
 * Reads the client's IndexedDB as it lies there, past all of its code: bodies are AES-256-GCM behind their 12 bytes. Once
 * every page that has come is stored: that goes on for a while after everything is here.
 */
function rowsInCache(page: Page): Promise<HeldRows> {
  return page.evaluate(async () => {
    const name = (await indexedDB.databases())
      .map((one) => one.name ?? '')
      .find((one) => /^channeldesk-[0-9a-f]{8}-/.test(one));
    if (name === undefined) throw new Error('no cache on this machine');
    const database = await new Promise<IDBDatabase>((resolveOpen, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolveOpen(request.result);
      request.onerror = () => reject(new Error('the cache does not open'));
    });
    if (window.cacheKey === undefined) throw new Error('the key of the cache has not come by');
    const key = await crypto.subtle.importKey('raw', window.cacheKey, 'AES-GCM', false, ['decrypt']);
    const waiting = (): Promise<number> =>
      new Promise((resolveCount, reject) => {
        const request = database.transaction('arrivals').objectStore('arrivals').count();
        request.onsuccess = () => resolveCount(request.result);
        request.onerror = () => reject(new Error('kept pages cannot be counted'));
      });
    while ((await waiting()) > 0) await new Promise((resolvePause) => setTimeout(resolvePause, 100));
    const rowsOf = (entity: string): Promise<SealedRow[]> =>
      new Promise((resolveAll, reject) => {
        const request = database.transaction(entity).objectStore(entity).getAll() as IDBRequest<SealedRow[]>;
        request.onsuccess = () => resolveAll(request.result);
        request.onerror = () => reject(new Error(`${entity} cannot be read`));
      });
    const all = async (entity: string): Promise<unknown[]> =>
      Promise.all(
        (await rowsOf(entity)).map(async ({ id, seq, body }) => {
          const additionalData = new TextEncoder().encode(`${entity}|${id}|${seq}`);
          const params = { name: 'AES-GCM', iv: body.subarray(0, 12), additionalData };
          const bytes = await crypto.subtle.decrypt(params, key, body.subarray(12));
          return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
        }),
      );
    const held = {
      customers: await all('customer'),
      ledgers: await all('ledger'),
      balances: await all('balance'),
    };
    database.close();
    return held as unknown as HeldRows;
  });
}
