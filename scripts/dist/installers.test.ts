/** What electron-builder makes of our configuration, asked of its own code: installers themselves need the runtime. */
import { join } from 'node:path';
import { Packager } from 'electron-builder';
import { expect, onTestFinished, test } from 'vitest';

const projectDir = join(import.meta.dirname, '../..');
/** All of electron-builder is loaded for it. */
const PATIENCE_MS = 60_000;

async function readPackager(): Promise<Packager> {
  const packager = new Packager({ projectDir });
  onTestFinished(() => packager.tempDirManager.cleanup());
  await packager.validateConfig();
  return packager;
}

test(
  'where updates are offered macOS has a zip: the updater there takes nothing else',
  async () => {
    const { config } = await readPackager();
    expect(config.publish).toMatchObject({ provider: 'generic' });
    expect(config.mac?.target).toEqual(['dmg', 'zip']);
  },
  PATIENCE_MS,
);
