/**
 * `node scripts/prove/histories/run.ts histories|stress --seed n --count n --seconds n`: one part of `npm run prove`, in a
 * process of its own with a PostgreSQL of its own. Exit code 1 where a promise was broken; the seed is printed and kept.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writersStress } from '../../../server/sync/test-support/writers-stress.ts';
import { freshDatabase } from '../../../server/test-support/fresh-database.ts';
import { setup } from '../../../server/test-support/global-setup.ts';
import { testApp } from '../../../server/test-support/test-app.ts';
import { runHistory, STEPS } from './history.ts';
import { muteKilledWindows } from './mute.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '30' },
    seconds: { type: 'string', default: '60' },
    /** No further history begins after so many minutes; those run so far are what is reported. */
    minutes: { type: 'string', default: '600' },
  },
});
const seed = Number(values.seed);
const KEPT = join(import.meta.dirname, 'kept.json');
const WRITERS = 12;

async function histories(): Promise<boolean> {
  const sum = { edits: 0, restores: 0, exchanges: 0, faulty: 0 };
  const failed: number[] = [];
  const end = performance.now() + Number(values.minutes) * 60_000;
  let run = 0;
  for (let at = seed; at < seed + Number(values.count) && performance.now() < end; at++) {
    const result = await runHistory(at, STEPS);
    run += 1;
    sum.edits += result.edits;
    sum.restores += result.restores;
    for (const [fault, count] of Object.entries(result.exchanges)) {
      sum.exchanges += count;
      if (fault !== 'none') sum.faulty += count;
    }
    if (result.faults.length === 0) continue;
    failed.push(at);
    console.error(`history ${at} FAILED\n  ${result.faults.slice(0, 20).join('\n  ')}`);
    await keep(at, result.faults[0]!);
  }
  console.log(
    `${run} histories of ${STEPS} steps from seed ${seed}: ${run - failed.length} held, ${failed.length} failed; ` +
      `${sum.edits} edits, ${sum.restores} restores, ${sum.faulty} of ${sum.exchanges} exchanges at fault`,
  );
  return failed.length === 0;
}

/** A seed that failed once is run again with every test run. */
async function keep(failedSeed: number, said: string): Promise<void> {
  const kept = JSON.parse(await readFile(KEPT, 'utf8')) as { seed: number; steps: number; said: string }[];
  if (kept.some((known) => known.seed === failedSeed)) return;
  const lines = [...kept, { seed: failedSeed, steps: STEPS, said }].map(
    (each) => `  ${JSON.stringify(each)}`,
  );
  await writeFile(KEPT, `[\n${lines.join(',\n')}\n]\n`);
}

async function stress(): Promise<boolean> {
  const server = await testApp({ database: await freshDatabase({ poolSize: WRITERS + 8 }) });
  try {
    const report = await writersStress({
      app: server.app,
      pool: server.database.pool,
      seed,
      writers: WRITERS,
      seconds: Number(values.seconds),
    });
    console.log(`${WRITERS} writers, ${values.seconds} s, seed ${seed}: ${JSON.stringify(report)}`);
    return true;
  } catch (error) {
    console.error(`writers' stress FAILED, seed ${seed}:`, error);
    return false;
  } finally {
    await server.close();
  }
}

muteKilledWindows();
const stop = await setup();
try {
  const held = positionals[0] === 'stress' ? await stress() : await histories();
  if (!held) process.exitCode = 1;
} finally {
  await stop();
}
// Windows that were killed leave their timers behind, as no killed process does: they must not keep this one.
process.exit();
