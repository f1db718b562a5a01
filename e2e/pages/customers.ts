import { expect, type Locator, type Page } from '@playwright/test';

/** The list of customers. */
export class CustomersPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  get rows(): Locator {
    return this.page
      .getByRole('region', { name: '客户查询' })
      .getByRole('row')
      .filter({ has: this.page.getByRole('gridcell') });
  }

  /** The number that the tab of all customers shows. */
  async total(): Promise<number> {
    const text = await this.page.getByRole('tab', { name: /^全部/ }).innerText();
    return Number(text.replace(/\D/g, ''));
  }

  async open(name: string): Promise<void> {
    await this.page
      .getByRole('link', { name: `打开${name}` })
      .or(this.page.getByLabel(`打开${name}`))
      .first()
      .click();
  }

  /** Types into the search of the bar, as from anywhere by Ctrl+K. */
  async find(text: string): Promise<Locator> {
    await this.page.keyboard.press('Control+k');
    const box = this.page.getByRole('combobox', { name: '查找客户' });
    await expect(box).toBeFocused();
    await box.fill(text);
    return this.page.getByRole('listbox', { name: '查找客户' }).getByRole('option');
  }
}
