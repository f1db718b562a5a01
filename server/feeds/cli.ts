import { parseArgs } from 'node:util';
import { runCommand } from '../command.ts';
import { ConfigurationError, readConfig } from '../config.ts';
import { openDatabase, type Database } from '../postgres/database.ts';
import { describeRun, setAsideCsv } from './describe-run.ts';
import { listRuns, setAsideOf } from './runs.ts';
import { takeFeeds } from './take.ts';

const USAGE = `usage:
  npm run feeds -- take <file or folder> [--force] [--json]
  npm run feeds -- runs [--json]
  npm run feeds -- runs --set-aside <run>     the rows that a run set aside, as CSV`;

interface Options {
  force: boolean;
  json: boolean;
  setAside: string | undefined;
}

await runCommand(async () => {
  const { command, argument, options } = readArguments();
  const database = await openDatabase(readConfig(), { poolSize: 4 });
  try {
    return command === 'take' ? await take(database, argument, options) : await runs(database, options);
  } finally {
    await database.close();
  }
});

function readArguments(): { command: 'take' | 'runs'; argument: string; options: Options } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        force: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        'set-aside': { type: 'string' },
      },
    });
    const [command, argument = '', ...rest] = positionals;
    const complete = command === 'take' ? argument !== '' : command === 'runs' && argument === '';
    if (!complete || rest.length > 0) throw new Error(USAGE);
    const { force, json } = values;
    return {
      command: command as 'take' | 'runs',
      argument,
      options: { force, json, setAside: values['set-aside'] },
    };
  } catch (error) {
    throw new ConfigurationError((error as Error).message);
  }
}

/** Exit code 1 where a file was refused. */
async function take({ pool }: Database, path: string, { force, json }: Options): Promise<number> {
  const began = performance.now();
  const taken = await takeFeeds(pool, path, {
    force,
    onRun: (run) => {
      if (!json) console.log(describeRun(run));
    },
  });
  const refused = taken.filter((run) => run.outcome === 'REFUSED').length;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (json) console.log(JSON.stringify(taken, null, 2));
  else console.log(`${taken.length} files in ${seconds} s${refused > 0 ? `, ${refused} refused` : ''}`);
  return refused > 0 ? 1 : 0;
}

async function runs({ pool }: Database, { json, setAside }: Options): Promise<void> {
  if (setAside !== undefined) {
    const runId = Number(setAside);
    if (!Number.isSafeInteger(runId))
      throw new ConfigurationError(`--set-aside ${setAside}: not the number of a run`);
    process.stdout.write(setAsideCsv(await setAsideOf(pool, runId)));
    return;
  }
  const all = await listRuns(pool);
  if (json) console.log(JSON.stringify(all, null, 2));
  else for (const run of all.reverse()) console.log(describeRun(run));
}
