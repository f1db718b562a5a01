import { join } from 'node:path';
import { SyncPanel } from '../pages/sync-panel.ts';
import { expect, test } from '../support/desktop.ts';
import { findInFiles } from '../support/raw-files.ts';
import { notesHeld, writeNoteWithoutServer } from './sign-in-here.ts';

test('[C5] a note written offline outlives SIGKILL of the window and of the main process, and arrives once', async ({
  machine,
  backend,
}) => {
  const note = '断电前写下的一句';
  await writeNoteWithoutServer(machine, backend, note, async () => {
    // The application draws its window anew by itself.
    await machine.killWindow();
    await expect.poll(() => machine.textOfWindow(), { timeout: 30_000 }).toContain('1 条待传');

    await machine.killMain();
    // Both homes of what was written: nobody who has the disk reads it.
    const journal = join(machine.folder, 'journal');
    expect(await findInFiles(machine.folder, [note])).toEqual([]);
    expect((await findInFiles(journal, ['sealed1 '])).length).toBeGreaterThan(0);
    const after = await machine.start();
    await expect(new SyncPanel(after).pill).toContainText('1 条待传', { timeout: 30_000 });
  });
  const panel = new SyncPanel(machine.page);
  await panel.open();
  await expect(panel.section('待上传')).toContainText(/没有待上传的内容|断电前写下的一句/);
  await machine.page.getByRole('button', { name: '立即同步' }).click();
  await expect(panel.section('待上传')).toContainText('没有待上传的内容', { timeout: 30_000 });

  await expect.poll(() => notesHeld(backend, note)).toBe(1);
  // Neither of the two copies on this machine is sent once more.
  await machine.killMain();
  const last = await machine.start();
  await expect(new SyncPanel(last).pill).toContainText('已核对一致', { timeout: 30_000 });
  expect(await notesHeld(backend, note)).toBe(1);
});
