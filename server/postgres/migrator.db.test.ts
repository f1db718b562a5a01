import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyDatabase, type FreshDatabase, freshDatabase } from '../test-support/fresh-database.ts';
import { createPool } from './database.ts';
import { migrate } from './migrator.ts';

describe('migrate', () => {
  let database: FreshDatabase;
  let folder: string;
  beforeEach(async () => {
    database = await emptyDatabase();
    folder = await mkdtemp(join(tmpdir(), 'migrations-'));
    await writeFile(join(folder, '0001_a.sql'), 'create table a (x int); insert into a values (1);');
    await writeFile(join(folder, '0002_b.sql'), 'insert into a values (2);');
  });
  afterEach(async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  });

  const rows = async () => (await database.pool.query<{ x: number }>('select x from a order by x')).rows;

  it('applies each file once, in order', async () => {
    expect(await migrate(database.pool, folder)).toEqual(['0001_a.sql', '0002_b.sql']);
    expect(await migrate(database.pool, folder)).toEqual([]);
    await writeFile(join(folder, '0003_c.sql'), 'insert into a values (3);');
    expect(await migrate(database.pool, folder)).toEqual(['0003_c.sql']);
    expect(await rows()).toEqual([{ x: 1 }, { x: 2 }, { x: 3 }]);
  });

  it('applies each file once when several start at the same time', async () => {
    const pools = Array.from({ length: 6 }, () => createPool(database.url, { max: 1 }));
    const applied = await Promise.all(pools.map((pool) => migrate(pool, folder)));
    await Promise.all(pools.map((pool) => pool.end()));
    expect(applied.flat().sort()).toEqual(['0001_a.sql', '0002_b.sql']);
    expect(await rows()).toEqual([{ x: 1 }, { x: 2 }]);
  });

  it('refuses a file that was changed after it had been applied', async () => {
    await migrate(database.pool, folder);
    await writeFile(join(folder, '0001_a.sql'), 'create table a (x bigint);');
    await expect(migrate(database.pool, folder)).rejects.toThrow(
      'migration 0001_a.sql was changed after it had been applied to this database',
    );
  });

  it('takes other line ends for the same file', async () => {
    await writeFile(join(folder, '0003_c.sql'), 'insert into a\nvalues (3);\n');
    await migrate(database.pool, folder);
    await writeFile(join(folder, '0003_c.sql'), 'insert into a\r\nvalues (3);\r\n');
    expect(await migrate(database.pool, folder)).toEqual([]);
  });

  it('refuses a database that a newer version has migrated', async () => {
    await migrate(database.pool, folder);
    await rm(join(folder, '0002_b.sql'));
    await expect(migrate(database.pool, folder)).rejects.toThrow(
      'newer version: it knows migration 0002_b.sql',
    );
  });

  it('leaves nothing of a file that fails, and the files before it applied', async () => {
    await writeFile(join(folder, '0002_b.sql'), 'insert into a values (2); select no_such_function();');
    await expect(migrate(database.pool, folder)).rejects.toThrow('migration 0002_b.sql failed: function');
    expect(await rows()).toEqual([{ x: 1 }]);
  });
});

describe('the schema of this version', () => {
  it('stands in a fresh database', async () => {
    const database = await freshDatabase();
    try {
      expect(await migrate(database.pool)).toEqual([]);
      const { rows } = await database.pool.query<{ n: number }>('select count(*) as n from customer');
      expect(rows).toEqual([{ n: 0 }]);
    } finally {
      await database.drop();
    }
  });
});
