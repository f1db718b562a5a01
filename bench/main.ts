/**
 * `npm run bench [-- --only <part of a name>] [--customers 50000] [--scale [--subscriptions 1000000]]`: measures, prints one line per figure
 * (see figure.ts), writes them to bench/results, and ends with 1 where a goal is missed. What the figures mean is in
 * docs/performance.md.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchesFor, scaleBenchesFor } from './benches.ts';
import type { JudgedFigure } from './figure.ts';
import { judged, lineOf } from './figure.ts';
import { CleanUp } from './stage/clean-up.ts';
import { removeLeftovers } from './stage/folders.ts';
import { Stage } from './stage/stage.ts';

/** A million subscriptions, or 500 clients for five minutes, take longer than all other figures together. */
const LONGEST_RUN_MINUTES = { ordinary: 24, scale: 60 };

const { only, customers, scale, subscriptions } = options();
const cleanUp = new CleanUp();
const end = (code: number): void => {
  void cleanUp.run().then(() => process.exit(code));
};
process.once('SIGINT', () => end(130));
process.once('SIGTERM', () => end(143));
const limit = setTimeout(
  () => {
    console.error('the run took too long and was ended');
    end(1);
  },
  LONGEST_RUN_MINUTES[scale ? 'scale' : 'ordinary'] * 60_000,
);

await removeLeftovers();
const figures: JudgedFigure[] = [];
let failed = false;
try {
  await measure();
} finally {
  clearTimeout(limit);
  await cleanUp.run();
}
await keep(figures);
if (failed || figures.some((figure) => !figure.ok)) process.exitCode = 1;

/** One bench that fails must not hide what the others measure. */
async function measure(): Promise<void> {
  const stage = new Stage(cleanUp);
  const benches = scale ? scaleBenchesFor(customers, subscriptions) : benchesFor(customers);
  const wanted = benches.filter((bench) => bench.names.some((name) => name.includes(only)));
  if (wanted.length === 0) throw new Error(`no figure is called like ${only}`);
  for (const bench of wanted) {
    try {
      for (const figure of (await bench.run(stage)).map(judged)) {
        if (!figure.name.includes(only)) continue;
        figures.push(figure);
        console.log(lineOf(figure));
      }
    } catch (error) {
      failed = true;
      console.error(`${bench.names.join(', ')}:`, error);
    }
  }
}

function options(): { only: string; customers: number; scale: boolean; subscriptions: number } {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string', default: '' },
        customers: { type: 'string', default: '50000' },
        scale: { type: 'boolean', default: false },
        subscriptions: { type: 'string', default: '1000000' },
      },
    });
    const [customers, subscriptions] = [Number(values.customers), Number(values.subscriptions)];
    if (!isWhole(customers, 1000, 50_000))
      console.error('--customers wants a whole number from 1000 to 50000');
    else if (!isWhole(subscriptions, 20_000, 2_000_000)) {
      console.error('--subscriptions wants a whole number from 20000 to 2000000');
    } else return { only: values.only, customers, scale: values.scale, subscriptions };
  } catch (error) {
    console.error((error as Error).message);
  }
  console.error(
    'npm run bench [-- --only <part of a name>] [--customers 50000] [--scale [--subscriptions 1000000]]',
  );
  process.exit(2);
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

async function keep(results: readonly JudgedFigure[]): Promise<void> {
  const folder = join(import.meta.dirname, 'results');
  await mkdir(folder, { recursive: true });
  const at = new Date().toISOString();
  const machine = {
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    cores: cpus().length,
    cpu: cpus()[0]?.model ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
  const text = `${JSON.stringify({ at, only, machine, figures: results }, null, 2)}\n`;
  await writeFile(join(folder, `${at.replaceAll(':', '')}.json`), text);
}
