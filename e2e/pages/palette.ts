import { expect, type Locator, type Page } from '@playwright/test';

/** The palette of Ctrl+K: customers, screens and things to do. */
export class Palette {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  get box(): Locator {
    return this.page.locator('header').getByRole('combobox');
  }
  get options(): Locator {
    return this.page.locator('header').getByRole('option');
  }
  /** The command that Enter would run. */
  get chosen(): Locator {
    return this.page.locator('header').getByRole('option', { selected: true });
  }
  group(name: string): Locator {
    return this.page.locator('header').getByRole('group', { name, exact: true });
  }

  async open(): Promise<void> {
    await this.page.keyboard.press('Control+k');
    await expect(this.box).toBeFocused();
  }

  /** Types words after >, waits until the first hit is the one that is meant, and runs it. By keys alone. */
  async run(text: string, title: string): Promise<void> {
    await this.open();
    await this.page.keyboard.type(`>${text}`);
    await expect(this.chosen).toHaveText(title);
    await this.page.keyboard.press('Enter');
    await expect(this.options).toHaveCount(0);
  }
}
