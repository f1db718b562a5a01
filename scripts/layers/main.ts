/** `node scripts/layers/main.ts`: checks the repository against the table; exit code 1 on any finding. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkLayers, describeFinding } from './check.ts';
import { readGraph } from './graph.ts';
import { TABLE } from './table.ts';

const root = join(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>;
};
const graph = await readGraph(root);
const findings = checkLayers(graph, TABLE, new Set(Object.keys(manifest.dependencies)));
for (const finding of findings) console.error(describeFinding(finding));
console.log(`layers: ${graph.seen.size} files, ${graph.edges.length} imports, ${findings.length} findings`);
if (findings.length > 0) process.exitCode = 1;
