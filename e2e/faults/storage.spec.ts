import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { CustomerPage } from '../pages/customer.ts';
import { CustomersPage } from '../pages/customers.ts';
import { SignInPage } from '../pages/sign-in.ts';
import { SyncPanel } from '../pages/sync-panel.ts';
import { KillableBrowser } from '../support/killable-browser.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD, DEPARTMENT_ADMIN, REGION_ADMIN } from '../support/people.ts';
import { rowsOf, signIn } from '../support/server-view.ts';
import { expect, test } from '../support/test.ts';

test.setTimeout(240_000);

async function notesLike(address: string, staffNo: string, note: string): Promise<number> {
  const session = await signIn(address, staffNo, DEMO_PASSWORD);
  return (await rowsOf(address, session, 'interaction')).filter((row) => row.note === note).length;
}

async function openFirst(page: Page): Promise<CustomerPage> {
  await page.getByRole('menuitem', { name: '客户查询' }).click();
  await new CustomersPage(page).rows.first().getByRole('link').first().click();
  const customer = new CustomerPage(page);
  await expect(customer.panel('资料')).toBeVisible();
  return customer;
}

async function noteOnFirst(page: Page, note: string): Promise<void> {
  await (await openFirst(page)).writeNote(note);
}

test('[fault 17] the storage is evicted while the page is open: it stops, says so, and builds up again', async ({
  desk,
  backend,
}) => {
  const page = desk.page;
  const note = '存储被清之前';
  await new SignInPage(page).enter(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  const total = await new CustomersPage(page).total();
  await page.context().route('**/sync/v1/push', (route) => route.abort());
  await noteOnFirst(page, note);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.clearDataForOrigin', { origin: backend.address, storageTypes: 'indexeddb' });
  await page.context().unroute('**/sync/v1/push');
  const { pill, lossNotice } = new SyncPanel(page);
  await expect(lossNotice).toContainText('取回了 1 条没有上传的内容', { timeout: 60_000 });

  await page.goto('/');
  await expect(page.getByRole('heading', { name: '登录' }).or(pill)).toBeVisible({ timeout: 60_000 });
  if (!(await pill.isVisible())) await new SignInPage(page).submit(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await expect(pill).toContainText('已核对一致', { timeout: 60_000 });
  await expect(pill).not.toContainText('待传', { timeout: 60_000 });
  await page.getByRole('menuitem', { name: '客户查询' }).click();
  expect(await new CustomersPage(page).total()).toBe(total);
  expect(await notesLike(backend.address, ACCOUNT_MANAGER.staffNo, note)).toBe(1);
});

/** What the person holds in the end is what the server has for him. */
async function holdsAll(page: Page, address: string, staffNo: string): Promise<void> {
  await expect(new SyncPanel(page).pill).toContainText('已核对一致', { timeout: 90_000 });
  await listsAll(page, address, staffNo);
}

async function listsAll(page: Page, address: string, staffNo: string): Promise<void> {
  const session = await signIn(address, staffNo, DEMO_PASSWORD);
  const customers = await rowsOf(address, session, 'customer');
  await page.getByRole('menuitem', { name: '客户查询' }).click();
  const open = customers.filter(({ closedOn }) => closedOn === undefined).length;
  expect([open, customers.length]).toContain(await new CustomersPage(page).total());
}

/** This window's databases answer as a full storage does: the tools of the browser fill no bucket but the first. */
function refuseToPut(): () => void {
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = () => {
    throw new DOMException('no room', 'QuotaExceededError');
  };
  return () => {
    IDBObjectStore.prototype.put = put;
  };
}

/** The browser lets its origin have so many bytes more; as many as it likes where the test lifts that. */
async function limitRoom(
  page: Page,
  address: string,
  bytes: number,
): Promise<(bytes?: number) => Promise<void>> {
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  const devtools = await page.context().newCDPSession(page);
  const { usage } = await devtools.send('Storage.getUsageAndQuota', { origin: address });
  const limit = async (quotaSize?: number): Promise<void> => {
    await devtools.send('Storage.overrideQuotaForOrigin', {
      origin: address,
      ...(quotaSize === undefined ? {} : { quotaSize }),
    });
  };
  await limit(usage + bytes);
  return limit;
}

const FULL = '空间已满，已停止下载';

test('[fault 18] the quota is reached while pages come: one message, and with room again it goes on', async ({
  desk,
  backend,
}) => {
  const page = desk.page;
  await new SignInPage(page).open();
  // Less than his pages take as they come.
  const limit = await limitRoom(page, backend.address, 150_000);
  await new SignInPage(page).submit(REGION_ADMIN.staffNo, DEMO_PASSWORD);
  await expect(page.getByText(FULL)).toHaveCount(1, { timeout: 90_000 });
  await expect(page.getByRole('button', { name: '先继续工作' })).toBeVisible();
  await limit();
  await page.getByRole('button', { name: '再试一次' }).click();
  await holdsAll(page, backend.address, REGION_ADMIN.staffNo);
});

test('[fault 18] [C12] the quota is reached while rows are stored: all of them can be worked with, nothing written is lost, and with room again it goes on', async ({
  desk,
  backend,
}) => {
  const page = desk.page;
  await new SignInPage(page).open();
  // Enough for his pages, and less than storing his customers takes.
  const limit = await limitRoom(page, backend.address, 300_000);
  await new SignInPage(page).submit(DEPARTMENT_ADMIN.staffNo, DEMO_PASSWORD);
  await expect(page.getByText(FULL)).toHaveCount(1, { timeout: 90_000 });
  await listsAll(page, backend.address, DEPARTMENT_ADMIN.staffNo);

  // The outbox has a storage of its own: what he writes is saved and goes out all the same.
  const noteMeanwhile = '下载停下以后写的';
  const customer = await openFirst(page);
  await customer.writeNote(noteMeanwhile);
  await expect
    .poll(() => notesLike(backend.address, DEPARTMENT_ADMIN.staffNo, noteMeanwhile), { timeout: 60_000 })
    .toBe(1);

  // Where that is full as well, and the files beside it are, what takes no more must not say that it is saved.
  await limit(1);
  const room = await page.evaluateHandle(refuseToPut);
  const noteWhenFull = '空间已满时写的';
  await page.keyboard.press('n');
  const box = page.getByRole('textbox', { name: '说了什么、答应了什么' });
  await box.fill(noteWhenFull);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('没能存下')).toBeVisible({ timeout: 30_000 });
  await expect(box).toHaveValue(noteWhenFull);

  await room.evaluate((makeRoom) => makeRoom());
  await limit();
  await page.getByRole('button', { name: '再试一次' }).click();
  await expect(new SyncPanel(page).pill).toContainText('已核对一致', { timeout: 90_000 });
  await box.press('Control+Enter');
  await expect(customer.timeline.getByText(noteWhenFull)).toBeVisible({ timeout: 30_000 });
  await holdsAll(page, backend.address, DEPARTMENT_ADMIN.staffNo);
  const note = '有空间以后写的';
  await noteOnFirst(page, note);
  await expect
    .poll(() => notesLike(backend.address, DEPARTMENT_ADMIN.staffNo, note), { timeout: 60_000 })
    .toBe(1);
  expect(await notesLike(backend.address, DEPARTMENT_ADMIN.staffNo, noteWhenFull)).toBe(1);
});

/** A disk of its own for one profile; null where this user may not mount. */
function smallDisk(
  megabytes: number,
): { folder: string; fill: (leave: number) => () => void; remove: () => void } | null {
  const folder = mkdtempSync(join(tmpdir(), 'channeldesk-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
  return {
    folder,
    fill: (leave) => {
      const file = join(folder, 'filler');
      const handle = openSync(file, 'w');
      const block = Buffer.alloc(16 * 1024);
      // The browser gives up caches of its own when room grows short: what it frees is taken, too.
      const refill = (): void => {
        const { bavail, bsize } = statfsSync(folder);
        for (let left = bavail * bsize - leave; left > 0; left -= block.length)
          writeSync(handle, block.subarray(0, Math.min(block.length, left)));
      };
      refill();
      const timer = setInterval(refill, 20);
      return () => {
        clearInterval(timer);
        closeSync(handle);
        rmSync(file);
      };
    },
    remove: () => {
      execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

test('[fault 19] the disk is full in the first download: said so, and when there is room it goes on', async ({
  backend,
}) => {
  test.skip(
    process.env['FULL_DISK'] !== '1',
    'on a full disk Chromium itself falls over more often than not, and takes the recording of the run along: FULL_DISK=1 runs it',
  );
  await fillInTheDownload(backend.address);
});

async function fillInTheDownload(address: string): Promise<void> {
  const disk = smallDisk(256);
  test.skip(disk === null, 'a disk of a size of its own needs the right to mount');
  const browser = await KillableBrowser.create(disk!.folder);
  try {
    const page = await browser.start();
    await page.goto(address);
    await expect(page.getByRole('heading', { name: '登录' })).toBeVisible({ timeout: 60_000 });
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    const makeRoom = disk!.fill(80_000);
    await new SignInPage(page).submit(DEPARTMENT_ADMIN.staffNo, DEMO_PASSWORD);
    const message = page.getByText(/空间已满，已停止下载|存不下数据|本机数据/);
    await expect(message.first()).toBeVisible({ timeout: 90_000 });
    makeRoom();
    await page.goto(address);
    const { pill } = new SyncPanel(page);
    await expect(page.getByRole('heading', { name: '登录' }).or(pill)).toBeVisible({ timeout: 90_000 });
    if (!(await pill.isVisible())) await new SignInPage(page).submit(DEPARTMENT_ADMIN.staffNo, DEMO_PASSWORD);
    await holdsAll(page, address, DEPARTMENT_ADMIN.staffNo);
  } finally {
    await browser.kill();
    disk!.remove();
  }
}
