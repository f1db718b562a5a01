import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

export interface Child {
  process: ChildProcess;
  /** Resolves with the match when stdout so far matches; rejects when the process ends without it. */
  says(pattern: RegExp): Promise<RegExpMatchArray>;
  ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
}

/** Runs a program of this repository with a clean set of our own variables. */
export function startProgram(file: string, args: readonly string[], env: Record<string, string>): Child {
  const child = spawn(process.execPath, [join(ROOT, file), ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'silent', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const waiting = new Set<() => void>();
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    for (const check of waiting) check();
  });
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  const says = (pattern: RegExp) =>
    new Promise<RegExpMatchArray>((resolve, reject) => {
      const check = () => {
        const match = pattern.exec(stdout);
        if (match) resolve(match);
      };
      waiting.add(check);
      check();
      void ended.then(({ code }) => reject(new Error(`${file} ended with ${code}: ${stdout}${stderr}`)));
    });
  return { process: child, says, ended };
}

/** Runs a program to its end. @param input what stands on its standard input */
export const runProgram = (
  file: string,
  args: readonly string[],
  env: Record<string, string>,
  input = '',
) => {
  const child = startProgram(file, args, env);
  child.process.stdin?.end(input);
  return child.ended;
};
