import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../test-support/fresh-database.ts';
import { feedFolder, feeRow, REGION, subscriptionRow, type FeedFolder } from './test-support/feed-folder.ts';

let database: FreshDatabase;
let folder: FeedFolder;
beforeEach(async () => {
  database = await freshDatabase();
  folder = await feedFolder(database.pool);
});
afterEach(async () => {
  await folder.remove();
  await database.drop();
});

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

const feeds = (...args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const env = { ...process.env, DATABASE_URL: database.url };
    execFile(
      process.execPath,
      [join(import.meta.dirname, 'cli.ts'), ...args],
      { env },
      (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
      },
    );
  });

describe('npm run feeds', () => {
  it('takes a folder, says a line for each file, and fails when one was refused', async () => {
    await folder.write('20261120/org_units.csv', ...REGION);
    await folder.write('20261120/billing_users_20261120.csv', subscriptionRow('1', 'HT1'));
    const taken = await feeds('take', join(folder.path, '20261120'));
    expect(taken).toMatchObject({ code: 0, stderr: '' });
    expect(taken.stdout).toContain(
      'billing_users_20261120.csv  1 rows: 1 changed, 0 unchanged, 0 set aside; 1 customers founded',
    );
    expect(taken.stdout).toMatch(/\n2 files in [\d.]+ s\n$/);

    const bad = await folder.write('bi_fees_202610.csv', feeRow('9', '202610'));
    const refused = await feeds('take', bad);
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain(
      'REFUSED bi_fees_202610.csv  E_BAD_ROWS: more than 5 % bad rows: 1 of 1',
    );
    expect((await feeds('take', bad, '--force')).code).toBe(0);

    const runs = JSON.parse((await feeds('runs', '--json')).stdout) as {
      run_id: number;
      set_aside: unknown[];
    }[];
    expect(runs).toMatchObject([
      {
        outcome: 'TAKEN',
        forced: true,
        rows_read: 1,
        rows_set_aside: 1,
        set_aside: [{ line: 2, reason: 'UNKNOWN_SUBSCRIPTION', row: feeRow('9', '202610') }],
      },
      { outcome: 'REFUSED', refusal: 'E_BAD_ROWS', set_aside: [{ line: 2 }] },
      { kind: 'billing_users', period: '2026-11-20', encoding: 'UTF-8', rows_changed: 1, set_aside: [] },
      { kind: 'org_units', period: null },
    ]);
    const csv = await feeds('runs', '--set-aside', String(runs[0]!.run_id));
    expect(csv.stdout).toBe(`line,reason,row\r\n2,UNKNOWN_SUBSCRIPTION,"${feeRow('9', '202610')}"\r\n`);
    expect((await feeds('runs')).stdout.trimEnd().split('\n')).toHaveLength(4);
  });

  it.each([
    [['take'], 'usage:'],
    [['give', 'x'], 'usage:'],
    [['take', '/nowhere/at/all'], '/nowhere/at/all: no such file or folder'],
    [['take', 'x', '--fast'], "Unknown option '--fast'"],
    [['runs', '--set-aside', 'x'], '--set-aside x: not the number of a run'],
  ])('%j is answered in words, without a stack', async (args, words) => {
    const { code, stderr } = await feeds(...args);
    expect(code).toBe(1);
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
