/** The rules of eslint.config.js that this project lives by, each proved on a line that breaks it. */
import { join } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { expect, test } from 'vitest';

const eslint = new ESLint({
  cwd: join(import.meta.dirname, '..'),
  // The lines below lie in no file, so rules that ask the compiler are off here.
  overrideConfig: [tseslint.configs.disableTypeChecked],
});

async function messagesFor(filePath: string, text: string): Promise<string[]> {
  const results = await eslint.lintText(text, { filePath });
  return results.flatMap((result) => result.messages.map((message) => message.message));
}

test.each([
  [
    'renderer/features/lists/queries.ts',
    "import { Dexie } from 'dexie';\nexport const d = Dexie;\n",
    'renderer/data',
  ],
  ['renderer/app/boot.ts', "import { get } from 'axios';\nexport const g = get;\n", 'renderer/sync'],
  [
    'renderer/ui/gauge.ts',
    "import { init } from 'echarts/core';\nexport const i = init;\n",
    'renderer/ui/charts',
  ],
  ['renderer/app/boot.ts', 'export const d = window.desktop;\n', 'renderer/platform'],
  ['renderer/ui/theme.ts', "export const t = localStorage.getItem('theme');\n", 'renderer/platform'],
  ['renderer/ui/theme.ts', "export const t = window.localStorage.getItem('theme');\n", 'renderer/platform'],
  ['renderer/features/lists/load.ts', "export const f = () => fetch('/a');\n", 'renderer/sync'],
  ['main/native/tray.ts', "import { ipcMain } from 'electron';\nexport const i = ipcMain;\n", 'main/ipc'],
])('in %s a raw API is refused and its wrapper named', async (file, text, wrapper) => {
  const messages = await messagesFor(file, text);
  expect(messages).toHaveLength(1);
  expect(messages[0]).toContain(wrapper);
});

test.each([
  ['renderer/data/schema.ts', "import { Dexie } from 'dexie';\nexport const d = Dexie;\n"],
  ['renderer/sync/transport.ts', "import { get } from 'axios';\nexport const g = get;\n"],
  ['renderer/ui/charts/trend.ts', "import { init } from 'echarts';\nexport const i = init;\n"],
  ['renderer/sync/probe.ts', 'export const f = () => fetch("/a");\n'],
  ['renderer/app/offline-start/service-worker.ts', 'export const f = () => fetch("/a");\n'],
  ['renderer/platform/browser.ts', 'export const d = window.desktop;\n'],
  ['main/ipc/handle.ts', "import { ipcMain } from 'electron';\nexport const i = ipcMain;\n"],
])('in %s the same API is at home', async (file, text) => {
  expect(await messagesFor(file, text)).toEqual([]);
});

test('a ban outside its home does not lift the others', async () => {
  expect(
    await messagesFor('renderer/data/a.ts', "import { get } from 'axios';\nexport const g = get;\n"),
  ).toHaveLength(1);
});

test.each([
  ['any', 'export const a: any = 1;\n', 'Unexpected any'],
  ['a default export', 'export default 1;\n', "'default' is restricted"],
  ['a suppression of the linter', '// eslint-disable-next-line\nexport const a = 1;\n', 'eslint-disable'],
  ['a suppression of the compiler', '// @ts-expect-error\nexport const a = 1;\n', '@ts-expect-error'],
  ['a note for later', '// TODO more\nexport const a = 1;\n', 'todo'],
])('%s is refused', async (_what, text, message) => {
  expect((await messagesFor('shared/lib/a.ts', text)).join('\n')).toContain(message);
});
