import { chromium } from '@playwright/test';
import type { BrowserContext, Page } from '@playwright/test';
import { join } from 'node:path';
import { build } from 'vite';
import { findBrowser } from '../../scripts/find-browser.mjs';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** A download of 50,000 customers on a slow machine. */
const LONGEST_STEP_MS = 10 * 60_000;

/** Below the folder that a server serves, so that the product itself can stand at its root. */
const PAGE = 'bench';

/** Bundles the page as the product is bundled: minified modules, workers beside them. */
export async function buildPage(rendererDir: string): Promise<void> {
  await build({
    configFile: false,
    root: join(import.meta.dirname, '..', 'browser'),
    base: './',
    logLevel: 'error',
    worker: { format: 'es' },
    build: {
      outDir: join(rendererDir, PAGE),
      emptyOutDir: true,
      target: 'es2022',
      minify: true,
      chunkSizeWarningLimit: 5000,
    },
  });
}

/** A browser with a profile on disk, so that IndexedDB really is there. */
export interface BenchBrowser {
  version: string;
  /** Runs work in a fresh page of the bench. */
  inPage<T>(work: (page: Page) => Promise<T>): Promise<T>;
  /** An empty page, for the product itself. */
  emptyPage(): Promise<Page>;
  close(): Promise<void>;
}

export async function startBrowser(url: string, profile: string): Promise<BenchBrowser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) {
    throw new Error('no Chromium on this machine: install one, or name it in CHROMIUM_PATH');
  }
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: ARGS,
    viewport: { width: 1440, height: 900 },
    timeout: 60_000,
  });
  context.setDefaultTimeout(LONGEST_STEP_MS);
  return {
    version: context.browser()?.version() ?? 'unknown',
    inPage: async (work) => {
      const page = await context.newPage();
      page.on('pageerror', (error) => console.error('page:', error.message));
      try {
        await page.goto(`${url}/${PAGE}/index.html`);
        await page.waitForFunction('window.bench !== undefined');
        return await work(page);
      } finally {
        await page.close();
      }
    },
    emptyPage: () => context.newPage(),
    close: () => context.close(),
  };
}
