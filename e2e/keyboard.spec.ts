import { CustomerPage } from './pages/customer.ts';
import { CustomersPage } from './pages/customers.ts';
import { Palette } from './pages/palette.ts';
import { SignInPage } from './pages/sign-in.ts';
import { SyncPanel } from './pages/sync-panel.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD } from './support/people.ts';
import { expect, test } from './support/test.ts';
import type { Page } from '@playwright/test';

// Long walks through many screens.
test.describe.configure({ timeout: 300_000 });

test('from signing in to a saved note without a mouse', async ({ desk }) => {
  const { page } = desk;
  const keys = page.keyboard;
  const signIn = new SignInPage(page);
  await signIn.open();
  await tabTo(page, '工号');
  await keys.type(ACCOUNT_MANAGER.staffNo);
  await tabTo(page, '口令');
  await keys.type(DEMO_PASSWORD);
  await keys.press('Enter');
  await expect(page.getByText(/已核对一致/)).toBeVisible({ timeout: 60_000 });

  await new Palette(page).run('khcx', '客户查询');
  const list = new CustomersPage(page);
  const region = page.getByRole('region', { name: '客户查询' });
  await expect(list.rows.first()).toBeVisible();
  const names = await list.rows.getByRole('link').allInnerTexts();

  // The list is one stop; inside, arrows move, Space selects, Enter opens.
  await tabTo(page, '客户查询', 'group');
  await keys.press('ArrowDown');
  await keys.press('ArrowDown');
  await keys.press('Space');
  await expect(region.getByText('已选 1 户', { exact: true })).toBeVisible();
  await expect(list.rows.nth(1)).toHaveAttribute('aria-selected', 'true');
  await keys.press('ArrowDown');
  await keys.press('Space');
  await expect(region.getByText('已选 2 户', { exact: true })).toBeVisible();
  await keys.press('Space');
  await keys.press('End');
  await keys.press('Home');
  await keys.press('ArrowDown');
  await keys.press('Enter');
  await expect(page.getByRole('heading', { name: names[1]!, level: 1 })).toBeVisible();

  // N, what was said, Ctrl Enter.
  const screen = new CustomerPage(page);
  await expect(screen.panel('资料')).toBeVisible();
  await keys.press('n');
  await keys.type('只用键盘写的拜访');
  await keys.press('Control+Enter');
  const entry = screen.timeline.getByRole('listitem').filter({ hasText: '只用键盘写的拜访' });
  await expect(entry).toContainText('拜访');

  // Esc closes what Enter has opened, and the keyboard is where it was.
  await tabTo(page, '改资料');
  await keys.press('Enter');
  await expect(page.getByRole('dialog', { name: '改资料' })).toBeVisible();
  await keys.press('Escape');
  await expect(page.getByRole('dialog', { name: '改资料' })).toBeHidden();
  await expect.poll(() => focused(page).then(({ name }) => name)).toContain('改资料');
  const panel = new SyncPanel(page);
  await tabTo(page, '已核对一致');
  await keys.press('Enter');
  await expect(panel.section('来源')).toBeVisible();
  await keys.press('Escape');
  await expect(panel.section('来源')).toBeHidden();
});

test('wherever the keyboard is, it can be seen', async ({ desk }) => {
  const { page } = desk;
  await new SignInPage(page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await new CustomersPage(page).rows.first().getByRole('link').first().click();
  await expect(new CustomerPage(page).panel('资料')).toBeVisible();
  for (const path of ['/workbench', '/customers', '/reminders', '/settings']) {
    await page.goto(`/#${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const unseen: string[] = [];
    const stops = new Set<string>();
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab');
      const { name, seen } = await focused(page);
      stops.add(name);
      if (!seen) unseen.push(name);
    }
    expect(stops.size, path).toBeGreaterThan(5);
    expect(unseen, path).toEqual([]);
  }
});

/** Goes on by Tab until the element of this name, and of this role where one is given, has the keyboard. */
async function tabTo(page: Page, name: string, role = ''): Promise<void> {
  for (let i = 0; i < 80; i++) {
    const now = await focused(page);
    if (now.name.includes(name) && now.role.startsWith(role)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${name}`);
}

/** What has the keyboard, by its name, and whether a person sees that it has. */
function focused(page: Page): Promise<{ name: string; role: string; seen: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body)
      return { name: '', role: '', seen: true };
    const label =
      element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
        ? (element.labels?.[0]?.textContent ?? '')
        : '';
    const name = `${element.getAttribute('aria-label') ?? ''} ${label} ${element.innerText} ${element.title}`;
    const outlined = (one: Element): boolean => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    };
    // Fields of the library mark the frame around them, a table the row that the keyboard is in.
    const frames = [element, element.parentElement, element.parentElement?.parentElement];
    const rows = [...element.querySelectorAll('[role="row"]')];
    const seen = [...frames, ...rows].some((one) => one instanceof Element && outlined(one));
    return { name: name.trim(), role: element.getAttribute('role') ?? '', seen };
  });
}
