/**
 * `node scripts/typecheck.ts`: runs the compiler over every configuration that tsconfig.json refers to, two
 * at a time, and fails when one of them fails or a folder with TypeScript has no configuration.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

interface Outcome {
  readonly project: string;
  readonly ok: boolean;
  readonly seconds: number;
  readonly output: string;
}

function projects(): string[] {
  const { references } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')) as {
    references: { path: string }[];
  };
  return references.map((reference) => reference.path);
}

function check(project: string): Promise<Outcome> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [compiler, '-p', project, '--noEmit', '--pretty', 'false'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ project, ok: code === 0, seconds: (performance.now() - started) / 1000, output });
    });
  });
}

const waiting = projects();
let failed = waiting.length === 0;
async function work(): Promise<void> {
  for (let project = waiting.shift(); project !== undefined; project = waiting.shift()) {
    const { ok, seconds, output } = await check(project);
    console.log(`typecheck ${project} ${ok ? 'ok' : 'FAILED'} ${seconds.toFixed(1)} s`);
    if (!ok) {
      console.error(output.trimEnd());
      failed = true;
    }
  }
}
await Promise.all([work(), work()]);
if (failed) process.exitCode = 1;
