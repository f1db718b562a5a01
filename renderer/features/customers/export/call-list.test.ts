import { describe, expect, it } from 'vitest';
import type { OrgUnitRow } from '../../../../shared/domain/rows.ts';
import type { CustomerDetail, CustomerSummary } from '../../../data/types.ts';
import { buildCallListWorkbook } from '../../../excel/workbook.ts';
import { chinese } from '../../../i18n/test-support/translate.ts';
import { DEFAULT_COLUMNS } from '../list/columns.ts';
import { callListFileName, callListSpec, exportColumns, type ExportContext } from './call-list.ts';

const context: ExportContext = {
  t: await chinese(),
  units: new Map([['C1', { name: '武鸣片1社区' } as OrgUnitRow]]),
  thisMonth: '2026-10',
  now: new Date('2026-11-21T06:32:00Z'),
};

const summary: CustomerSummary = {
  customerCode: 'KH0000000058',
  name: '孔少佳',
  billingAccountNumber: 'HT1442665821',
  communityCode: 'C1',
  reportingSegment: 'MASS_MARKET',
  contactPhone: '13377760386',
  installationAddress: '武鸣区五一中路 18 号',
  product: '光纤宽带+固话',
  accessNumber: 'nn0771620335978',
  liveSubscriptions: 2,
  allSubscriptions: 2,
  status: 'IN_SERVICE',
  revenue: 19999,
  revenueChange: -963,
  meanRevenue: 20000,
  trend: [1, 2],
  arrears: 16924,
  arrearsStage: 2,
  agreementEnd: '2026-12-05',
  agreementCount: 1,
  zeroCharge: 0,
  openOrders: 0,
  prepaid: null,
  lockedUntil: null,
  closed: false,
  firstSeenMonth: '2020-12',
  lastInteractionOn: '2026-11-20',
  nextOn: '2026-11-27',
};

const subscription = (subscriptionId: string, accessNumber: string, contactPhone: string) => ({
  subscriptionId,
  name: '孔少佳',
  accessNumber,
  product: '光纤宽带+固话',
  status: 'IN_SERVICE' as const,
  installationAddress: '武鸣区五一中路 18 号',
  billingArea: '武鸣',
  activatedOn: '2020-12-06',
  contactPhone,
});
const detail: CustomerDetail = {
  customer: {
    customerCode: 'KH0000000058',
    billingAccountNumber: 'HT1442665821',
    communityCode: 'C1',
    name: '孔少佳',
    responsibleUnit: 'D',
    reportingSegment: 'MASS_MARKET',
    firstSeenMonth: '2020-12',
    contact: {
      persons: [{ name: '孔女士', role: '决策者', phone: '07716203359' }],
      address: '后门进',
      remark: '',
    },
    placement: { kind: 'OPENING', decidedOn: '2026-11-20' },
    subscriptions: [
      subscription('1', 'nn0771620335978', '13377760386'),
      subscription('2', 'nn0771620049348', '13377760386'),
      { ...subscription('3', 'gone', '13300000000'), status: 'TERMINATED' },
    ],
    agreements: [
      {
        agreementNumber: 'XY1',
        subscriptionId: '1',
        plan: 'E9包年套餐',
        start: '2024-12-06',
        end: '2026-12-05',
        monthlyCommitment: 9120,
        penalty: 22800,
      },
    ],
    orders: [],
  },
  ledger: undefined,
  balance: {
    customerCode: 'KH0000000058',
    arrears: [{ subscriptionId: '2', sinceMonth: '2026-09', months: 2, amount: 16924 }],
    prepaid: [],
  },
  interactions: [
    {
      interactionId: 'i1',
      customerCode: 'KH0000000058',
      kind: 'VISIT',
      purpose: '',
      outcome: '',
      note: '=到期提醒',
      happenedAt: '2026-11-19T17:12:00Z',
      staffNo: '20109',
      waiting: true,
      attention: false,
    },
  ],
};
const request = {
  shown: DEFAULT_COLUMNS,
  customers: [{ summary, detail }],
  filter: ['归属：武鸣片1社区'],
  freshness: [
    {
      kind: 'line97' as const,
      source: 'SYS97' as const,
      asOf: '2026-11-09',
      receivedAt: '2026-11-09T06:12:00+08:00',
      cadence: 'WEEKLY' as const,
      file: 'line97_20261109.csv',
      rows: 7000,
    },
  ],
  staff: { name: '姜军娜', staffNo: '20109' },
};

describe('a list that leaves as a call list', () => {
  const spec = callListSpec(request, context);
  const row = spec.rows[0]!;
  const byHeader = (header: string): unknown => row[spec.columns.find((one) => one.header === header)!.key];

  it('carries the shown columns in their order, then those of a call list, none twice', () => {
    const headers = spec.columns.map((one) => one.header);
    expect(headers.slice(0, 11)).toEqual([
      '客户编码',
      '客户名称',
      '社区',
      '联系电话',
      '用户',
      '状态',
      '收入 2026-10',
      '较上月',
      '欠费',
      '账龄',
      '协议到期',
    ]);
    expect(headers.slice(-2)).toEqual(['结果', '备注']);
    expect(new Set(headers).size).toBe(headers.length);
    expect(new Set(spec.columns.map((one) => one.key)).size).toBe(spec.columns.length);
  });
  it('carries every number unmasked, people first, each once', () => {
    expect(byHeader('联系电话（全部）')).toBe('07716203359、13377760386、13300000000');
    expect(byHeader('业务接入号')).toBe('nn0771620335978、nn0771620049348');
    expect(byHeader('装机地址')).toBe('武鸣区五一中路 18 号、后门进');
    expect(byHeader('合同号')).toBe('HT1442665821');
  });
  it('keeps money in fen, days as days, and leaves outcome and note empty', () => {
    expect(byHeader('欠费')).toBe(16924);
    expect(byHeader('月承诺消费')).toBe(9120);
    expect(byHeader('协议到期')).toBe('2026-12-05');
    expect(byHeader('欠费账期起')).toBe('2026-09');
    expect(byHeader('最近往来')).toBe('2026-11-20');
    expect(byHeader('最近往来内容')).toBe('=到期提醒');
    expect([byHeader('结果'), byHeader('备注')]).toEqual([null, null]);
  });
  it('says where it came from, who took it and how many rows', () => {
    expect(spec.notes).toEqual({
      asOf: [{ source: '97系统 线路', asOf: '2026-11-09', late: true }],
      filter: ['归属：武鸣片1社区'],
      exportedBy: '姜军娜 20109',
      exportedAt: '2026-11-21 14:32',
      rowCount: 1,
      watermark: '姜军娜 20109 2026-11-21 14:32',
    });
  });
  it('every column that can be chosen can be exported', () => {
    const all = exportColumns([...DEFAULT_COLUMNS, 'reportingSegment', 'lockedUntil'], context);
    expect(all.every((one) => one.header !== '' && !one.header.includes('customers.'))).toBe(true);
    expect(() => buildCallListWorkbook(spec)).not.toThrow();
  });
  it('a customer that the cache no longer holds keeps what the list knew', () => {
    const bare = callListSpec({ ...request, customers: [{ summary, detail: undefined }] }, context);
    const key = bare.columns.find((one) => one.header === '联系电话（全部）')!.key;
    expect(bare.rows[0]![key]).toBe('13377760386');
  });
  it('names the file after the view and the minute', () => {
    expect(callListFileName('欠费在网', context)).toBe('客户列单_欠费在网_20261121-1432.xlsx');
    expect(callListFileName('a/b:c', context)).toBe('客户列单_a-b-c_20261121-1432.xlsx');
  });
});
