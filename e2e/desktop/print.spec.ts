import type { Page } from '@playwright/test';
import { expect, test, type Machine } from '../support/desktop.ts';
import { openFirstCustomer, signInHere } from './sign-in-here.ts';

type Printing = typeof globalThis & { printed?: unknown[] };

/** In the place of the system's dialog: what was handed to it is remembered. */
const watchPrinting = ({ app }: Machine): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => {
    const printed = ((globalThis as Printing).printed = [] as unknown[]);
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined) throw new Error('no window');
    contents.print = (options, told) => {
      printed.push({ title: BrowserWindow.getAllWindows()[0]?.getTitle(), ...options });
      told?.(true, '');
    };
  });
const printed = ({ app }: Machine): Promise<unknown[]> =>
  app.evaluate(() => (globalThis as Printing).printed ?? []);

test('the customer page is printed by its button and by Ctrl+P, under the name of the customer', async ({
  machine,
  backend,
}) => {
  const page = await machine.start({ server: backend.address });
  await signInHere(page);
  await openFirstCustomer(page);
  await watchPrinting(machine);
  const name = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  expect(name).not.toBe('');

  await page.getByRole('button', { name: '打印' }).click();
  const once = { title: `${name} · 渠道营销支撑`, printBackground: true };
  await expect.poll(() => printed(machine)).toEqual([once]);
  await machine.menu.press('CmdOrCtrl+P');
  await expect.poll(() => printed(machine)).toEqual([once, once]);
});

const SECTIONS = ['资料', '为什么在本社区', '协议', '用户', '欠费', '在途工单', '往来'];

test('on paper the customer stands black on white with every section, and nothing to press', async ({
  machine,
  backend,
}) => {
  const page = await machine.start({ server: backend.address });
  await signInHere(page);
  await page.getByRole('button', { name: /^登录人员/ }).click();
  await page.getByRole('menuitem', { name: '深色' }).click();
  await openFirstCustomer(page);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByText(/打印于/)).toBeHidden();

  await page.emulateMedia({ media: 'print' });
  // The width of A4 between its margins.
  await page.setViewportSize({ width: 703, height: 1000 });
  for (const name of SECTIONS)
    await expect(page.getByRole('region', { name, exact: true }), name).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: '收入构成' })).toBeVisible();
  await expect(page.getByText(/打印于 \d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}/)).toBeVisible();
  for (const hidden of [
    page.getByRole('banner'),
    page.getByRole('navigation'),
    page.getByRole('textbox', { name: '说了什么、答应了什么' }),
    page.getByRole('button', { name: '打印' }),
    page.getByRole('link', { name: /客户查询/ }),
  ])
    await expect(hidden).toBeHidden();
  expect(await onPaper(page)).toEqual({ pale: [], dark: [], cut: [] });

  const pdf = await machine.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const bytes = await contents?.printToPDF({ printBackground: true, preferCSSPageSize: true });
    return bytes?.toString('latin1') ?? '';
  });
  expect(pdf.startsWith('%PDF-')).toBe(true);
  const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  // A4 in points; all of it, and not a page for each part.
  expect(pdf).toMatch(/\/MediaBox\s*\[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/);
  expect(pages).toBeGreaterThanOrEqual(1);
  expect(pages).toBeLessThanOrEqual(4);

  await page.emulateMedia({ media: 'screen' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

/** Texts too pale for white paper, surfaces that would drink ink, and parts that show less than they hold. */
function onPaper(page: Page): Promise<Record<'pale' | 'dark' | 'cut', string[]>> {
  return page.evaluate(() => {
    const brightness = (colour: string): number | null => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
      return alpha === 0 ? null : (red * 299 + green * 587 + blue * 114) / 1000;
    };
    const found: Record<'pale' | 'dark' | 'cut', string[]> = { pale: [], dark: [], cut: [] };
    for (const element of document.querySelectorAll<HTMLElement>('body, #root *')) {
      if (!element.checkVisibility() || element.closest('svg') !== null) continue;
      const style = getComputedStyle(element);
      const name = `${element.tagName} ${element.className} ${element.innerText.slice(0, 30)}`;
      const says = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim() !== '',
      );
      if (says && (brightness(style.color) ?? 255) > 140) found.pale.push(name);
      const large = element.offsetWidth * element.offsetHeight > 40 * 40;
      if (large && (brightness(style.backgroundColor) ?? 255) < 230) found.dark.push(name);
      const scrolls = style.overflowX !== 'visible' || style.overflowY !== 'visible';
      if (
        scrolls &&
        (element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1)
      )
        found.cut.push(name);
    }
    return found;
  });
}
