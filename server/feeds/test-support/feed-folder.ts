import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Pool } from 'pg';
import { fixedClock } from '../../../shared/lib/clock.ts';
import { feedOfFileName } from '../file-name.ts';
import type { FeedRun } from '../runs.ts';
import { takeFeeds, type TakeOptions } from '../take.ts';

/** Hand-made files in a temporary folder, taken into a test's database. */
export interface FeedFolder {
  path: string;
  /** Writes bytes as they are. */
  writeRaw(name: string, content: string | Buffer): Promise<string>;
  /** Writes a file of the kind that its name says: the header, then the rows, each a line. */
  write(name: string, ...rows: string[]): Promise<string>;
  /** Writes a file and takes it. */
  take(name: string, rows: readonly string[], options?: TakeOptions): Promise<FeedRun>;
  takeAll(options?: TakeOptions): Promise<FeedRun[]>;
  remove(): Promise<void>;
}

export const TEST_CLOCK = fixedClock('2026-11-20T09:00:00+08:00');

export async function feedFolder(pool: Pool): Promise<FeedFolder> {
  const path = await mkdtemp(join(tmpdir(), 'feeds-'));
  const writeRaw = async (name: string, content: string | Buffer): Promise<string> => {
    const file = join(path, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    return file;
  };
  const write = (name: string, ...rows: string[]): Promise<string> =>
    writeRaw(name, [headerOf(name), ...rows].map((line) => `${line}\n`).join(''));
  return {
    path,
    writeRaw,
    write,
    take: async (name, rows, options = {}) => {
      const [run] = await takeFeeds(pool, await write(name, ...rows), { clock: TEST_CLOCK, ...options });
      return run!;
    },
    takeAll: (options = {}) => takeFeeds(pool, path, { clock: TEST_CLOCK, ...options }),
    remove: () => rm(path, { recursive: true }),
  };
}

export function headerOf(name: string): string {
  const { feed } = feedOfFileName(name.split('/').at(-1)!);
  return feed.columns.map((column) => column.header).join(',');
}

/** Two networks: one with the areas 青秀 and 兴宁, one with 柳州; every department with a community and its pool. */
export const REGION: readonly string[] = [
  'R,区公司,,省公司,,',
  'N1,南宁,R,本地网,,',
  'N2,柳州,R,本地网,,',
  ...centre('Q', 'N1', '青秀'),
  ...centre('X', 'N1', '兴宁'),
  ...centre('L', 'N2', '柳州'),
];

/** Q-GZ is a public department with the zone Q-GZ-1, its communities Q-GZ-1-1 and -2, and the pool Q-GZ-0; and so on. */
function centre(code: string, network: string, area: string): string[] {
  return [
    `${code},${area}中心,${network},中心,,${area}`,
    `${code}-GZ,${area}公众客户部,${code},部门,公众,${area}`,
    `${code}-GZ-1,${area}片,${code}-GZ,片,公众,${area}`,
    `${code}-GZ-1-1,${area}1社区,${code}-GZ-1,社区,公众,${area}`,
    `${code}-GZ-1-2,${area}2社区,${code}-GZ-1,社区,公众,${area}`,
    `${code}-GZ-0,${area}未分配,${code}-GZ,未分配社区,公众,${area}`,
    `${code}-SY,${area}商业客户部,${code},部门,商业,${area}`,
    `${code}-SY-1,${area}商业1社区,${code}-SY,社区,商业,${area}`,
    `${code}-SY-0,${area}商业未分配,${code}-SY,未分配社区,商业,${area}`,
    `${code}-TB,${area}统包部,${code},部门,统包,${area}`,
    `${code}-TB-1,${area}统包1区,${code}-TB,社区,统包,${area}`,
  ];
}

/** A row of billing_users: `用户ID 合同号` and what else matters, the rest filled in. */
export function subscriptionRow(
  subscriptionId: string,
  account: string,
  more: Partial<{
    name: string;
    number: string;
    state: string;
    area: string;
    activatedOn: string;
    terminatedOn: string;
    product: string;
    address: string;
  }> = {},
): string {
  const {
    name = `客户${subscriptionId}`,
    number = `0771-${subscriptionId}`,
    state = '在用',
    area = '青秀',
    activatedOn = '2024-05-06',
    terminatedOn = '',
    product = '固定电话',
    address = '民族大道1号',
  } = more;
  return [
    subscriptionId,
    name,
    number,
    product,
    address,
    state,
    account,
    area,
    activatedOn,
    terminatedOn,
    '138',
  ].join(',');
}

/** A row of bi_fees whose total is the rent. */
export const feeRow = (subscriptionId: string, month: string, rent = '10.00'): string =>
  `${subscriptionId},${month},${rent},0.00,0.00,0.00,0.00,0.00,0.00,${rent},1,2,3,4`;
