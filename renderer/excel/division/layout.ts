import type { ReportingSegment } from '../../../shared/domain/org-units.ts';
import type { CallListColumn } from '../call-list.ts';

/**
 * The division sheet 划分: one row per new customer. 社区 and 统计属性 are filled in, all else is for reading; the row
 * key and the version are hidden and say which row of which export this is. Headers are Chinese in every language,
 * because the sheet goes from hand to hand.
 */
export const DIVISION_SHEET = '划分';
export const COMMUNITIES_SHEET = '可选社区';
export const HOW_TO_SHEET = '填写说明';

export type DivisionColumn =
  | 'customerCode'
  | 'name'
  | 'billingAccountNumber'
  | 'accessNumber'
  | 'product'
  | 'installationAddress'
  | 'billingArea'
  | 'firstSeenOn'
  | 'placedNow'
  | 'why'
  | 'community'
  | 'segment'
  | 'rowKey'
  | 'version';

export const DIVISION_COLUMNS: readonly (CallListColumn & { key: DivisionColumn })[] = [
  { key: 'customerCode', header: '客户编码', kind: 'text', width: 15 },
  { key: 'name', header: '客户名称', kind: 'text', width: 18 },
  { key: 'billingAccountNumber', header: '合同号', kind: 'text', width: 18 },
  { key: 'accessNumber', header: '业务接入号', kind: 'text', width: 18 },
  { key: 'product', header: '产品', kind: 'text', width: 14 },
  { key: 'installationAddress', header: '装机地址', kind: 'text', width: 30 },
  { key: 'billingArea', header: '计费区域', kind: 'text', width: 10 },
  { key: 'firstSeenOn', header: '首见日期', kind: 'text', width: 12 },
  { key: 'placedNow', header: '导出时归属', kind: 'text', width: 22 },
  { key: 'why', header: '依据', kind: 'text', width: 30 },
  { key: 'community', header: '社区', kind: 'input', width: 22 },
  { key: 'segment', header: '统计属性', kind: 'input', width: 10 },
  { key: 'rowKey', header: '行键', kind: 'text', width: 12, hidden: true },
  { key: 'version', header: '基准版本', kind: 'text', width: 10, hidden: true },
];

/** Appended when a sheet comes back with what became of each row. */
export const RESULT_COLUMNS: readonly CallListColumn[] = [
  { key: 'outcome', header: '结果', kind: 'text', width: 10 },
  { key: 'reason', header: '原因', kind: 'text', width: 48 },
];

export const SEGMENT_WORDS: Readonly<Record<ReportingSegment, string>> = {
  KEY_ACCOUNT: '大客户',
  BUSINESS: '商业',
  MASS_MARKET: '公众',
  CONTRACT_AGENT: '统包',
  TRANSIENT: '流动',
};

/** 商业 → BUSINESS; what is no such word stays as it was written, and is refused by name. */
export const segmentFromWord = (word: string): string =>
  Object.entries(SEGMENT_WORDS).find(([, text]) => text === word.trim())?.[0] ?? word.trim();
