import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import * as XLSX from 'xlsx';

type Row = Record<string, string>;

/** 系统管理, as whoever administers walks through it. */
export class AdministrationPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  tab = (name: string): Promise<void> => this.page.getByRole('tab', { name, exact: true }).click();

  /** Says yes to what was asked at the place where it was pressed. */
  confirm = (name: RegExp): Promise<void> =>
    this.page.getByRole('tooltip').getByRole('button', { name }).click();

  /** A person by his staff number, with his row. */
  async find(staffNo: string): Promise<Locator> {
    await this.page.getByRole('searchbox', { name: '工号或姓名' }).fill(staffNo);
    await this.page.keyboard.press('Enter');
    return this.page.getByRole('row', { name: new RegExp(staffNo) });
  }

  /** A unit in the tree, with what it is at the right. */
  async chooseUnit(name: string): Promise<void> {
    await this.page.getByRole('searchbox', { name: '组织名称或编码' }).fill(name);
    const node = this.page.getByRole('treeitem').filter({ hasText: new RegExp(`^\\s*${name} `) });
    await node.getByText(name).click();
    await expect(this.page.getByRole('heading', { name, exact: true })).toBeVisible();
  }

  /** Opens what can be done about the chosen unit. */
  async changeUnit(act: string): Promise<Locator> {
    await this.page.getByRole('button', { name: new RegExp(act) }).click();
    return this.page.getByRole('dialog');
  }

  /** The rows of a workbook that a press of the button gives. */
  async download(press: () => Promise<void>): Promise<Row[]> {
    const download = this.page.waitForEvent('download');
    await press();
    const book = XLSX.read(await readFile(await (await download).path()));
    return XLSX.utils.sheet_to_json<Row>(book.Sheets[book.SheetNames[0]!]!);
  }
}

/** A workbook as somebody fills it in. */
export function workbookOf(
  name: string,
  rows: readonly Row[],
): { name: string; mimeType: string; buffer: Buffer } {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.json_to_sheet([...rows]), 'Sheet1');
  return {
    name,
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(XLSX.write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer),
  };
}
