import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { findBrowser } from '../../scripts/find-browser.mjs';

/** A step that cannot be done is to say so itself, not to wait for the end of the whole walk. */
const MOST_MS_FOR_ONE_STEP = 60_000;

/** One machine of one person: a browser profile on disk that outlives the browser. */
export interface Desk {
  page: Page;
  context: BrowserContext;
  /** Ends the browser and opens it again on the same profile. */
  restart(): Promise<Page>;
}

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
      // What is pressed stands still. The desktop's walks are those of people to whom windows move in.
      reducedMotion: 'reduce',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    desk.context.setDefaultTimeout(MOST_MS_FOR_ONE_STEP);
    desk.page = desk.context.pages()[0] ?? (await desk.context.newPage());
    return desk.page;
  };
  desk.restart = async () => {
    await desk.context.close();
    return open();
  };
  await open();
  const close = async () => {
    await desk.context.close().catch(() => undefined);
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  return { desk, close };
}
