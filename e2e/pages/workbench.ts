import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import * as XLSX from 'xlsx';

/** `1,234.50` or `1,234 户` as a number; money in yuan. */
export const figure = (text: string): number => {
  const found = /-?[\d,]+(\.\d+)?/.exec(text.replace('−', '-'));
  if (!found) throw new Error(`no figure in "${text}"`);
  return Number(found[0].replaceAll(',', ''));
};

/** 工作台: its figures, its charts, and the lists behind them. */
export class WorkbenchPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  async open(): Promise<void> {
    await this.page.getByRole('menuitem', { name: '工作台' }).click();
    await expect(this.panel('收入趋势')).toBeVisible();
  }

  panel(title: string): Locator {
    return this.page.getByRole('region', { name: title, exact: true });
  }
  /** One of the five figures, by the beginning of its name. */
  tile(name: string): Locator {
    return this.panel('五项指标')
      .getByRole('button')
      .filter({ hasText: new RegExp(`^${name}`) });
  }

  async choose(panel: string, entry: string): Promise<void> {
    await this.panel(panel).getByRole('button', { name: '更多' }).click();
    await this.page.getByRole('menuitem', { name: entry }).filter({ visible: true }).click();
  }

  /** The rows of the workbook that a chart is saved as, with the name of the file. */
  async excelOf(panel: string): Promise<{ name: string; rows: Record<string, string | number>[] }> {
    const download = this.page.waitForEvent('download');
    await this.choose(panel, '导出 Excel');
    const file = await download;
    const book = XLSX.read(await readFile(await file.path()));
    expect(book.SheetNames[1]).toBe('说明');
    return {
      name: file.suggestedFilename(),
      rows: XLSX.utils.sheet_to_json(book.Sheets[book.SheetNames[0]!]!, { raw: true }),
    };
  }

  /** The picture that a chart is saved as, opened again: its size, and how many colours are in it. */
  async pictureOf(panel: string): Promise<{ name: string; width: number; height: number; colours: number }> {
    const download = this.page.waitForEvent('download');
    await this.choose(panel, '存为图片');
    const file = await download;
    const base64 = (await readFile(await file.path())).toString('base64');
    const seen = await this.page.evaluate(async (data) => {
      const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext('2d')!;
      context.drawImage(bitmap, 0, 0);
      const pixels = new Uint32Array(context.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer);
      return { width: bitmap.width, height: bitmap.height, colours: new Set(pixels).size };
    }, base64);
    return { name: file.suggestedFilename(), ...seen };
  }

  /** Presses something, reads the list that opens, and comes back. */
  async listBehind(press: Locator): Promise<OpenedList> {
    await press.click();
    const list = await this.readList();
    await this.open();
    return list;
  }

  /** The list that stands open: how many, their sums, and the filter in words. */
  async readList(): Promise<OpenedList> {
    const { page } = this;
    await expect(page.getByRole('heading', { name: '客户查询', level: 1 })).toBeVisible();
    const list = page.getByRole('region', { name: '客户查询' });
    const tab = await list.getByRole('tab', { selected: true }).innerText();
    const count = Number(/([\d,]+)\s*$/.exec(tab)![1]!.replaceAll(',', ''));
    const chips = await list.getByRole('button', { name: /^去掉/ }).allInnerTexts();
    if (count === 0) return { count, chips, revenue: 0, arrears: 0 };
    await list.getByRole('group', { name: '客户查询' }).focus();
    await page.keyboard.press('Control+a');
    await expect(list.getByText(new RegExp(`^已选 ${count.toLocaleString('en-US')} 户$`))).toBeVisible();
    const revenue = figure(await list.getByText(/^收入 -?[\d,]+\.\d\d$/).innerText());
    const arrears = figure(await list.getByText(/^欠费 -?[\d,]+\.\d\d$/).innerText());
    await list.getByRole('button', { name: '取消选择' }).click();
    return { count, chips, revenue, arrears };
  }
}

export interface OpenedList {
  count: number;
  chips: string[];
  /** Of this month, yuan. */
  revenue: number;
  arrears: number;
}
