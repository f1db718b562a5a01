import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** What a program said, kept until it has ended, so that two that run beside each other do not mix their lines. */
export interface CheckOutcome {
  readonly ok: boolean;
  readonly seconds: number;
  readonly output: string;
}

/** Runs `node <program> <options>` in the root of the repository. @throws Error when it cannot be started */
export function runCheck([program, ...options]: readonly [string, ...string[]]): Promise<CheckOutcome> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...options], {
      cwd: join(import.meta.dirname, '..'),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({
        ok: code === 0,
        seconds: (performance.now() - started) / 1000,
        output: output.trimEnd(),
      });
    });
  });
}
