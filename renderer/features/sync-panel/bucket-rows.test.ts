import i18next from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import { zhCN } from '../../i18n/zh-CN/index.ts';
import { bucketLines } from './bucket-rows.ts';

beforeAll(async () => {
  await i18next.init({ lng: 'zh-CN', resources: { 'zh-CN': { translation: zhCN } } });
});

const names: Record<string, string> = { C1: '渡东片1社区', C2: '渡东片2社区', Z1: '渡东片' };
const unitName = (code: string): string => names[code] ?? code;

it('names each bucket as a person would and says whether it is the server’s', () => {
  const lines = bucketLines(
    {
      progress: null,
      buckets: [
        { bucket: 'ref', rows: 812, verified: true },
        { bucket: 'staff:S1', rows: 3, verified: true },
        { bucket: 'unit:Z1', rows: 5, verified: true },
        { bucket: 'community:C2', rows: 1240, verified: false },
        { bucket: 'community:C1', rows: 900, verified: true },
      ],
    },
    unitName,
    i18next.t,
  );
  expect(lines.map(({ name, rows, state }) => `${name} ${rows} ${state}`)).toEqual([
    '渡东片1社区 900 行 核对一致',
    '渡东片2社区 1,240 行 不一致，正在重新下载',
    '渡东片 汇总 5 行 核对一致',
    '我的内容 3 行 核对一致',
    '公共资料 812 行 核对一致',
  ]);
});

it('tells how far those are that come in, in place of what the last comparison said', () => {
  const coming = { expectedRows: 200, customers: null };
  const lines = bucketLines(
    {
      buckets: [{ bucket: 'community:C1', rows: 900, verified: true }],
      progress: {
        rows: 0,
        expectedRows: null,
        bytes: 0,
        expectedBytes: null,
        startedAt: '2026-11-20T07:00:00.000Z',
        buckets: [
          { ...coming, bucket: 'community:C1', state: 'running', rows: 199 },
          { ...coming, bucket: 'community:C2', state: 'waiting', rows: 0 },
          { ...coming, bucket: 'ref', state: 'complete', rows: 200 },
        ],
      },
    },
    unitName,
    i18next.t,
  );
  expect(lines.map(({ name, state }) => `${name} ${state}`)).toEqual([
    '渡东片1社区 下载中 99%',
    '渡东片2社区 等待下载',
    '公共资料 已收完，等待核对',
  ]);
});
