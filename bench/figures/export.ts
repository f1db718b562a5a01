import type { Bench } from '../bench.ts';
import type { ExportRun } from '../browser/api.ts';
import { startBrowser } from '../stage/page.ts';
import { startServer } from '../stage/server-process.ts';
import { median } from '../statistics.ts';

const ROWS = 20_000;
const REPETITIONS = 5;
/** Longer, and typing stutters. */
const LONGEST_GAP_MS = 50;

/**
 * A call list of 20,000 rows and 20 columns, from rows in the page to the bytes of the workbook. Floor: SheetJS
 * alone in a worker of the same page, without formats, filter and notes.
 */
export const exportWorkbooks: Bench = {
  names: ['export_20k_s', 'export_20k_longest_gap_ms'],
  run: async (stage) => {
    const store = await stage.emptyStore();
    const server = await startServer({ databaseUrl: store.url, rendererDir: await stage.pageFolder() });
    const browser = await startBrowser(server.url, await stage.folder('profile-'));
    const product: ExportRun[] = [];
    const plain: ExportRun[] = [];
    try {
      for (let i = 0; i < REPETITIONS; i++) {
        plain.push(
          await browser.inPage((page) => page.evaluate((rows) => window.bench.exportPlain(rows), ROWS)),
        );
        product.push(
          await browser.inPage((page) => page.evaluate((rows) => window.bench.exportProduct(rows), ROWS)),
        );
      }
    } finally {
      await browser.close();
      await server.stop();
    }
    const of = (runs: readonly ExportRun[], what: 'ms' | 'longestGapMs'): number =>
      median(runs.map((run) => run[what]));
    return [
      { name: 'export_20k_s', value: of(product, 'ms') / 1000, floor: of(plain, 'ms') / 1000, most: 1.2 },
      { name: 'export_20k_longest_gap_ms', value: of(product, 'longestGapMs'), most: LONGEST_GAP_MS },
    ];
  },
};
