import { readFile } from 'node:fs/promises';
import { expect, type Download, type Locator, type Page } from '@playwright/test';
import * as XLSX from 'xlsx';

/** Where the columns of a division sheet stand. */
const COLUMNS = { customerCode: 0, name: 1, placedNow: 8, why: 9, community: 10, segment: 11 } as const;

/** What the server does in one transaction may take as long as a machine is busy. */
const SLOW = 60_000;

/** A workbook that was saved, opened again as text cells, to be filled in as a person would. */
export class DivisionSheet {
  readonly book: XLSX.WorkBook;
  readonly name: string;

  private constructor(book: XLSX.WorkBook, name: string) {
    this.book = book;
    this.name = name;
  }

  static async of(download: Download): Promise<DivisionSheet> {
    return new DivisionSheet(XLSX.read(await readFile(await download.path())), download.suggestedFilename());
  }

  get rows(): string[][] {
    return XLSX.utils.sheet_to_json(this.book.Sheets['划分']!, { header: 1, raw: false, defval: '' });
  }

  /** The line of a customer as the sheet counts: data begin in line 2. */
  lineOf(customerCode: string): number {
    const at = this.rows.findIndex((row) => row[COLUMNS.customerCode] === customerCode);
    if (at < 1) throw new Error(`${customerCode} is not in the sheet`);
    return at + 1;
  }

  write(customerCode: string, column: keyof typeof COLUMNS, text: string): void {
    const sheet = this.book.Sheets['划分']!;
    sheet[XLSX.utils.encode_cell({ r: this.lineOf(customerCode) - 1, c: COLUMNS[column] })] = {
      t: 's',
      v: text,
    };
  }

  file(name = this.name): { name: string; mimeType: string; buffer: Buffer } {
    const written = XLSX.write(this.book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
    return { name, mimeType: 'application/octet-stream', buffer: Buffer.from(written) };
  }
}

/** 客户划分. */
export class DivisionPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  async open(): Promise<void> {
    await this.page.getByRole('menuitem', { name: '客户划分' }).click();
    await expect(this.page.getByRole('heading', { name: '客户划分', level: 1 })).toBeVisible();
    await expect(this.panel('新客户')).toBeVisible();
  }

  panel(title: string): Locator {
    return this.page.getByRole('region', { name: title, exact: true });
  }

  get countdown(): Locator {
    return this.page.getByRole('timer');
  }

  /** The cells of the line of a centre, or of the sum. */
  async centre(name: string): Promise<string[]> {
    const line = this.panel('各中心进度').getByRole('row').filter({ hasText: name });
    return (await line.getByRole('cell').allInnerTexts()).map((text) => text.trim());
  }

  async export(): Promise<DivisionSheet> {
    const download = this.page.waitForEvent('download');
    await this.page.getByRole('button', { name: /^导出 \d+ 户$/ }).click();
    return DivisionSheet.of(await download);
  }

  async import(file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    await this.page.locator('input[type=file]').setInputFiles(file);
  }

  /** The line of a new customer: where it is now, and why. */
  row({ customer_code: code }: { customer_code: string }): Locator {
    return this.panel('新客户').getByRole('row').filter({ hasText: code });
  }

  /** Writes the one row by which a sheet differs, and closes its result. */
  async writeOne(): Promise<void> {
    await this.page.getByRole('button', { name: '写入全部 1 行' }).click();
    await expect(this.page.getByText(/已写入 1 户/)).toBeVisible({ timeout: SLOW });
    await this.page.getByRole('button', { name: '完成' }).click();
  }

  /** Takes back what a sheet has written, as a whole, after being asked with the number. */
  async undo(fileName: string, count: number): Promise<void> {
    await this.page.getByRole('button', { name: '批次与撤销' }).click();
    await this.page.getByRole('button', { name: `撤销 ${fileName}` }).click();
    const asked = this.page.getByRole('dialog').filter({ hasText: `撤销 ${fileName} 的 ${count} 户？` });
    await asked.getByRole('button', { name: `撤销 ${count} 户` }).click();
    await expect(this.page.getByText(`已撤回 ${count} 户`).first()).toBeVisible({ timeout: SLOW });
    await this.page.keyboard.press('Escape');
  }

  /** The row of a customer in the dry run or in the result. */
  checkedRow(customerCode: string): Locator {
    return this.page
      .getByRole('table', { name: /^导入(预检|结果)$/ })
      .getByRole('row')
      .filter({ hasText: customerCode });
  }

  async checkedCells(customerCode: string): Promise<string[]> {
    const cells = await this.checkedRow(customerCode).getByRole('cell').allInnerTexts();
    return cells.map((text) => text.trim());
  }

  /** What the bar under the rows counts: 可接受 2 · 无变化 11 · 拒绝 3. */
  async sums(): Promise<string> {
    const bar = this.page.locator('footer');
    return (await bar.locator('> span').allInnerTexts()).slice(0, 3).join(' · ');
  }

  async downloadResult(): Promise<DivisionSheet> {
    const download = this.page.waitForEvent('download');
    await this.page.getByRole('button', { name: '下载带结果的表' }).click();
    return DivisionSheet.of(await download);
  }
}
