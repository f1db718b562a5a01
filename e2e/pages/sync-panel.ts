import { expect, type Locator, type Page } from '@playwright/test';

/** The state of synchronisation: the pill in the bar and the panel behind it. */
export class SyncPanel {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  get pill(): Locator {
    return this.page.getByTitle('打开同步面板');
  }

  section(title: string): Locator {
    return this.page.getByRole('region', { name: title, exact: true });
  }

  async open(): Promise<void> {
    await this.pill.click();
    await expect(this.section('来源')).toBeVisible();
  }

  async close(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.section('来源')).toBeHidden();
  }
}
