import { expect, type Page } from '@playwright/test';

/** The entry screens: sign-in and first download. */
export class SignInPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  async open(): Promise<void> {
    await this.page.goto('/');
    await expect(this.page.getByRole('heading', { name: '登录' })).toBeVisible();
  }

  async submit(staffNo: string, password: string): Promise<void> {
    await this.page.getByLabel('工号').fill(staffNo);
    await this.page.getByLabel('口令', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: '登录' }).click();
  }

  get problem() {
    return this.page.getByRole('alert');
  }

  /** Signs in, waits until the first download has been checked against the server, and goes to the list. */
  async enter(staffNo: string, password: string): Promise<void> {
    await this.open();
    await this.submit(staffNo, password);
    await expect(this.page.getByText(/已核对一致/)).toBeVisible({ timeout: 120_000 });
    await this.page.getByRole('menuitem', { name: '客户查询' }).click();
    await expect(this.page.getByRole('heading', { name: '客户查询' })).toBeVisible();
  }
}
