/** What electron-builder makes of our configuration, asked of its own code: installers themselves need the runtime. */
import { join } from 'node:path';
import { AppInfo, LinuxPackager, Packager } from 'electron-builder';
import type { Target } from 'electron-builder';
import { expect, onTestFinished, test } from 'vitest';

const projectDir = join(import.meta.dirname, '../..');
/** All of electron-builder is loaded for it. */
const PATIENCE_MS = 60_000;

async function readPackager(): Promise<Packager> {
  const packager = new Packager({ projectDir });
  onTestFinished(() => packager.tempDirManager.cleanup());
  await packager.validateConfig();
  packager._appInfo = new AppInfo(packager, null);
  return packager;
}

/** The parts of electron-builder's target for Debian that are its own affair. */
interface DebTarget extends Target {
  checkOptions(): Promise<Record<string, unknown>>;
  /** Written from the constructor on; they must be there before they are cleared away. */
  readonly scriptFiles: Promise<unknown>;
}

async function debTarget(packager: Packager): Promise<DebTarget> {
  const made: Target[] = [];
  new LinuxPackager(packager).createTargets(['deb'], (_, make) => made.push(make(packager.projectDir)));
  const [target] = made as DebTarget[];
  if (target === undefined) throw new Error('electron-builder makes no target of `deb`');
  await target.scriptFiles;
  return target;
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

test(
  'a package for Debian says where it comes from and whom to write to',
  async () => {
    const packager = await readPackager();
    expect(packager.config.linux?.target).toContain('deb');
    const target = await debTarget(packager);
    // Whose addresses these are is each organisation's affair (docs/operating.md).
    expect(await target.checkOptions()).toMatchObject({
      name: 'channeldesk',
      maintainer: expect.stringMatching(/^\S.* <\S+@\S+>$/) as string,
      url: expect.stringMatching(/^https:\/\/\S+$/) as string,
    });
  },
  PATIENCE_MS,
);
