/**
 * A process that is attached to the store of DATA_DIR until its stdin ends, for tests that need several. Prints
 * the process id of PostgreSQL; with the argument `note <text>` it writes a fact into the store first.
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { runCommand } from '../command.ts';
import { readConfig } from '../config.ts';
import { openDatabase } from '../postgres/database.ts';

await runCommand(async () => {
  const { pool, close } = await openDatabase(readConfig());
  const [command, text] = process.argv.slice(2);
  if (command === 'note') {
    await pool.query(
      `insert into store_info values ('note', $1) on conflict (key) do update set value = excluded.value`,
      [text],
    );
  }
  const { rows } = await pool.query<{ folder: string }>(`select current_setting('data_directory') as folder`);
  const pid = (await readFile(`${rows[0]!.folder}/postmaster.pid`, 'utf8')).split('\n')[0];
  console.log(`attached ${pid}`);
  await once(process.stdin.resume(), 'end');
  await close();
});
