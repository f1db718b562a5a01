/**
 * `npm run prove -- [--seed n] [--long]`: that the synchronisation keeps what shared/sync/SPEC.md promises, in five proofs
 * (docs/proof.md). The short form ends within 12 minutes. Exit code 1 where one of them fails; the seed that failed is
 * printed, and kept to be run again with every `npm test`.
 */
import type { Readable } from 'node:stream';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { seed: { type: 'string' }, long: { type: 'boolean', default: false } },
});
const seed = values.seed === undefined ? 1 : Number(values.seed);
if (!Number.isInteger(seed) || seed < 0) throw new Error('--seed wants a whole number');
const { long } = values;
const root = join(import.meta.dirname, '..', '..');

/** A program of its own. */
interface Proof {
  name: string;
  file: string;
  args: readonly string[];
}

const MODEL = 'scripts/prove/model-run.ts';
const HISTORIES = 'scripts/prove/histories/run.ts';

/** Two rows of proofs that run side by side: none of them keeps two cores busy. */
const ROWS: readonly (readonly Proof[])[] = [
  [
    { name: 'model', file: MODEL, args: ['model', '--count', long ? '3000' : '1000'] },
    { name: 'switches', file: MODEL, args: ['switches'] },
    {
      name: 'histories',
      file: HISTORIES,
      args: ['histories', ...(long ? ['--count', '300'] : ['--count', '60', '--minutes', '4'])],
    },
  ],
  [
    { name: 'writers', file: HISTORIES, args: ['stress', '--seconds', long ? '300' : '45'] },
    {
      name: 'kills',
      file: 'e2e/kills/main.ts',
      args: long ? [] : ['--kills', '20', '--customers', '5000', '--download-kills', '3'],
    },
  ],
];

async function prove({ name, file, args }: Proof): Promise<string> {
  const began = performance.now();
  console.log(`${name}: begins`);
  const child = spawn(process.execPath, [join(root, file), ...args, '--seed', String(seed)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  tell(name, child.stdout, console.log);
  tell(name, child.stderr, console.error);
  const held = await new Promise<boolean>((resolve) => {
    child.on('error', (error) => {
      console.error(`${name}: ${error.message}`);
      resolve(false);
    });
    child.on('close', (code) => resolve(code === 0));
  });
  if (!held) process.exitCode = 1;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  return `${name.padEnd(10)} ${held ? 'held  ' : 'FAILED'} ${seconds} s`;
}

/** Each line with the proof that says it. */
function tell(name: string, from: Readable, say: (line: string) => void): void {
  createInterface({ input: from }).on('line', (line) => say(`${name}: ${line}`));
}

const outcomes = await Promise.all(
  ROWS.map(async (row) => {
    const lines: string[] = [];
    for (const proof of row) lines.push(await prove(proof));
    return lines;
  }),
);
console.log(`\n${outcomes.flat().join('\n')}`);
