import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SignInPage } from '../pages/sign-in.ts';
import { SyncPanel } from '../pages/sync-panel.ts';
import { expect, test } from '../support/desktop.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD } from '../support/people.ts';
import { notesHeld, writeNoteWithoutServer } from './sign-in-here.ts';

/** What the main process keeps itself; everything else in the folder is the browser's. */
const OURS = ['settings.json', 'vault.json', 'journal', 'logs'];

test('[C5] a note written offline comes back from the journal when the whole storage of the browser is gone', async ({
  machine,
  backend,
}) => {
  const note = '存储消失前写下的一句';
  await writeNoteWithoutServer(machine, backend, note, async () => {
    await machine.killMain();
    for (const name of await readdir(machine.folder))
      if (!OURS.includes(name)) await rm(join(machine.folder, name), { recursive: true, force: true });
  });
  // Where the key of the vault lay among what is gone, the person signs in once more.
  const after = await machine.start();
  const sync = new SyncPanel(after);
  await expect(after.getByRole('heading', { name: '登录' }).or(sync.pill)).toBeVisible({ timeout: 30_000 });
  if (!(await sync.pill.isVisible()))
    await new SignInPage(after).submit(ACCOUNT_MANAGER.staffNo, DEMO_PASSWORD);
  await expect(sync.pill).toContainText('已核对一致', { timeout: 60_000 });
  await expect.poll(() => notesHeld(backend, note), { timeout: 30_000 }).toBe(1);
});
