/**
 * Each process compiles against its own names: a slip such as `document` in shared/ or `process` in renderer/
 * is a compiler error, not a crash in the field. The probe is compiled together with all files of the process,
 * because one dependency that drags in `@types/node` or the DOM library would open the door for all of them.
 */
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Compiles `source` as a file of the process and returns the compiler's messages about that file alone. */
function messagesFor(folder: string, source: string): string[] {
  const configFile = join(root, folder, 'tsconfig.json');
  const parsed = ts.getParsedCommandLineOfConfigFile(configFile, undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
      throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
    },
  });
  if (parsed === undefined) throw new Error(`cannot read ${configFile}`);
  const probe = join(dirname(configFile), 'probe-of-names.ts');
  const host = ts.createCompilerHost(parsed.options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (path) => path === probe || fileExists(path);
  host.readFile = (path) => (path === probe ? source : readFile(path));
  host.getSourceFile = (path, version, ...rest) =>
    path === probe ? ts.createSourceFile(path, source, version) : getSourceFile(path, version, ...rest);
  const program = ts.createProgram([...parsed.fileNames, probe], parsed.options, host);
  const file = program.getSourceFile(probe);
  if (file === undefined) throw new Error('the probe was not compiled');
  return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
    (diagnostic) => ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'),
  );
}

const DOM_NAMES = ['document', 'window', 'indexedDB', 'HTMLElement'];
const NODE_NAMES = ['process', 'Buffer', '__dirname', 'setImmediate'];

function probeOf(names: readonly string[]): string {
  return `${names.map((name) => `void ${name};`).join('\n')}\nexport {};\n`;
}

describe.each([
  ['shared', [...DOM_NAMES, ...NODE_NAMES]],
  ['renderer', NODE_NAMES],
  ['server', DOM_NAMES],
  ['main', DOM_NAMES],
] as const)('%s', (folder, foreign) => {
  test('compiles what belongs to it', { timeout: 60_000 }, () => {
    expect(messagesFor(folder, 'export const total: number = [1, 2].length;\n')).toEqual([]);
  });

  test('does not compile the names of another process', { timeout: 60_000 }, () => {
    const messages = messagesFor(folder, probeOf(foreign));
    for (const name of foreign) {
      expect(messages.some((message) => message.includes(`Cannot find name '${name}'`))).toBe(true);
    }
    expect(messages).toHaveLength(foreign.length);
  });
});

test.each(['shared', 'renderer'])('%s does not compile an import of Node', { timeout: 60_000 }, (folder) => {
  expect(messagesFor(folder, "import { readFileSync } from 'node:fs';\nvoid readFileSync;\n")).toHaveLength(
    1,
  );
});
