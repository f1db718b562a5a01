/** `node scripts/lint.ts [--fix]`: rules, formatting and layers, all three even when the first one fails. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCheck } from './run-check.ts';

const root = join(import.meta.dirname, '..');
const fix = process.argv.includes('--fix');
const eslint = join(root, 'node_modules/eslint/bin/eslint.js');
const prettier = join(root, 'node_modules/prettier/bin/prettier.cjs');

const checks: readonly (readonly [string, ...string[]])[] = [
  [eslint, '--max-warnings', '0', ...(fix ? ['--fix'] : []), '.'],
  [prettier, fix ? '--write' : '--check', '--log-level', 'warn', '.'],
  [join(import.meta.dirname, 'layers/main.ts')],
];

async function carryOut(check: readonly [string, ...string[]]): Promise<void> {
  if (!existsSync(check[0])) throw new Error(`${check[0]} is missing: run npm ci`);
  const { ok, output } = await runCheck(check);
  if (output !== '') console.log(output);
  if (!ok) process.exitCode = 1;
}

// The linter reads the types of everything in one process, which takes longest; the others end beside it
// meanwhile. Two that write the same files take turns.
if (fix) for (const check of checks) await carryOut(check);
else await Promise.all(checks.map(carryOut));
