import { parseArgs } from 'node:util';
import { runCommand } from '../command.ts';
import { ConfigurationError, readConfig } from '../config.ts';
import { type Database, openDatabase } from '../postgres/database.ts';
import { issueToken, setPasswordOf } from './commands.ts';

const HELP = `npm run admin -- <command>

  set-password <staffNo> <password>   sets a person's password; ends his sessions, forces no later change
  issue-token <staffNo>               prints an access token that holds for 12 hours, for load generators;
                                      only with TEST_ENVIRONMENT=1 or on a demo store
  help                                shows this

The store is the one that DATABASE_URL or DATA_DIR names, as for the server, which may be running.`;

await runCommand(async () => {
  const [command = 'help', ...args] = words();
  switch (command) {
    case 'help':
      console.log(HELP);
      return;
    case 'set-password': {
      const [staffNo, password] = exactly(args, 2, 'set-password <staffNo> <password>');
      await onStore((database) => setPasswordOf(database.pool, staffNo!, password!));
      console.log(`the password of ${staffNo} is set`);
      return;
    }
    case 'issue-token': {
      const [staffNo] = exactly(args, 1, 'issue-token <staffNo>');
      console.log(await onStore((database) => issueToken(database.pool, readConfig(), staffNo!)));
      return;
    }
    default:
      throw new ConfigurationError(`unknown command "${command}"; npm run admin -- help lists them`);
  }
});

function words(): string[] {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { help: { type: 'boolean', short: 'h' } },
    });
    return values.help ? ['help'] : positionals;
  } catch (error) {
    throw new ConfigurationError((error as Error).message.split('\n')[0]!);
  }
}

function exactly(args: string[], count: number, usage: string): string[] {
  if (args.length !== count) throw new ConfigurationError(`usage: npm run admin -- ${usage}`);
  return args;
}

async function onStore<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(readConfig(), { poolSize: 2 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
