import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DesktopBridge } from '../../shared/ipc/bridge.ts';
import { NEW_VERSION, serveUpdate } from '../support/desktop-feed.ts';
import { expect, test, type Machine } from '../support/desktop.ts';
import { signInHere } from './sign-in-here.ts';

type Desk = typeof globalThis & { desktop: DesktopBridge };

const stateOf = ({ page }: Machine) => page.evaluate(() => (globalThis as Desk).desktop.readUpdate());
const READY = { kind: 'ready', version: NEW_VERSION };
/** More than one write to the disk takes in one go. */
const RECORDS = 400;

test.describe('updates from the folder of an administrator', () => {
  test.beforeEach(() => {
    test.skip(process.platform !== 'linux', 'the file that is served is one for Linux');
  });

  test('a new version is fetched, offered, and takes the place of the old one only when what is being written is on disk', async ({
    machine,
    backend,
  }) => {
    const journal = join(machine.folder, 'journal', 'spec.journal');
    const seen = join(machine.folder, 'seen-by-the-new-version');
    const feed = await serveUpdate(
      machine.folder,
      `wc -l < '${journal}' > '${seen}.part'; mv '${seen}.part' '${seen}'`,
    );
    try {
      const page = await machine.start({ server: backend.address, env: feed.env });
      await signInHere(page);
      await expect.poll(() => stateOf(machine), { timeout: 30_000 }).toEqual(READY);
      expect(feed.fetched()).toBe(1);
      await page.getByRole('menuitem', { name: '设置' }).click();
      await expect(page.getByText(`${NEW_VERSION} 已下载，退出时安装`)).toBeVisible();
      expect(await readFile(feed.installed, 'utf8')).not.toContain('wc -l');

      const ended = machine.ended();
      await page.evaluate((count) => {
        const text = 'x'.repeat(20_000);
        const records = Array.from({ length: count }, (_, i) => ({ key: `edit-${i}`, text }));
        void (globalThis as Desk).desktop.writeJournal({ scope: 'spec', records });
      }, RECORDS);
      await page.getByRole('button', { name: '现在重启并安装' }).click();
      expect(await ended).toBe(0);
      await expect.poll(() => existsSync(seen)).toBe(true);
      expect(Number(await readFile(seen, 'utf8'))).toBe(RECORDS);
      expect(await readFile(feed.installed, 'utf8')).toContain('wc -l');
    } finally {
      await feed.close();
    }
  });

  test('a file that is not the one the folder tells of is never offered, and the next look fetches it anew', async ({
    machine,
  }) => {
    const feed = await serveUpdate(machine.folder, 'exit 0');
    try {
      feed.damage(true);
      await machine.start({ env: feed.env });
      await expect.poll(() => stateOf(machine), { timeout: 30_000 }).toEqual({ kind: 'failed' });
      expect(await machine.page.evaluate(() => (globalThis as Desk).desktop.installUpdate())).toEqual({
        started: false,
      });
      feed.damage(false);
      await machine.restart();
      await expect.poll(() => stateOf(machine), { timeout: 30_000 }).toEqual(READY);
      // Once the program ends, the new version is there without anybody asking for it.
      await machine.app.close();
      expect(await readFile(feed.installed, 'utf8')).toContain('exit 0');
    } finally {
      await feed.close();
    }
  });

  test('a folder that cannot be reached, and no folder at all, leave the program as it is', async ({
    machine,
  }) => {
    const feed = await serveUpdate(machine.folder, 'exit 0');
    await feed.close();
    await machine.start({ env: feed.env });
    await expect.poll(() => stateOf(machine), { timeout: 30_000 }).toEqual({ kind: 'failed' });
    await machine.restart({});
    expect(await stateOf(machine)).toEqual({ kind: 'off' });
  });
});
