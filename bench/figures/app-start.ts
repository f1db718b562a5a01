import type { Page } from '@playwright/test';
import type { Bench } from '../bench.ts';
import { listOf, signedInApp } from '../stage/app.ts';
import { note } from '../stage/stage.ts';
import { median, thousands } from '../statistics.ts';
import { cacheOf } from './reopen.ts';

const REPETITIONS = 5;
/** Longer, and one goes for a coffee in the morning. */
const MOST_S = 3;

/**
 * The product from its address to a list of all customers that can be worked with: built screens, service worker,
 * session and cache of yesterday, in a browser that has just started, against a running server.
 */
export const appStart = (customers: number): Bench => {
  const name = `app_start_${thousands(customers)}_s`;
  return {
    names: [name],
    run: async (stage) => {
      const app = await signedInApp(stage, await cacheOf(stage, customers));
      const times: number[] = [];
      for (let i = 0; i < REPETITIONS; i++) {
        const browser = await app.start();
        try {
          const page = await browser.emptyPage();
          await page.goto(listOf(app.url));
          times.push(await listUsable(page, customers));
        } finally {
          await browser.close();
        }
      }
      note(times.map((ms) => `${Math.round(ms)} ms`).join(', '));
      return [{ name, value: median(times) / 1000, most: MOST_S }];
    },
  };
};

/** Milliseconds from the navigation to a drawn list of (nearly) everybody; those who have left are not in it. */
const listUsable = async (page: Page, customers: number): Promise<number> => {
  const found = await page.waitForFunction((least) => {
    const grid = document.querySelector('[role="grid"]');
    const drawn = grid?.querySelector('[role="gridcell"]') ?? null;
    return drawn !== null && Number(grid?.getAttribute('aria-rowcount')) > least ? performance.now() : null;
  }, customers * 0.9);
  return (await found.jsonValue()) ?? Number.NaN;
};
