import type { Bench } from '../bench.ts';
import { startBrowser } from '../stage/page.ts';
import type { Stage } from '../stage/stage.ts';
import { median, thousands } from '../statistics.ts';
import { downloadOnce } from './first-download.ts';

const REPETITIONS = 3;

/**
 * The next morning without a network: a browser that has just started, from a loaded page to a list that answers.
 * Floor: getAll of the same rows in a browser that has just started.
 */
export const reopen = (customers: number): Bench => ({
  names: [`reopen_${thousands(customers)}_s`],
  run: async (stage) => {
    const product: number[] = [];
    const raw: number[] = [];
    for (let i = 0; i < REPETITIONS; i++) {
      product.push(await measure(stage, customers, 'reopen'));
      raw.push(await measure(stage, customers, 'rawRead'));
    }
    return [
      {
        name: `reopen_${thousands(customers)}_s`,
        value: median(product) / 1000,
        floor: median(raw) / 1000,
        most: 1.5,
      },
    ];
  },
});

async function measure(stage: Stage, customers: number, what: 'reopen' | 'rawRead'): Promise<number> {
  const { profile, url, person } = await cacheOf(stage, customers);
  const browser = await startBrowser(url, profile);
  try {
    return await browser.inPage((page) =>
      page.evaluate(async ([name, who]) => (await window.bench[name](who)).ms, [what, person] as const),
    );
  } finally {
    await browser.close();
  }
}

/** The cache that a download has left, else one downloaded for this. */
export async function cacheOf(stage: Stage, customers: number) {
  if (!stage.cache(customers)) await downloadOnce(stage, await stage.site(customers));
  return stage.cache(customers)!;
}
