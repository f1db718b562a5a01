import { expect, type Locator, type Page } from '@playwright/test';

/** The page of one customer. */
export class CustomerPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  async open(customerCode: string): Promise<void> {
    await this.page.goto(`/#/customers/${customerCode}`);
    await expect(this.panel('资料')).toBeVisible();
  }

  panel(title: string): Locator {
    return this.page.getByRole('region', { name: title, exact: true });
  }

  get timeline(): Locator {
    return this.panel('往来');
  }

  /** Three keystrokes and the text: N, what was said, Ctrl Enter. */
  async writeNote(text: string): Promise<void> {
    const note = this.page.getByRole('textbox', { name: '说了什么、答应了什么' });
    await expect(note).toBeVisible();
    await this.page.keyboard.press('n');
    await expect(note).toBeFocused();
    await note.fill(text);
    await this.page.keyboard.press('Control+Enter');
    await expect(this.timeline.getByText(text)).toBeVisible();
    await expect(note).toHaveValue('');
  }
}
