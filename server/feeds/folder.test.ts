import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { feedOfFileName } from './file-name.ts';
import { filesToTake } from './folder.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'order-'));
});
afterEach(() => rm(root, { recursive: true }));

async function orderOf(...names: string[]): Promise<string[]> {
  for (const name of names) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), '');
  }
  return (await filesToTake(root)).map((file) => relative(root, file.path));
}

describe('the order in which a folder is taken', () => {
  it('is that of the kinds in a folder called by its day, whatever days its files are of', async () => {
    const wanted = [
      'org_units.csv',
      'cross_boxes.csv',
      'staff.csv',
      'line97_20261116.csv',
      'opening_assignments.csv',
      'billing_users_20261120.csv',
      'bi_fees_202509.csv',
      'bi_fees_202610.csv',
      'arrears_20261120.csv',
      'agreements_20261120.csv',
      'prepaid_20261120.csv',
      'orders10000_20261120.csv',
    ].map((name) => `20261120/${name}`);
    expect(await orderOf(...wanted.toReversed(), '20261120/README.md')).toEqual(wanted);
  });

  it('is by day first', async () => {
    expect(
      await orderOf('20261121/billing_users_20261121.csv', '20261120/orders10000_20261120.csv', 'x.txt'),
    ).toEqual(['20261120/orders10000_20261120.csv', '20261121/billing_users_20261121.csv']);
  });

  it('puts what has no day with the first, and fees behind the first billing file', async () => {
    const wanted = [
      'org_units.csv',
      'line97_20261116.csv',
      'billing_users_20261120.csv',
      'bi_fees_202610.csv',
      'arrears_20261120.csv',
      'billing_users_20261121.csv',
    ];
    expect(await orderOf(...wanted.toReversed())).toEqual(wanted);
  });

  it('is one file for a file, and a plain word for nothing', async () => {
    await orderOf('staff.csv');
    expect((await filesToTake(join(root, 'staff.csv'))).map((file) => file.named?.feed.kind)).toEqual([
      'staff',
    ]);
    await expect(filesToTake(join(root, 'nowhere'))).rejects.toThrow('no such file or folder');
    await mkdir(join(root, 'empty'));
    await expect(filesToTake(join(root, 'empty'))).rejects.toThrow('no .csv file');
  });
});

describe('the name of a file', () => {
  it.each([
    ['billing_users_20261120.csv', 'billing_users', '2026-11-20'],
    ['orders10000_20261120.CSV', 'orders10000', '2026-11-20'],
    ['bi_fees_202610.csv', 'bi_fees', '2026-10'],
    ['staff.csv', 'staff', null],
    ['staff_20261120.csv', 'staff', '2026-11-20'],
  ])('%s', (name, kind, period) => {
    const named = feedOfFileName(name);
    expect([named.feed.kind, named.period]).toEqual([kind, period]);
  });

  it.each([
    'billing_users.csv',
    'billing_users_202611.csv',
    'billing_users_20261131.csv',
    'bi_fees_20261120.csv',
    'bi_fees_202613.csv',
    'customers_20261120.csv',
    'staff_2026.csv',
    'line97-20261116.csv',
  ])('%s says nothing', (name) =>
    expect(() => feedOfFileName(name)).toThrow(/^the name says no known kind and period/),
  );
});
