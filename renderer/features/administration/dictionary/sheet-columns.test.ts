import { expect, it } from 'vitest';
import { missingColumn, type SheetWords, wantedOfRow } from './sheet-columns.ts';

const WORDS: SheetWords = {
  subjects: { PRODUCT: '产品', PLAN: '套餐' },
  categories: {
    FIXED_LINE: '固话',
    BROADBAND: '宽带',
    IC_CARD: 'IC 卡',
    PAY_PHONE: '公话',
    LEASED_LINE: '专线',
    PERSONAL_ACCESS: '小灵通',
    FLAT_RATE: '包月包年',
    BUSINESS_FLAT_RATE: '商务包月',
  },
  retired: '已停用',
};
const HEADERS = ['名称', '备注', '类别', '对象', '状态'];

it('finds its columns by their headers, whatever stands between', () => {
  expect(wantedOfRow(HEADERS, ['*IC卡*', '公话亭', 'ic卡', '产品', ''], WORDS)).toEqual({
    category_id: null,
    of: 'PRODUCT',
    pattern: '*IC卡*',
    category: 'IC_CARD',
    retired: false,
    base: null,
  });
  expect(wantedOfRow(HEADERS, ['E8', '', '宽带', '套餐', '停用'], WORDS)).toMatchObject({
    of: 'PLAN',
    retired: true,
  });
});

it('passes on words that nobody knows, to be refused row by row', () => {
  expect(wantedOfRow(HEADERS, ['E8', '', '卫星', '资费', '在用'], WORDS)).toMatchObject({
    of: '资费',
    category: '卫星',
  });
});

it('says which column is missing', () => {
  expect(missingColumn(HEADERS)).toBeNull();
  expect(missingColumn(['名称', '对象'])).toBe('类别');
});
