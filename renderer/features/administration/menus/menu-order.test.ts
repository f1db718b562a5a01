import { expect, it } from 'vitest';
import type { MenuRow } from '../../../../shared/api/administration.ts';
import { inParts, moved, withItem } from './menu-order.ts';

const item = (menu_key: string, part: MenuRow['part'] = 'daily'): MenuRow => ({
  menu_key,
  part,
  name: '',
  name_en: '',
  icon: 'home',
  target: `/${menu_key}`,
  shown: true,
  shipped: true,
  roles: [],
});
const ITEMS = [item('a'), item('x', 'analysis'), item('b'), item('c')];
const keys = (items: readonly MenuRow[] | null) => items?.map(({ menu_key }) => menu_key).join('');

it('stands part by part', () => expect(keys(inParts(ITEMS))).toBe('abcx'));

it('moves within its part, and not beyond', () => {
  expect(keys(moved(ITEMS, 'b', -1))).toBe('bacx');
  expect(keys(moved(ITEMS, 'b', 1))).toBe('acbx');
  expect(moved(ITEMS, 'a', -1)).toBeNull();
  expect(moved(ITEMS, 'c', 1)).toBeNull();
  expect(moved(ITEMS, 'x', -1)).toBeNull();
  expect(moved(ITEMS, 'nobody', 1)).toBeNull();
});

it('takes a changed item in its place and a new one at the end', () => {
  expect(withItem(ITEMS, { ...item('b'), name: '新' })[2]).toMatchObject({ menu_key: 'b', name: '新' });
  expect(keys(withItem(ITEMS, item('n')))).toBe('axbcn');
});
