import type { Bench } from '../bench.ts';
import type { TimedText } from '../browser/api.ts';
import { startBrowser } from '../stage/page.ts';
import { note } from '../stage/stage.ts';
import { quantile, thousands } from '../statistics.ts';
import { cacheOf } from './reopen.ts';

const ONE_FRAME_MS = 16;
/** What a person waits for without a thought. */
const LIST_MS = 300;

/**
 * Typing, filtering and sorting on the index in Chromium. `search`: what the field in the bar asks for at each key;
 * `list`: the whole list narrowed and sorted at each key; `filter_sort`: conditions and a sort key that nobody has
 * asked for since the last change. No floor: the goals are a frame, and what feels immediate.
 */
export const lists = (customers: number): Bench => {
  const size = thousands(customers);
  const names = [
    `search_keystroke_${size}_p95_ms`,
    `list_keystroke_${size}_p95_ms`,
    `filter_sort_${size}_p95_ms`,
    `chart_fold_${size}_p95_ms`,
    `subscription_list_${size}_slowest_ms`,
    `report_${size}_slowest_ms`,
    `analysis_${size}_slowest_ms`,
  ] as const;
  return {
    names,
    run: async (stage) => {
      const { profile, url, person } = await cacheOf(stage, customers);
      const browser = await startBrowser(url, profile);
      try {
        const { search, list, filterSort, folds, lists, reports, analyses } = await browser.inPage((page) =>
          page.evaluate((who) => window.bench.typing(who), person),
        );
        return [
          { name: names[0], value: p95(search), most: ONE_FRAME_MS },
          { name: names[1], value: p95(list), most: ONE_FRAME_MS },
          { name: names[2], value: p95(filterSort), most: 50 },
          { name: names[3], value: p95(folds), most: 100 },
          { name: names[4], value: slowest(lists), most: LIST_MS },
          { name: names[5], value: slowest(reports), most: LIST_MS },
          { name: names[6], value: slowest(analyses), most: LIST_MS },
        ];
      } finally {
        await browser.close();
      }
    },
  };
};

/** Each is named: what is counted at one click must not hide behind the others. */
function slowest(samples: readonly TimedText[]): number {
  for (const { what, ms, found } of [...samples].sort((a, b) => b.ms - a.ms))
    note(`${ms.toFixed(0).padStart(6)} ms  ${what} (${found})`);
  return Math.max(...samples.map(({ ms }) => ms));
}

function p95(samples: readonly TimedText[]): number {
  const slowest = [...samples].sort((a, b) => b.ms - a.ms).slice(0, 12);
  const found = samples.filter((sample) => sample.found > 0).length;
  note(
    `${samples.length} samples, ${found} with hits, median ${quantile(
      samples.map(({ ms }) => ms),
      0.5,
    ).toFixed(1)} ms, ` + `slowest: ${slowest.map(({ what, ms }) => `${ms.toFixed(0)} (${what})`).join(' ')}`,
  );
  return quantile(
    samples.map(({ ms }) => ms),
    0.95,
  );
}
