import type { Page } from '@playwright/test';
import { SignInPage } from '../pages/sign-in.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD } from '../support/people.ts';
import { expect } from '../support/test.ts';

/** Signs in on the page that is there (a desktop has no address to go to), and waits for the first download. */
export async function signInHere(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
  await new SignInPage(page).submit(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await isInSync(page);
}

/** From wherever the day begins. */
export async function openCustomers(page: Page): Promise<void> {
  await page.getByRole('menuitem', { name: '客户查询' }).click();
  await expect(page.getByRole('heading', { name: '客户查询' })).toBeVisible();
}

/** All that this person may hold, checked against the server. */
export async function isInSync(page: Page): Promise<void> {
  await expect(page.getByText(/已核对一致/)).toBeVisible({ timeout: 30_000 });
}
