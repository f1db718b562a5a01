import { readFile } from 'node:fs/promises';
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

  /** Says on every screen, until it was read, that the data of this machine were lost. */
  get lossNotice(): Locator {
    return this.page.getByRole('alert').filter({ hasText: '本机保存的数据曾丢失' });
  }

  section(title: string): Locator {
    return this.page.getByRole('region', { name: title, exact: true });
  }
  /** Edits that a person must decide on, one card each. */
  get attention(): Locator {
    return this.section('需要处理').getByRole('article');
  }

  async open(): Promise<void> {
    await this.pill.click();
    await expect(this.section('来源')).toBeVisible();
  }

  async close(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.section('来源')).toBeHidden();
  }

  async syncNow(): Promise<void> {
    await this.page.getByRole('button', { name: '立即同步' }).click();
  }

  /** 改后再传: the form that opens from a card. */
  async editAgain(card: Locator): Promise<Locator> {
    await card.getByRole('button', { name: '改后再传' }).click();
    return this.page.getByRole('dialog', { name: /改后再传/ });
  }

  /** The text of the file that support is given. */
  async diagnostics(): Promise<string> {
    const download = this.page.waitForEvent('download');
    await this.page.getByRole('button', { name: '导出诊断' }).click();
    return readFile(await (await download).path(), 'utf8');
  }
}
