import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import type { Clock } from '../../shared/lib/clock.ts';
import type { Day } from '../../shared/lib/dates.ts';
import type { FeedRun } from '../feeds/runs.ts';
import { takeFeeds } from '../feeds/take.ts';
import { addDemoCallLists } from './call-lists.ts';
import { addDemoComplaints } from './complaints.ts';
import { foldRollups } from '../rollups/fold-rollups.ts';
import { compact } from './feed-files.ts';
import { generateDemoFeeds } from './generate.ts';
import type { DemoOptions } from './options.ts';
import { addDemoGroups, addDemoNotices } from './groups.ts';
import { addDemoInteractions, setDemoPasswords } from './people.ts';
import { demoSignIns } from './sign-ins.ts';
import type { SignIn } from './sign-ins.ts';
import { folderSink } from './sinks.ts';
import { claimForDemo, remember } from './store.ts';

export interface DemoLoad {
  signIns: SignIn[];
  /** False where the store held all of it already. */
  changed: boolean;
  customers: number;
  subscriptions: number;
  interactions: number;
}

export interface LoadOptions {
  clock: Clock;
  /** Told of each feed file as it is taken. */
  onRun?: (run: FeedRun) => void;
}

/**
 * Fills a store with the demo: the generated files go the way of any feed, then a few people get a password and their
 * notes. Run again it changes nothing; run on a later day of the month it brings that day's files.
 * @throws ConfigurationError where the store holds real feeds or another demo.
 */
export async function loadDemo(
  pool: Pool,
  options: DemoOptions,
  { clock, onRun }: LoadOptions,
): Promise<DemoLoad> {
  const record = await claimForDemo(pool, options);
  const folder = await mkdtemp(join(tmpdir(), 'channeldesk-demo-'));
  try {
    const { region, staff, calendar, subscriptions, days } = generateDemoFeeds(options, folderSink(folder));
    const signIns = demoSignIns(region, staff);
    const made = { signIns, customers: options.customers, subscriptions };
    if (record.stage === 'COMPLETE' && record.today === options.today)
      return { ...made, changed: false, interactions: 0 };

    const take = async (day: Day): Promise<void> => {
      const runs = await takeFeeds(pool, join(folder, compact(day)), {
        demo: true,
        clock,
        ...(onRun ? { onRun } : {}),
      });
      const refused = runs.find((run) => run.outcome === 'REFUSED');
      if (refused) throw new Error(`${refused.file} was refused: ${refused.refusal} ${refused.detail}`);
    };
    const [opening, ...later] = days;
    if (record.stage === 'STARTED') await take(opening);
    record.stage = 'OPENING_TAKEN';
    await remember(pool, record);
    for (const day of later) {
      if (record.today !== null && day <= record.today) continue;
      await take(day);
      record.today = day;
      await remember(pool, record);
    }
    await setDemoPasswords(pool, signIns);
    const { seed, month } = options;
    const { openingDay } = calendar;
    const interactions = await addDemoInteractions(pool, { seed, month, openingDay });
    const known = signIns.map(({ staffNo }) => staffNo);
    await addDemoCallLists(pool, known, options.today);
    await addDemoComplaints(pool, known, options.today);
    await addDemoGroups(pool, openingDay);
    await addDemoNotices(pool, known, openingDay);
    // The folds after the files knew of no records yet.
    await foldRollups(pool, { clock });
    await remember(pool, { ...record, stage: 'COMPLETE' });
    return { ...made, changed: true, interactions };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
