import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { checkLayers, describeFinding } from './check.ts';
import { readGraph } from './graph.ts';
import { TABLE } from './table.ts';

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

/** Writes a tiny repository and returns what the checker says about it, one line per finding. */
async function findingsOf(files: Record<string, string>): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), 'layers-'));
  roots.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return checkLayers(await readGraph(root), TABLE, new Set(['fastify'])).map(describeFinding);
}

const value = 'export const value = 1;\n';
const uses = (path: string) => `import { value } from '${path}';\nexport const other = value;\n`;
const bare = (name: string) => `import '${name}';\n${value}`;

describe('the table of layers', () => {
  test('accepts a repository that keeps to it', async () => {
    expect(
      await findingsOf({
        'shared/lib/money.ts': bare('zod'),
        'shared/lib/money.test.ts': bare('vitest') + bare('node:fs').split('\n')[0],
        'server/app.ts': bare('fastify') + uses('../shared/lib/money.ts').split('\n')[0],
        'renderer/data/schema.ts': bare('dexie'),
        'renderer/sync/transport.ts': bare('axios'),
        'renderer/ui/charts/trend.ts': bare('echarts'),
        'renderer/features/lists/index.ts': value,
        'renderer/features/customers/page.tsx': uses('../lists/index.ts'),
      }),
    ).toEqual([]);
  });

  test('fails when it sees no file', async () => {
    expect(await findingsOf({ 'README.md': '# nothing' })).toEqual([
      'no code file was seen: the checker looks in the wrong place',
    ]);
  });

  test('fails on a file that no row covers', async () => {
    expect(await findingsOf({ 'tools/a.ts': value })).toEqual([
      'tools/a.ts: no row of scripts/layers/table.ts covers this file',
    ]);
    expect(await findingsOf({ 'renderer/widgets/a.ts': value })).toHaveLength(1);
  });

  test('fails on a file that the import reader did not read', () => {
    const graph = {
      files: ['shared/a.ts', 'shared/b.ts'],
      seen: new Set(['shared/a.ts']),
      edges: [],
      cycles: [],
    };
    expect(checkLayers(graph, TABLE, new Set())).toEqual([{ kind: 'unread', file: 'shared/b.ts' }]);
  });

  test.each([
    ['shared/a.ts', '../server/b.ts'],
    ['server/a.ts', '../renderer/data/b.ts'],
    ['renderer/data/a.ts', '../sync/b.ts'],
    ['renderer/ui/a.ts', '../data/b.ts'],
    ['renderer/sync/a.ts', '../features/lists/index.ts'],
    ['renderer/features/lists/a.ts', '../../app/b.ts'],
    ['main/native/a.ts', '../ipc/b.ts'],
    ['main/index.ts', '../server/b.ts'],
  ])('%s may not import %s', async (from, to) => {
    const target = join(dirname(from), to);
    expect(await findingsOf({ [from]: uses(to), [target]: value })).toEqual([
      `${from}: its layer may not import ${target} (scripts/layers/table.ts)`,
    ]);
  });

  test('type-only and dynamic imports count', async () => {
    const target = { 'server/b.ts': 'export type Value = 1;\n' };
    expect(
      await findingsOf({ 'shared/a.ts': "import type { Value } from '../server/b.ts';\n", ...target }),
    ).toHaveLength(1);
    expect(
      await findingsOf({ 'shared/a.ts': "export const later = import('../server/b.ts');\n", ...target }),
    ).toHaveLength(1);
  });

  test('a feature reaches another one through its index.ts alone', async () => {
    expect(
      await findingsOf({
        'renderer/features/customers/page.ts': uses('../lists/rules.ts'),
        'renderer/features/lists/rules.ts': value,
      }),
    ).toEqual([
      'renderer/features/customers/page.ts: reach renderer/features/lists/rules.ts through the index.ts of its folder',
    ]);
    expect(
      await findingsOf({
        'renderer/app/routes.ts': uses('../features/lists/rules.ts'),
        'renderer/features/lists/rules.ts': value,
      }),
    ).toHaveLength(1);
  });

  test.each([
    ['renderer/features/customers/queries.ts', 'dexie'],
    ['renderer/app/boot.ts', 'dexie'],
    ['renderer/data/load.ts', 'axios'],
    ['renderer/ui/chart.ts', 'echarts'],
    ['renderer/app/window.ts', 'electron'],
    ['shared/domain/money.ts', 'dayjs'],
    ['server/app.ts', 'vite'],
    ['scripts/start.mjs', 'vite'],
  ])('%s may not import the package %s', async (from, name) => {
    expect(await findingsOf({ [from]: bare(name) })).toEqual([
      `${from}: its layer may not import the package '${name}' (scripts/layers/table.ts)`,
    ]);
  });

  test.each(['shared/a.ts', 'renderer/data/a.ts', 'main/preload/a.ts'])(
    '%s may not import Node',
    async (file) => {
      expect(await findingsOf({ [file]: bare('node:fs') })).toEqual([
        `${file}: its layer may not import 'node:fs' of Node`,
      ]);
    },
  );

  test('fails on a circle, also one of types', async () => {
    const findings = await findingsOf({
      'shared/a.ts': "import type { B } from './b.ts';\nexport type A = B;\n",
      'shared/b.ts': "import type { A } from './a.ts';\nexport type B = A;\n",
    });
    expect(findings).toHaveLength(1);
    expect(findings[0]).toContain('import each other in a circle');
  });

  test('fails on an import that leads nowhere', async () => {
    expect(await findingsOf({ 'shared/a.ts': uses('./gone.ts') })).toEqual([
      "shared/a.ts: cannot find './gone.ts'",
    ]);
  });

  test('a test may import the test support that all share, product code may not', async () => {
    const support = { 'renderer/test-support/rows.ts': value };
    const path = '../test-support/rows.ts';
    expect(await findingsOf({ 'renderer/data/a.test.ts': uses(path), ...support })).toEqual([]);
    expect(await findingsOf({ 'renderer/data/a.ts': uses(path), ...support })).toHaveLength(1);
  });

  test('the tests of sync may put the client before the real server, others may not', async () => {
    const support = { 'server/test-support/app.ts': value };
    const path = '../../server/test-support/app.ts';
    expect(await findingsOf({ 'renderer/sync/a.db.test.ts': uses(path), ...support })).toEqual([]);
    expect(await findingsOf({ 'renderer/data/a.db.test.ts': uses(path), ...support })).toHaveLength(1);
    expect(await findingsOf({ 'renderer/sync/a.ts': uses(path), ...support })).toHaveLength(1);
  });

  test('product code may not import test support', async () => {
    expect(
      await findingsOf({ 'server/a.ts': uses('./test-support/b.ts'), 'server/test-support/b.ts': value }),
    ).toEqual(['server/a.ts: server/test-support/b.ts is for tests only']);
  });

  test('fails on a name that is not kebab-case or says nothing', async () => {
    expect(await findingsOf({ 'shared/Money.ts': value, 'shared/utils.ts': value })).toHaveLength(2);
  });
});
