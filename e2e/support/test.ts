import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, chromium, type BrowserContext, type Page } from '@playwright/test';
import { createBackend, type Backend } from './backend.ts';
import { findBrowser } from '../../scripts/find-browser.mjs';

/** The month on which the demo data of the specs stands; fixed, so that every run sees the same customers. */
export const DEMO_MONTH = '2026-11';

/** One machine of one person: a browser profile on disk that outlives the browser. */
export interface Desk {
  page: Page;
  context: BrowserContext;
  /** Ends the browser and opens it again on the same profile. */
  restart(): Promise<Page>;
  /** Kills the browser as a power cut would. */
  kill(): Promise<Page>;
}

interface WorkerFixtures {
  backend: Backend;
}
interface TestFixtures {
  desk: Desk;
  openDesk: () => Promise<Desk>;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  backend: [
    async ({}, use) => {
      const backend = await createBackend({ TEST_ENVIRONMENT: '1' });
      await backend.start();
      await backend.run('demo', '--customers', '600', '--month', DEMO_MONTH);
      await use(backend);
      await backend.dispose();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  openDesk: async ({ backend }, use) => {
    const closers: (() => Promise<void>)[] = [];
    await use(async () => {
      const { desk, close } = await createDesk(backend.address);
      closers.push(close);
      return desk;
    });
    for (const close of closers) await close();
  },
  desk: async ({ openDesk }, use) => {
    await use(await openDesk());
  },
});

export { expect } from '@playwright/test';

export async function createDesk(address: string): Promise<{ desk: Desk; close: () => Promise<void> }> {
  const profile = await mkdtemp(join(tmpdir(), 'channeldesk-profile-'));
  const desk = { page: undefined, context: undefined } as unknown as Desk;

  const open = async (): Promise<Page> => {
    desk.context = await chromium.launchPersistentContext(profile, {
      executablePath: findBrowser() ?? 'chromium',
      headless: true,
      viewport: { width: 1440, height: 900 },
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      baseURL: address,
      acceptDownloads: true,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    desk.page = desk.context.pages()[0] ?? (await desk.context.newPage());
    return desk.page;
  };
  desk.restart = async () => {
    await desk.context.close();
    return open();
  };
  desk.kill = async () => {
    const session = await desk.context.newCDPSession(desk.page);
    await session.send('Browser.crash').catch(() => undefined);
    await desk.context.close().catch(() => undefined);
    return open();
  };
  await open();
  const close = async () => {
    await desk.context.close().catch(() => undefined);
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  return { desk, close };
}
