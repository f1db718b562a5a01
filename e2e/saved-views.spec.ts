import { Palette } from './pages/palette.ts';
import { SignInPage } from './pages/sign-in.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD } from './support/people.ts';
import { expect, test } from './support/test.ts';
import type { Page } from '@playwright/test';

// Long walks through many screens.
test.describe.configure({ timeout: 300_000 });

const menuOf = async (page: Page, view: string, entry: RegExp): Promise<void> => {
  await page.getByRole('button', { name: `管理“${view}”` }).click();
  await page.getByRole('menuitem', { name: entry }).filter({ visible: true }).click();
};
const goToList = async (page: Page): Promise<void> => {
  await page.getByRole('menuitem', { name: '设置' }).click();
  await expect(page.getByRole('heading', { name: '设置', level: 1 })).toBeVisible();
  await page.getByRole('menuitem', { name: '客户查询' }).click();
  await expect(page.getByRole('heading', { name: '客户查询', level: 1 })).toBeVisible();
};

test('a view of one’s own is made, renamed, made the first, outlives a restart and is deleted', async ({
  desk,
}) => {
  const { page } = desk;
  await new SignInPage(page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await page.goto('/#/customers?arrears-months=2&sort=-arrears');
  await expect(page.getByRole('tab', { name: /自定条件/ })).toHaveAttribute('aria-selected', 'true');

  await page.getByRole('button', { name: '另存视图' }).click();
  await expect(page.getByRole('textbox', { name: '视图名称' })).toBeFocused();
  await page.keyboard.type('催两月');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: /催两月 \d+/ })).toHaveAttribute('aria-selected', 'true');

  await menuOf(page, '催两月', /^改名/);
  await page.getByRole('textbox', { name: '视图名称' }).fill('上门催缴');
  await page.keyboard.press('Enter');
  const tab = page.getByRole('tab', { name: /上门催缴 \d+/ });
  await expect(tab).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('tab', { name: /催两月/ })).toHaveCount(0);

  await menuOf(page, '上门催缴', /^设为默认/);
  await expect(tab).toContainText('默认');

  const again = await desk.restart();
  await again.goto('/');
  await expect(again.getByRole('heading', { name: '工作台', level: 1 })).toBeVisible({ timeout: 30_000 });
  await again.getByRole('menuitem', { name: '客户查询' }).click();
  const kept = again.getByRole('tab', { name: /上门催缴 \d+/ });
  await expect(kept).toHaveAttribute('aria-selected', 'true');
  await expect(again.getByRole('button', { name: /^去掉/ })).toHaveText(['欠费：2 个月起']);
  expect(again.url()).toContain('sort=-arrears');

  // Another view does not lose it, and the palette knows it by its sound.
  await again.getByRole('tab', { name: /全部/ }).click();
  await expect(again.getByRole('button', { name: /^去掉/ })).toHaveCount(0);
  await new Palette(again).run('smcj', '上门催缴');
  await expect(kept).toHaveAttribute('aria-selected', 'true');

  await menuOf(again, '上门催缴', /^删除/);
  await again
    .getByRole('dialog')
    .getByRole('button', { name: /^删\s*除$/ })
    .click();
  await expect(kept).toHaveCount(0);
  await goToList(again);
  await expect(again.getByRole('tab', { name: /全部/ })).toHaveAttribute('aria-selected', 'true');
});
