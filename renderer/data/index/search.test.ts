import { describe, expect, it } from 'vitest';
import type { Customer } from '../../../shared/domain/rows.ts';
import { sampleCustomer } from '../../test-support/sample-rows.ts';
import { IndexColumns } from './columns.ts';
import { ColumnarCustomerIndex } from './customer-index.ts';
import { IndexBuilder } from './index-builder.ts';
import { pinyinLine } from './pinyin.ts';

interface Wanted {
  name: string;
  account?: string;
  access?: string;
  phone?: string;
  address?: string;
  contact?: Customer['contact']['persons'];
}

function indexOf(wanted: readonly Wanted[]): ColumnarCustomerIndex {
  const builder = new IndexBuilder();
  wanted.forEach(({ name, account, access, phone, address, contact }, i) => {
    const { customer } = sampleCustomer(i + 1);
    const { closedOn: _closedOn, ...open } = customer;
    builder.put('customer', customer.customerCode, {
      ...open,
      name,
      billingAccountNumber: account ?? `HT${i}`,
      contact: { persons: contact ?? [], address: '', remark: '' },
      subscriptions: [
        {
          ...customer.subscriptions[0]!,
          accessNumber: access ?? '',
          contactPhone: phone ?? '',
          installationAddress: address ?? '',
        },
      ],
    });
  });
  const { changed, ranked } = builder.takeUpdate()!;
  return new ColumnarCustomerIndex(
    new IndexColumns(
      changed.map((c) => c.segment),
      ranked ?? '',
    ),
    {
      version: 1,
      today: '2026-11-20',
      thisMonth: null,
      units: new Map(),
      overlay: new Map(),
      members: new Map(),
    },
  );
}

const index = indexOf([
  {
    name: '黄秀',
    account: 'HT2523832498',
    access: 'nn077155512340188',
    phone: '18096043457',
    address: '南宁市友爱南路154号11栋2204室',
  },
  {
    name: '单雄',
    account: 'HT4500246819',
    access: '07715530001',
    phone: '0771-5530001',
    address: '长湖路29号',
  },
  { name: '覃丽重庆小面', account: 'HT1', access: '07715530002', phone: '13900000001', address: '黄秀巷1号' },
  { name: '工商银行', account: 'HT2', access: '07715530003', phone: '13900000002', address: '思贤街A座' },
  { name: 'KTV之星168', account: 'HT3', access: '07715530004', phone: '13900000003', address: '秀灵路' },
  {
    name: '曾国',
    account: 'HT4',
    access: '07715530005',
    phone: '13900000004',
    contact: [{ name: '吕总', role: '决策者', phone: '13977778888' }],
  },
]);

const found = (text: string): string[] => Array.from(index.search(text, 20), (p) => index.at(p).name);
const listed = (text: string): string[] => Array.from(index.query({ text }), (p) => index.at(p).name).sort();

describe('search', () => {
  it.each([
    ['hx', '黄秀'],
    ['HX', '黄秀'],
    ['huangxiu', '黄秀'],
    ["huang'xiu", '黄秀'],
    ['xiu', '黄秀'],
    ['18096043457', '黄秀'],
    ['9604345', '黄秀'],
    ['HT2523832498', '黄秀'],
    ['2523832498', '黄秀'],
    ['nn077155512340188', '黄秀'],
    ['077155512340188', '黄秀'],
    ['友爱南路', '黄秀'],
    ['友爱 2204', '黄秀'],
    ['kh0000000001', '黄秀'],
    ['sx', '单雄'],
    ['shanxiong', '单雄'],
    ['dx', '单雄'],
    ['07715530001', '单雄'],
    ['qlcqxm', '覃丽重庆小面'],
    ['tanli', '覃丽重庆小面'],
    ['cqxm', '覃丽重庆小面'],
    ['gsyh', '工商银行'],
    ['yinhang', '工商银行'],
    ['Ａ座', '工商银行'],
    ['ktv', 'KTV之星168'],
    ['zx168', 'KTV之星168'],
    ['zg', '曾国'],
    ['cengguo', '曾国'],
    ['13977778888', '曾国'],
    ['吕总', '曾国'],
  ])('%s finds %s', (text, name) => {
    expect(found(text)[0]).toBe(name);
    expect(listed(text)).toContain(name);
  });

  it('puts a name before an address that holds the same characters', () => {
    expect(found('黄秀')).toEqual(['黄秀', '覃丽重庆小面']);
  });

  it('begins spellings at syllables only', () => {
    expect(listed('uang')).toEqual([]);
    expect(listed('iu')).toEqual([]);
  });

  it('wants every word, anywhere', () => {
    expect(listed('hx 友爱')).toEqual(['黄秀']);
    expect(listed('hx 长湖')).toEqual([]);
  });

  it('finds nothing for what nobody has, and ends at the limit', () => {
    expect(found('没有这个人')).toEqual([]);
    expect(index.search('0771', 2)).toHaveLength(2);
    expect(found('  ')).toEqual([]);
  });

  it('spells the likely readings of a name, each once', () => {
    expect(pinyinLine('黄秀')).toBe('HX HuangXiu');
    expect(pinyinLine('曾国')).toBe('ZG CG ZengGuo CengGuo');
    expect(pinyinLine('单')).toContain('Shan');
    expect(pinyinLine('（）')).toBe('');
  });
});
