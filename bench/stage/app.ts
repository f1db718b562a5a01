import type { Page } from '@playwright/test';
import { cp } from 'node:fs/promises';
import { DEMO_PASSWORD } from '../../server/demo/sign-ins.ts';
import { startBrowser } from './page.ts';
import type { BenchBrowser } from './page.ts';
import type { Cache, Stage } from './stage.ts';

/** The product in a browser of its own, with a person signed in and all of his customers on the machine. */
export interface SignedInApp {
  /** A browser that has just started: nothing of it is warm. */
  start(): Promise<BenchBrowser>;
  url: string;
}

/**
 * Signs in on the product's own screens, over a copy of a cache that a download has left.
 * @param cache stays as it is
 */
export async function signedInApp(stage: Stage, { profile, url, person }: Cache): Promise<SignedInApp> {
  await stage.app();
  const own = await stage.folder('app-');
  await cp(profile, own, { recursive: true });
  const start = (): Promise<BenchBrowser> => startBrowser(url, own);
  const browser = await start();
  try {
    const page = await browser.emptyPage();
    await page.goto(listOf(url));
    await page.getByLabel('工号').fill(person.staffNo);
    await page.getByLabel('口令', { exact: true }).fill(DEMO_PASSWORD);
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByText(/已核对一致/).waitFor();
    await page.goto(listOf(url));
    await rowsOf(page).first().waitFor();
    // What the client puts away when all is quiet, and the service worker's files.
    await new Promise((resolve) => setTimeout(resolve, SETTLING_MS));
  } finally {
    await browser.close();
  }
  return { start, url };
}

const SETTLING_MS = 12_000;

export const listOf = (url: string): string => `${url}/#/customers`;

/** The rows of the list that are drawn. */
export const rowsOf = (page: Page) =>
  page
    .getByRole('grid')
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') });
