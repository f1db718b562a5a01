import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../support/desktop.ts';
import { standInFolder } from '../support/runtime.ts';
import { readElectronTypes } from '../standin/surface/read-types.ts';

/** The stand-in is only worth something as long as it cannot do more than Electron. */
test('the list that closes the stand-in is that of the installed types of Electron', async () => {
  const listed: unknown = JSON.parse(
    await readFile(join(standInFolder(), 'surface', 'surface.json'), 'utf8'),
  );
  expect(listed, 'node e2e/standin/surface/generate.ts').toEqual(readElectronTypes());
});

test.describe('on the stand-in', () => {
  test.beforeEach(({ runtime }) => {
    test.skip(runtime.kind !== 'stand-in', 'the real runtime is there');
  });

  test('what Electron has and the stand-in has not throws and is recorded', async ({ machine }) => {
    await machine.start();
    const said = await machine.app.evaluate((electron) => {
      const attempts: Record<string, () => unknown> = {
        member: () => electron.app.getBadgeCount(),
        // Not the focused one: another start beside this may have the focus at this moment.
        statics: () => electron.BrowserWindow.getAllWindows().map((window) => window.setProgressBar(0.5)),
        export: () => electron.clipboard.readText(),
        event: () => electron.app.on('no-such-event' as 'ready', () => undefined),
        preferences: () => new electron.BrowserWindow({ webPreferences: { nodeIntegration: true } }),
        option: () => new electron.BrowserWindow({ frame: false }),
      };
      return Object.fromEntries(
        Object.entries(attempts).map(([name, attempt]) => {
          try {
            attempt();
            return [name, 'done'];
          } catch (error) {
            return [name, error instanceof Error ? error.message : String(error)];
          }
        }),
      );
    });
    const missing = 'the stand-in for Electron does not implement';
    expect(said).toEqual({
      member: `${missing} App.getBadgeCount`,
      statics: `${missing} BrowserWindow.setProgressBar`,
      export: `${missing} clipboard`,
      event: "Electron's App has no event 'no-such-event'",
      preferences: 'webPreferences.nodeIntegration must not be true',
      option: `${missing} the window option frame`,
    });
    const kinds = machine.faults().map(({ kind }) => kind);
    expect(kinds).toEqual([
      'not-implemented',
      'not-implemented',
      'not-implemented',
      'seal',
      'unsafe-preferences',
      'not-implemented',
    ]);
    machine.forgetFaults();
  });

  test('faults of the application are recorded, though nobody looks at them', async ({ machine }) => {
    const page = await machine.start();
    await machine.app.evaluate(({ dialog }) => {
      void dialog.showOpenDialog({});
      setTimeout(() => {
        throw new Error('thrown in the main process');
      });
    });
    await page.evaluate(() => {
      setTimeout(() => {
        throw new Error('thrown in the page');
      });
    });
    await expect
      .poll(() => machine.faults().map(({ kind }) => kind))
      .toEqual(expect.arrayContaining(['unanswered-dialog', 'uncaught-error', 'page-exception']));
    machine.forgetFaults();
  });
});
