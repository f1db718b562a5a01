import { parseArgs } from 'node:util';
import { createBackend } from '../support/backend.ts';
import { NETWORK_ADMIN } from '../support/people.ts';
import { DEMO_MONTH } from '../support/test.ts';
import { ensureBuild } from '../../scripts/ensure-build.mjs';
import { killWhileDownloading } from './downloading.ts';
import { killWhileSaving } from './saving.ts';

/**
 * `node e2e/kills/main.ts --kills 200 --seed 1 [--customers 50000] [--download-kills 10]`: kills a Chromium while notes
 * are saved and while so many customers are downloaded. Ends with 1 where a saved note is lost or doubled, or where
 * the server had to send more again after a kill than the pages that were under way.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    'download-kills': { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    customers: { type: 'string', default: '50000' },
  },
});
const number = (name: keyof typeof values): number => {
  const value = Number(values[name]);
  if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} wants a whole number`);
  return value;
};
/** Who saves has some hundred of them, whichever number is downloaded. */
const SAVING_CUSTOMERS = 5000;
const seed = number('seed');
const say = (line: string): void => console.log(line);

await ensureBuild();
let failed = false;

if (number('download-kills') > 0) {
  const result = await onDemo(number('customers'), (address) =>
    killWhileDownloading(address, {
      staffNo: NETWORK_ADMIN.staffNo,
      kills: number('download-kills'),
      seed,
      say,
    }),
  );
  const wasted = Math.max(...result.wasted);
  say(
    `download: ${result.kills} kills, ${result.rows} rows, at most ${wasted} sent again after a kill (may be ${result.most}); ${result.said}; ${result.listed} of ${result.customers} customers listed after a kill at that moment, offline`,
  );
  failed ||= wasted > result.most || result.listed !== result.customers;
}
if (number('kills') > 0) {
  const result = await onDemo(SAVING_CUSTOMERS, (address) =>
    killWhileSaving(address, { kills: number('kills'), seed, say }),
  );
  say(
    `saving: ${result.kills} kills, ${result.acknowledged} saved, ${result.lost.length} lost, ${result.doubled.length} doubled`,
  );
  for (const note of result.lost) console.error(`lost: ${note}`);
  for (const note of result.doubled) console.error(`doubled: ${note}`);
  failed ||= result.lost.length > 0 || result.doubled.length > 0;
}
if (failed) {
  console.error(`FAILED with seed ${seed}`);
  process.exitCode = 1;
}

/** A server with a demo of its own: who is in it follows from how many customers it has. */
async function onDemo<R>(customers: number, work: (address: string) => Promise<R>): Promise<R> {
  const backend = await createBackend({ TEST_ENVIRONMENT: '1' });
  try {
    await backend.start();
    say(`demo of ${customers} customers, seed ${seed}`);
    await backend.run('demo', '--customers', String(customers), '--month', DEMO_MONTH, '--spread', 'network');
    return await work(backend.address);
  } finally {
    await backend.dispose();
  }
}
