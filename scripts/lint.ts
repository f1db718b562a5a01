/** `node scripts/lint.ts [--fix]`: rules, formatting and layers, all three even when the first one fails. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const fix = process.argv.includes('--fix');
const eslint = join(root, 'node_modules/eslint/bin/eslint.js');
const prettier = join(root, 'node_modules/prettier/bin/prettier.cjs');

const checks: readonly (readonly string[])[] = [
  [eslint, '--max-warnings', '0', ...(fix ? ['--fix'] : []), '.'],
  [prettier, fix ? '--write' : '--check', '--log-level', 'warn', '.'],
  [join(import.meta.dirname, 'layers/main.ts')],
];

for (const [program = '', ...options] of checks) {
  if (!existsSync(program)) throw new Error(`${program} is missing: run npm ci`);
  const { status } = spawnSync(process.execPath, [program, ...options], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
