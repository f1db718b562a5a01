import { setTimeout as sleep } from 'node:timers/promises';
import { expect, type Page } from '@playwright/test';
import { seeded } from '../../shared/lib/chance.ts';
import { SignInPage } from '../pages/sign-in.ts';
import { SyncPanel } from '../pages/sync-panel.ts';
import { FaultyLine, SERVER_PATH } from '../support/faulty-line.ts';
import { KillableBrowser } from '../support/killable-browser.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD } from '../support/people.ts';
import { rowsOf, signIn } from '../support/server-view.ts';

export interface SavingResult {
  kills: number;
  /** Edits of which the screen has said that they are saved. */
  acknowledged: number;
  /** Acknowledged, and not at the server in the end. */
  lost: string[];
  /** At the server more than once. */
  doubled: string[];
}

/**
 * Writes notes and kills the browser, again and again on one profile: now at any moment, now at the very moment at
 * which the screen says "saved"; with the server there, without it, and with a line that loses answers. In the end
 * everything is uploaded, and the server is asked.
 */
export async function killWhileSaving(
  address: string,
  options: { kills: number; seed: number; say?: (line: string) => void },
): Promise<SavingResult> {
  const random = seeded(options.seed);
  const session = await signIn(address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const [customer] = await rowsOf(address, session, 'customer');
  const line = await FaultyLine.to(address);
  const browser = await KillableBrowser.create();
  const acknowledged: string[] = [];
  try {
    await firstSignIn(await browser.start(), line.address);
    for (let round = 0; round < options.kills; round++) {
      const mood = random();
      const page = round === 0 ? await sameBrowser(browser) : await browser.start();
      line.fault = ({ path }) => {
        if (!SERVER_PATH.test(path) || mood < 0.4) return null;
        if (mood < 0.7) return { kind: 'refuse' };
        return path === '/sync/v1/push' && random() < 0.5 ? { kind: 'lose' } : null;
      };
      await openCustomer(page, line.address, customer!.customerCode);
      const before = acknowledged.length;
      await writeUntilKilled(page, browser, {
        name: `第${options.seed}-${round}轮`,
        // At the moment of "saved", or a little later, when the next one is on its way.
        after: 1 + Math.floor(random() * 3),
        delayMs: random() < 0.5 ? 0 : Math.floor(random() * 120),
        onSaved: (note) => acknowledged.push(note),
      });
      options.say?.(`kill ${round + 1}/${options.kills}: ${acknowledged.length - before} saved`);
    }
    line.fault = () => null;
    await uploadAll(await browser.start(), line.address);
  } finally {
    await browser.dispose();
    await line.close();
  }
  return {
    kills: options.kills,
    acknowledged: acknowledged.length,
    ...(await compare(address, acknowledged)),
  };
}

async function firstSignIn(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await new SignInPage(page).submit(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await expect(page.getByText(/已核对一致/)).toBeVisible({ timeout: 60_000 });
}

/** The first round kills in the very run in which the person signed in, so it starts like the others. */
async function sameBrowser(browser: KillableBrowser): Promise<Page> {
  // What a sign-in leaves behind is not what is tried here: it gets the time to reach the disk.
  await sleep(1000);
  await browser.kill();
  return browser.start();
}

async function openCustomer(page: Page, address: string, customerCode: string): Promise<void> {
  await page.goto(`${address}/#/customers/${customerCode}`);
  await expect(noteBox(page)).toBeVisible({ timeout: 90_000 });
}

const noteBox = (page: Page) => page.getByRole('textbox', { name: '说了什么、答应了什么' });

interface Writing {
  name: string;
  /** Killed after so many have been saved. */
  after: number;
  delayMs: number;
  onSaved: (note: string) => void;
}

async function writeUntilKilled(page: Page, browser: KillableBrowser, writing: Writing): Promise<void> {
  let saved = 0;
  let killing: Promise<void> | null = null;
  const kill = async (): Promise<void> => {
    if (writing.delayMs > 0) await sleep(writing.delayMs);
    await browser.kill();
  };
  await page.exposeFunction('noteSaved', (note: string) => {
    writing.onSaved(note);
    if (++saved === writing.after) killing ??= kill();
  });
  await page.evaluate(tellOfSaved);
  for (let number = 0; killing === null; number++) {
    try {
      await page.keyboard.press('n');
      await noteBox(page).fill(`${writing.name}第${number}条`);
      await page.keyboard.press('Control+Enter');
      await expect(noteBox(page)).toHaveValue('', { timeout: 90_000 });
    } catch (error) {
      // Whoever writes while he is being killed gets an error; any other is one.
      await sleep(200);
      if (killing === null) throw error;
    }
  }
  await (killing as Promise<void> | null);
}

/** In the page: tells of each note in the same task in which its box is emptied, which is how "saved" begins. */
function tellOfSaved(): void {
  const told = globalThis as unknown as { noteSaved: (note: string) => void };
  const box = document.querySelector<HTMLTextAreaElement>('textarea[aria-label="说了什么、答应了什么"]')!;
  let written = '';
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.ctrlKey) written = box.value;
  });
  new MutationObserver(() => {
    if (written === '' || box.value !== '') return;
    const note = written;
    written = '';
    told.noteSaved(note);
  }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
}

async function uploadAll(page: Page, address: string): Promise<void> {
  await page.goto(address);
  const panel = new SyncPanel(page);
  await expect(panel.pill).toBeVisible({ timeout: 60_000 });
  await expect(async () => {
    await panel.open();
    await page.getByRole('button', { name: '立即同步' }).click({ timeout: 1000 });
    await expect(panel.section('待上传')).toContainText('没有待上传的内容', { timeout: 5000 });
  }).toPass({ timeout: 90_000 });
}

async function compare(address: string, acknowledged: readonly string[]) {
  const session = await signIn(address, ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const counts = new Map<string, number>();
  for (const { note } of await rowsOf(address, session, 'interaction'))
    counts.set(note, (counts.get(note) ?? 0) + 1);
  return {
    lost: acknowledged.filter((note) => !counts.has(note)),
    doubled: [...counts].filter(([note, count]) => /^第.*轮/.test(note) && count > 1).map(([note]) => note),
  };
}
