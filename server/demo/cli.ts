import { clockFrom } from '../clock.ts';
import { runCommand } from '../command.ts';
import { readConfig } from '../config.ts';
import { describeRun } from '../feeds/describe-run.ts';
import { openDatabase } from '../postgres/database.ts';
import { compact } from './feed-files.ts';
import { generateDemoFeeds } from './generate.ts';
import { loadDemo } from './load.ts';
import { DEMO_USAGE, parseDemoArguments } from './options.ts';
import { demoSignIns, signInTable } from './sign-ins.ts';
import { folderSink } from './sinks.ts';

await runCommand(async () => {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) {
    console.log(DEMO_USAGE);
    return;
  }
  const config = readConfig();
  const clock = clockFrom(config.testClock);
  const { folder, ...options } = parseDemoArguments(args, clock.now());
  const began = performance.now();
  const seconds = (): string => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  if (folder !== undefined) {
    const { region, staff, subscriptions, days } = generateDemoFeeds(options, folderSink(folder));
    console.log(
      `${options.customers} customers, ${subscriptions} subscriptions in ${folder}/{${days.map(compact).join(',')}}, ${seconds()}`,
    );
    console.log(signInTable(demoSignIns(region, staff)));
    return;
  }

  const database = await openDatabase(config, { poolSize: 4 });
  try {
    const load = await loadDemo(database.pool, options, {
      clock,
      onRun: (run) => console.log(describeRun(run)),
    });
    const { customers, subscriptions, interactions, changed } = load;
    console.log(
      changed
        ? `${customers} customers, ${subscriptions} subscriptions, ${interactions} notes in ${seconds()}`
        : `the store holds this demo already (${options.month}, as of ${options.today}); nothing was changed`,
    );
    console.log(`\n${signInTable(load.signIns)}`);
  } finally {
    await database.close();
  }
});
