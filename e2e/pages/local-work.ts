import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';

/** 没有上传的内容, in the settings: out to a file, in from one, and clearing the machine. */
export class LocalWork {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  get panel(): Locator {
    return this.page.getByRole('region', { name: '没有上传的内容', exact: true });
  }
  /** What the last act came to. */
  get outcome(): Locator {
    return this.panel.getByRole('status');
  }
  get problem(): Locator {
    return this.panel.getByRole('alert');
  }

  async open(): Promise<void> {
    await this.page.getByRole('menuitem', { name: '设置' }).click();
    await expect(this.panel).toBeVisible();
  }

  /** @returns where the file lies, and how to take it away again */
  async export(): Promise<{ path: string; name: string; remove: () => Promise<void> }> {
    const download = this.page.waitForEvent('download');
    await this.panel.getByRole('button', { name: '导出文件' }).click();
    const file = await download;
    const folder = await mkdtemp(join(tmpdir(), 'channeldesk-work-'));
    const path = join(folder, file.suggestedFilename());
    await file.saveAs(path);
    return { path, name: file.suggestedFilename(), remove: () => rm(folder, { recursive: true }) };
  }

  async import(path: string): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.panel.getByRole('button', { name: '选择文件' }).click();
    await (await chooser).setFiles(path);
  }

  async pressWipe(): Promise<void> {
    await this.panel.getByRole('button', { name: '清除本机数据' }).click();
  }
}
