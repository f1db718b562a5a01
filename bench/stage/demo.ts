import type { Clock } from '../../shared/lib/clock.ts';
import { addDemoInteractions, setDemoPasswords } from '../../server/demo/people.ts';
import { demoSignIns } from '../../server/demo/sign-ins.ts';
import type { SignIn } from '../../server/demo/sign-ins.ts';
import { folderSink } from '../../server/demo/sinks.ts';
import { generateDemoFeeds } from '../../server/demo/generate.ts';
import type { DemoSummary } from '../../server/demo/generate.ts';
import type { DemoOptions } from '../../server/demo/options.ts';
import type { FeedRun } from '../../server/feeds/runs.ts';
import { takeFeeds } from '../../server/feeds/take.ts';
import type { Store } from './postgres.ts';

/** Always the same region, so that figures of two days can be compared: 24 months up to 2026-10. */
export const MONTH = '2026-11';
const TODAY = '2026-11-20';
/** Noon of that day, for whoever asks what day it is. */
export const NOW = '2026-11-20T12:00:00+08:00';
export const demoClock: Clock = { now: () => new Date(NOW) };

export const demoOptions = (customers: number): DemoOptions => ({
  customers,
  seed: 1,
  month: MONTH,
  today: TODAY,
  spread: 'network',
});

export interface DemoFiles extends DemoSummary {
  folder: string;
  customers: number;
}

export const writeDemoFiles = (customers: number, folder: string): DemoFiles => ({
  ...generateDemoFeeds(demoOptions(customers), folderSink(folder)),
  folder,
  customers,
});

/**
 * Takes the files as a person on the server would. Taken again, those of the opening day are older than what the
 * store holds by then, and are passed over.
 * @throws Error where one is refused for anything else
 */
export async function takeDemoFiles({ pool }: Store, { folder }: DemoFiles): Promise<FeedRun[]> {
  const runs = await takeFeeds(pool, folder, { demo: true, clock: demoClock });
  const refused = runs.find((run) => run.outcome === 'REFUSED' && run.refusal !== 'E_OLDER');
  if (refused) throw new Error(`${refused.file} was refused: ${refused.refusal} ${refused.detail}`);
  return runs;
}

export interface DemoPeople {
  /** Holds all customers of the network. */
  networkAdmin: SignIn;
  /** Holds one community of it, and writes notes. */
  accountManager: SignIn;
}

/** What people have written, who may sign in, and a database that has settled. */
export async function addDemoPeople({ pool }: Store, files: DemoFiles): Promise<DemoPeople> {
  const signIns = demoSignIns(files.region, files.staff);
  await setDemoPasswords(pool, signIns);
  const { openingDay } = files.calendar;
  await addDemoInteractions(pool, { seed: 1, month: MONTH, openingDay });
  // Else autovacuum does it in the middle of some measurement.
  await pool.query('vacuum (analyze)');
  await pool.query('checkpoint');
  const networkAdmin = signIns.find(({ roles }) => roles.startsWith('本地网渠道管理员'));
  const accountManager = signIns.find(({ roles }) => roles.startsWith('客户经理'));
  if (!networkAdmin || !accountManager) throw new Error('the demo has nobody for one of the parts');
  return { networkAdmin, accountManager };
}
