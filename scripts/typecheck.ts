/**
 * `node scripts/typecheck.ts`: runs the compiler over every configuration that tsconfig.json refers to, two
 * at a time, and fails when one of them fails or a folder with TypeScript has no configuration.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runCheck } from './run-check.ts';

const root = join(import.meta.dirname, '..');
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

function projects(): string[] {
  const { references } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')) as {
    references: { path: string }[];
  };
  return references.map((reference) => reference.path);
}

const waiting = projects();
let failed = waiting.length === 0;
async function work(): Promise<void> {
  for (let project = waiting.shift(); project !== undefined; project = waiting.shift()) {
    const { ok, seconds, output } = await runCheck([
      compiler,
      '-p',
      project,
      '--noEmit',
      '--pretty',
      'false',
    ]);
    console.log(`typecheck ${project} ${ok ? 'ok' : 'FAILED'} ${seconds.toFixed(1)} s`);
    if (!ok) {
      console.error(output);
      failed = true;
    }
  }
}
await Promise.all([work(), work()]);
if (failed) process.exitCode = 1;
