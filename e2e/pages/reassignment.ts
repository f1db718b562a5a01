import { expect, type Locator, type Page } from '@playwright/test';

/** 调整审批: requests to decide, one's own, and what has been settled. */
export class RequestsPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  async open(): Promise<void> {
    await this.menu.click();
    await expect(this.page.getByRole('heading', { name: '调整审批' })).toBeVisible();
  }

  get menu(): Locator {
    return this.page.getByRole('menuitem', { name: /^调整审批/ });
  }

  group(name: '待我审批' | '我的申请' | '已处理'): Locator {
    return this.page.getByRole('tab', { name: new RegExp(`^${name}`) });
  }

  get rows(): Locator {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('gridcell') });
  }

  /** The name comes first; another customer's may end like it. */
  row(name: string): Locator {
    return this.rows.filter({ hasText: new RegExp(`^${name}`) });
  }

  get detail(): Locator {
    return this.page.getByRole('region', { name: '申请详情' });
  }

  /** From the customer page or the selection: where to, why. */
  async giveAway(community: string, reason: string): Promise<void> {
    await this.page.getByRole('button', { name: '申请调整' }).click();
    await this.#wish(this.page.getByRole('dialog', { name: /申请/ }), community, reason);
  }

  async takeByAccount(number: string, reason: string): Promise<void> {
    await this.page.getByRole('button', { name: '申请调入客户' }).click();
    const dialog = this.page.getByRole('dialog', { name: '申请调入客户' });
    await dialog.getByRole('textbox', { name: '号码' }).fill(number);
    await dialog.getByRole('textbox', { name: '原因' }).fill(reason);
    await dialog.getByRole('button', { name: /^提出/ }).click();
    await expect(dialog).toBeHidden();
  }

  async #wish(dialog: Locator, community: string, reason: string): Promise<void> {
    await dialog.getByRole('combobox', { name: '调到' }).fill(community);
    await this.page
      .getByRole('treeitem', { name: new RegExp(community) })
      .last()
      .click();
    await dialog.getByRole('textbox', { name: '原因' }).fill(reason);
    await dialog.getByRole('button', { name: /^提出/ }).click();
    await expect(dialog).toBeHidden();
  }
}
