import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { dayOf } from '../../shared/lib/dates.ts';
import { clockFrom } from '../clock.ts';
import { runCommand } from '../command.ts';
import { ConfigurationError, readConfig } from '../config.ts';
import { type Database, openDatabase } from '../postgres/database.ts';
import { backupStore } from './backup/backup.ts';
import { restoreStore } from './backup/restore.ts';
import { writeIdentityFile } from '../modules/outbound/identity-file.ts';
import { findQuality } from '../quality/find.ts';
import { foldRollups } from '../rollups/fold-rollups.ts';
import { issueToken, setPasswordOf } from './commands.ts';
import { auditStore, purgeStore } from './upkeep.ts';

const HELP = `npm run admin -- <command>

  set-password <staffNo> <password>   sets a person's password; ends his sessions, forces no later change.
                                      With - for it, it is the first line of standard input
  issue-token <staffNo>               prints an access token that holds for 12 hours, for load generators;
                                      only with TEST_ENVIRONMENT=1 or on a demo store
  backup <file>                       writes the whole store into a new file, while the server runs
  restore <backup>                    puts a backup in the place of the store; all servers must be stopped.
                                      One that is damaged, newer than this version or of another store is refused
  audit [--heal]                      compares the store, the rows of clients and their log; exit code 1 where
                                      they differ. --heal puts right what it finds; clients follow by themselves
  fold-rollups                        counts what the units come to anew, as after each feed run
  outbound                            writes today's file of customer identity, also where there is one already
  find-quality                        looks for everything that the data-quality list shows, as the server does after feeds
  purge [--older-than <days>]         forgets removals that all clients have heard of (60 days), as every night
  help                                shows this

The store is the one that DATABASE_URL or DATA_DIR names, as for the server, which may be running.`;

await runCommand(async () => {
  const { command, args, options } = words();
  const only = (...names: string[]): void => {
    const other = Object.keys(options).find((name) => !names.includes(name));
    if (other) throw new ConfigurationError(`${command} takes no --${other}`);
  };
  switch (command) {
    case 'help':
      console.log(HELP);
      return;
    case 'set-password': {
      only();
      const [staffNo, password] = exactly(args, 2, 'set-password <staffNo> <password>');
      const chosen = password === '-' ? await firstLine() : password!;
      await onStore((database) => setPasswordOf(database.pool, staffNo!, chosen));
      console.log(`the password of ${staffNo} is set`);
      return;
    }
    case 'issue-token': {
      only();
      const [staffNo] = exactly(args, 1, 'issue-token <staffNo>');
      console.log(await onStore((database) => issueToken(database.pool, readConfig(), staffNo!)));
      return;
    }
    case 'backup': {
      only();
      const [file] = exactly(args, 1, 'backup <file>');
      console.log(await onStore((database) => backupStore(database.pool, file!)));
      return;
    }
    case 'restore': {
      only();
      const [file] = exactly(args, 1, 'restore <backup>');
      console.log(await onStore((database) => restoreStore(database.pool, file!, readConfig().historyMark)));
      return;
    }
    case 'audit': {
      only('heal');
      exactly(args, 0, 'audit [--heal]');
      const { text, clean } = await onStore((database) => auditStore(database.pool, options.heal ?? false));
      console.log(text);
      return clean ? 0 : 1;
    }
    case 'fold-rollups': {
      only();
      exactly(args, 0, 'fold-rollups');
      const clock = clockFrom(readConfig().testClock);
      const run = await onStore((database) => foldRollups(database.pool, { clock }));
      console.log(
        `${run.folded} of ${run.communities} communities folded, ${run.changed} roll-ups changed, ${run.duration_ms} ms`,
      );
      return;
    }
    case 'outbound': {
      only();
      exactly(args, 0, 'outbound');
      const config = readConfig();
      const now = clockFrom(config.testClock).now();
      const order = { folder: config.outboundDir, day: dayOf(now), madeBy: 'operator', now, again: true };
      const written = await onStore((database) => writeIdentityFile(database.pool, order));
      console.log(`${written?.rowCount ?? 0} customers in ${written?.file ?? ''}`);
      return;
    }
    case 'find-quality': {
      only();
      exactly(args, 0, 'find-quality');
      await onStore((database) => findQuality(database.pool, { clock: clockFrom(readConfig().testClock) }));
      console.log('looked for');
      return;
    }
    case 'purge': {
      only('older-than');
      exactly(args, 0, 'purge [--older-than <days>]');
      const days = daysOf(options['older-than']);
      const clock = clockFrom(readConfig().testClock);
      console.log(await onStore((database) => purgeStore(database.pool, clock.now(), days)));
      return;
    }
    default:
      throw new ConfigurationError(`unknown command "${command}"; npm run admin -- help lists them`);
  }
});

function words() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        heal: { type: 'boolean' },
        'older-than': { type: 'string' },
      },
    });
    const { help, ...options } = values;
    const [command = 'help', ...args] = positionals;
    return { command: help ? 'help' : command, args, options };
  } catch (error) {
    throw new ConfigurationError((error as Error).message.split('\n')[0]!);
  }
}

/** A list of processes shows command lines to everybody on the machine, and no standard input. */
async function firstLine(): Promise<string> {
  return (await text(process.stdin)).split(/\r?\n/, 1)[0]!;
}

function exactly(args: string[], count: number, usage: string): string[] {
  if (args.length !== count) throw new ConfigurationError(`usage: npm run admin -- ${usage}`);
  return args;
}

function daysOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,5}$/.test(text)) throw new ConfigurationError('--older-than takes a number of days');
  return Number(text);
}

async function onStore<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(readConfig(), { poolSize: 2 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
